//! How offices write provinces, and which land a spelling means at a time.
//!
//! A spelling is looked up with its accents first, then without, then with the letters that older spelling
//! exchanges (`Bắc Cạn`, `Đắc Lắc`); a near miss is only ever a suggestion. What a name or a code *means*
//! depends on the period: `44` is Quảng Bình until June 2025 and Quảng Trị after ([`PlaceIndex::settle`]).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

mod near;
mod time;

pub use time::{Era, MERGER, NotThen, Settled};

use near::Near;

use super::spelling::{
    COUNTRY, accentless, candidates, code_after, code_before, is_total, joined, lacks_accents, older,
    says_city, strip, words,
};
use crate::model::fold::{fold, fold_case, tidy};
use crate::model::register::{PlaceRegister, Unit};
use crate::model::{Level, Place, Vintage};

/// A unit of the register, by its place in [`PlaceIndex`].
pub type UnitId = u16;

/// What a cell says, whenever it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Nothing.
    Blank,
    /// A caption such as `TỔNG CỘNG` or `Trong đó`.
    Total,
    /// `Cả nước`.
    Country,
    /// A region such as `II. Đồng bằng sông Hồng`.
    Region,
    /// A spelling of registered units.
    Units(Units),
    /// A name where there is no register, folded for comparison.
    Name(Arc<str>),
    /// No such place; near names, best first.
    Unknown(Vec<UnitId>),
    /// A spelling that several places share.
    Shared(Vec<UnitId>),
    /// A city with the name of a province.
    City(UnitId),
}

/// The units that a spelling can mean: at most one in each set of borders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Units {
    /// Among the 63 (or the units before them).
    pub former: Option<UnitId>,
    /// Among the 34.
    pub today: Option<UnitId>,
    /// In the project's own register.
    pub own: Option<UnitId>,
}

/// The register of places, ready for looking up spellings.
#[derive(Debug, Default)]
pub struct PlaceIndex {
    /// Units and former units; empty where there is no register.
    units: Vec<Unit>,
    registered: bool,
    accented: Keys,
    plain: Keys,
    older: Keys,
    /// Spellings with their accents, by their keys in `older`.
    spelled: BTreeMap<String, Vec<String>>,
    codes: Keys,
    /// Names of regions, by [`region_key`].
    regions: BTreeSet<String>,
    /// Days on which the set of units changes, ascending.
    turns: Vec<Date>,
    /// The names of today's units, for those that are near: made when the first is unknown.
    near: OnceLock<Vec<Near>>,
}

type Keys = BTreeMap<String, Vec<UnitId>>;

impl PlaceIndex {
    /// Indexes a register; `None` takes names as they are.
    pub fn new(register: Option<&PlaceRegister>) -> Self {
        let Some(register) = register else { return PlaceIndex::default() };
        let units: Vec<Unit> = register.units.iter().chain(&register.former).cloned().collect();
        let mut index = PlaceIndex { registered: true, ..PlaceIndex::default() };
        let mut turns = vec![MERGER];
        for (i, unit) in units.iter().enumerate() {
            let id = i as UnitId;
            turns.extend(unit.valid_from);
            turns.extend(unit.valid_until.and_then(|day| day.tomorrow().ok()));
            let spellings = [&unit.name, &unit.full_name, &unit.ascii, &unit.english];
            for spelling in spellings.into_iter().chain(&unit.aliases) {
                // An abbreviation such as TTH is found as it is written only, a name however it is spelled.
                for key in [joined(&words(spelling)), joined(strip(&words(spelling)))] {
                    insert(&mut index.accented, key.clone(), id);
                    insert(&mut index.plain, accentless(&key), id);
                    insert(&mut index.older, older(&accentless(&key)), id);
                    index.spelled.entry(older(&accentless(&key))).or_default().push(key);
                }
            }
            insert(&mut index.codes, unit.code.to_lowercase(), id);
        }
        for region in &register.regions {
            index.regions.extend([&region.name.vi, &region.name.en].map(|name| region_key(name)));
        }
        turns.sort_unstable();
        turns.dedup();
        index.turns = turns;
        index.units = units;
        for keys in ["accented", "plain", "older"] {
            let mut map = match keys {
                "accented" => std::mem::take(&mut index.accented),
                "plain" => std::mem::take(&mut index.plain),
                _ => std::mem::take(&mut index.older),
            };
            for ids in map.values_mut() {
                index.complete(ids);
            }
            match keys {
                "accented" => index.accented = map,
                "plain" => index.plain = map,
                _ => index.older = map,
            }
        }
        index
    }

    /// A spelling of a unit is one of its successor or predecessor too, where both have the same name or land.
    fn complete(&self, ids: &mut Vec<UnitId>) {
        for id in ids.clone() {
            let Some(unit) = self.unit(id) else { continue };
            let twin = self.units.iter().position(|other| {
                let linked = other.unchanged && unit.unchanged && other.today == unit.today;
                other.vintage != unit.vintage && (other.name == unit.name || linked)
            });
            if let Some(twin) = twin.map(|i| i as UnitId)
                && !ids.contains(&twin)
            {
                ids.push(twin);
            }
        }
        ids.sort_unstable();
    }

    /// The unit of an id.
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.get(usize::from(id))
    }

    /// What a cell says.
    pub fn read(&self, cell: &str) -> Reading {
        let text = tidy(cell);
        let folded = fold(&text);
        if folded.is_empty() {
            // `??`: letters that were lost when the file was saved are no blank.
            return if text.contains('?') { Reading::Unknown(Vec::new()) } else { Reading::Blank };
        }
        if is_total(&folded) {
            return Reading::Total;
        }
        if COUNTRY.contains(&folded.as_str()) {
            return Reading::Country;
        }
        if !self.registered {
            return Reading::Name(Arc::from(fold_case(&text)));
        }
        let (name, code_after) = code_after(&text);
        let all = words(name);
        let candidates = candidates(&all);
        let accented = candidates.iter().find_map(|key| Some((key, self.accented.get(key)?)));
        // Accents may be missing, but none may be another one: `Kiến Giang` is near `Kiên Giang`, and no spelling of it.
        let spelled = |key: &str| {
            let known = self.spelled.get(&older(&accentless(key)));
            known.is_some_and(|known| known.iter().any(|full| lacks_accents(key, full)))
        };
        let fit = |key: &&String| spelled(key);
        let plain =
            || candidates.iter().filter(fit).find_map(|key| Some((key, self.plain.get(&accentless(key))?)));
        let exchanged = || {
            let mut fitting = candidates.iter().filter(fit);
            fitting.find_map(|key| Some((key, self.older.get(&older(&accentless(key)))?)))
        };
        if let Some((key, ids)) = accented.or_else(plain).or_else(exchanged) {
            let reading = self.reading(ids);
            // What is spelled with its kind in the register is meant so.
            if *key != joined(&all) && says_city(&all) {
                return self.city(reading);
            }
            return match code_before(&text).or(code_after).and_then(|code| self.code(code)) {
                Some(coded) => self.both(reading, coded),
                None => reading,
            };
        }
        if let Some(ids) = self.code(&text) {
            return self.reading(ids);
        }
        if self.regions.contains(&region_key(&text)) {
            return Reading::Region;
        }
        // The letters of a name with other accents: that name is meant before all others.
        let letters = candidates.iter().find_map(|key| self.older.get(&older(&accentless(key))));
        match letters.and_then(|ids| ids.first()) {
            Some(id) => Reading::Unknown(vec![*id]),
            None => self.unknown(strip(&all)),
        }
    }

    /// The units of a code: two digits, of which a leading zero may be lost. A sign is no part of a code.
    fn code(&self, text: &str) -> Option<&Vec<UnitId>> {
        let code: String = text.nfkc().flat_map(char::to_lowercase).collect();
        let code = code.trim_matches(['\'', '"']).trim_end_matches('.');
        // A column of codes that a program took for decimal numbers.
        let code = code.strip_suffix(".0").or_else(|| code.strip_suffix(",0")).unwrap_or(code);
        self.codes.get(code).or_else(|| self.codes.get(&format!("0{code}")).filter(|_| code.len() == 1))
    }

    /// A name with the word "city", which is a province only where the register has a city of that name.
    fn city(&self, reading: Reading) -> Reading {
        let Reading::Units(mut units) = reading else { return reading };
        let is_city = |id: &UnitId| {
            self.unit(*id).is_some_and(|unit| {
                let spellings = [&unit.full_name, &unit.english].into_iter().chain(&unit.aliases);
                unit.vintage == Vintage::Own || spellings.into_iter().any(|text| says_city(&words(text)))
            })
        };
        let any = units.former.or(units.today);
        units.former = units.former.filter(is_city);
        units.today = units.today.filter(is_city);
        match any {
            Some(id) if units == Units::default() => Reading::City(id),
            _ => Reading::Units(units),
        }
    }

    /// A name and the code before it, which have to stand for one unit.
    fn both(&self, reading: Reading, coded: &[UnitId]) -> Reading {
        let Reading::Units(units) = &reading else { return reading };
        let named: Vec<UnitId> = [units.former, units.today, units.own].into_iter().flatten().collect();
        match (named.first(), coded.first()) {
            (Some(name), Some(code)) if !named.iter().any(|id| coded.contains(id)) => {
                Reading::Shared(vec![*name, *code])
            }
            _ => reading,
        }
    }

    /// Units behind one key: fine where they are one in each set of borders.
    fn reading(&self, ids: &[UnitId]) -> Reading {
        let mut units = Units::default();
        for id in ids {
            let slot = match self.unit(*id).map(|unit| unit.vintage) {
                Some(Vintage::V63) => &mut units.former,
                Some(Vintage::V34) => &mut units.today,
                Some(Vintage::Own) => &mut units.own,
                None => continue,
            };
            if slot.replace(*id).is_some() {
                return Reading::Shared(ids.to_vec());
            }
        }
        Reading::Units(units)
    }

    /// The place of a unit.
    pub fn place(&self, id: UnitId) -> Place {
        match self.unit(id) {
            Some(unit) => Place {
                vintage: unit.vintage,
                level: Level::Province,
                code: Arc::clone(&unit.code),
                name: Arc::clone(&unit.name),
            },
            None => Place::country(Vintage::Own),
        }
    }

    /// The names of units, joined for a sentence: `Hà Nội, Hà Nam`.
    pub fn names(&self, ids: &[UnitId]) -> String {
        let names: Vec<&str> = ids.iter().filter_map(|id| self.unit(*id)).map(|unit| &*unit.name).collect();
        names.join(", ")
    }
}

fn insert(keys: &mut Keys, key: String, id: UnitId) {
    if key.is_empty() {
        return;
    }
    let ids = keys.entry(key).or_default();
    if !ids.contains(&id) {
        ids.push(id);
    }
}

/// A region's name without accents, its number in a form (`II.`, `2`), "Vùng" and "và".
fn region_key(text: &str) -> String {
    let all: Vec<String> = words(text).iter().map(|word| accentless(word)).collect();
    let number = |word: &String| word.bytes().all(|b| b"ivx".contains(&b) || b.is_ascii_digit());
    let rest = match &all[..] {
        [first, rest @ ..] if number(first) => rest,
        whole => whole,
    };
    let rest = rest.strip_prefix(&["vung".to_owned()]).unwrap_or(rest);
    rest.iter().filter(|word| !matches!(word.as_str(), "va" | "and")).map(String::as_str).collect()
}

#[cfg(test)]
mod tests;
