//! The register of places: what it can be asked, and a project's own list of places.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Deserialize;

use super::load::{SourceText, Spellings, forget};
use super::{PlaceRegister, Region, RegisterError, Tile, Unit, provinces};
use crate::model::Vintage;
use crate::model::settings::{FILE_NAME, Settings};

impl PlaceRegister {
    /// The register that ships with the program.
    pub fn built_in() -> Result<Self, RegisterError> {
        provinces::built_in()
    }

    /// A project's own places: a CSV with the columns `code`, `name` and, if wanted, `aliases` (separated by `|`).
    /// Their borders never move. `name` is how messages call the file.
    pub fn from_csv(name: &str, text: &str) -> Result<Self, RegisterError> {
        own(&SourceText { name, text })
    }

    /// The unit with this code in this vintage (not the former ones).
    pub fn unit(&self, vintage: Vintage, code: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.vintage == vintage && &*unit.code == code)
    }

    /// The units of a vintage, in the order of their codes.
    pub fn units_of(&self, vintage: Vintage) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(move |unit| unit.vintage == vintage)
    }

    /// The units of the 63 whose land is today's unit `code34`, in the order of their codes.
    pub fn predecessors(&self, code34: &str) -> impl Iterator<Item = &Unit> {
        self.units_of(Vintage::V63).filter(move |unit| &*unit.today == code34)
    }

    /// The units of the 63 that made up today's unit `code34` on `day`; `None` where the units of that day
    /// do not add up to it, because one did not exist yet or had other land (Đắk Lắk with Đắk Nông before 2004).
    pub fn predecessors_on(&self, code34: &str, day: Date) -> Option<Vec<&Unit>> {
        let parts: Vec<&Unit> = self.predecessors(code34).collect();
        (!parts.is_empty() && parts.iter().all(|unit| unit.exists_on(day) && unit.has_its_land_on(day)))
            .then_some(parts)
    }

    /// The units that a name or a code means whatever the time, former ones included: one name in each set of
    /// borders that has it.
    pub fn meant<'a>(&'a self, said: &'a str) -> impl Iterator<Item = &'a Unit> {
        let wanted = crate::model::fold::fold(said);
        let full = [("tp ", "thanh pho "), ("t ", "tinh ")].into_iter();
        let mut full =
            full.filter_map(|(short, long)| Some(format!("{long}{}", wanted.strip_prefix(short)?)));
        let wanted = full.next_back().unwrap_or(wanted);
        self.units.iter().chain(&self.former).filter(move |unit| {
            *unit.code == *said.trim()
                || unit.spellings().any(|name| crate::model::fold::fold(name) == wanted)
        })
    }

    /// The region with this code.
    pub fn region(&self, code: &str) -> Option<&Region> {
        self.regions.iter().find(|region| &*region.code == code)
    }

    /// The regions in which units of a vintage lie, in the order of the register.
    pub fn regions_of(&self, vintage: Vintage) -> impl Iterator<Item = &Region> {
        self.regions
            .iter()
            .filter(move |region| self.units_of(vintage).any(|unit| unit.region == region.code))
    }

    /// The tile grid of a vintage, in the order of the register.
    pub fn tiles_of(&self, vintage: Vintage) -> impl Iterator<Item = &Tile> {
        self.tiles.iter().filter(move |tile| tile.vintage == vintage)
    }
}

/// What an English name ends in that has its title.
const CITY: &str = " City";

impl Unit {
    /// Whether the unit existed on `day`, as far as the register says.
    pub fn exists_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_until.is_none_or(|until| day <= until)
    }

    /// Whether the unit had on `day` the land that it has in its vintage.
    pub fn has_its_land_on(&self, day: Date) -> bool {
        self.land_since.is_none_or(|since| since <= day)
    }

    /// Whether the short name never goes without its title, as that of a city named after a person: the English name
    /// keeps it as well (`Ho Chi Minh City`).
    pub fn keeps_title(&self) -> bool {
        self.english.strip_suffix(CITY).is_some_and(|name| name == &*self.ascii)
    }

    /// Every registered spelling: names, then aliases.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        [&self.name, &self.full_name, &self.ascii, &self.english]
            .into_iter()
            .chain(&self.aliases)
            .map(|name| &**name)
    }
}

/// One spelling, one unit: within each vintage, after folding.
pub(super) fn check_spellings(
    register: &PlaceRegister,
    source: &SourceText<'_>,
    line_of: &dyn Fn(&Unit, &str) -> Option<usize>,
) -> Result<(), RegisterError> {
    for vintage in [Vintage::V63, Vintage::V34, Vintage::Own] {
        let mut names = Spellings::default();
        let former = register.former.iter().filter(|unit| unit.vintage == vintage);
        for unit in register.units_of(vintage).chain(former) {
            for spelling in unit.spellings() {
                if let Some(first) = names.add(spelling, &unit.name) {
                    return Err(RegisterError::Clash {
                        file: source.name.to_owned(),
                        line: line_of(unit, spelling)
                            .unwrap_or_else(|| source.line(source.text.find(spelling).unwrap_or(0))),
                        spelling: spelling.to_owned(),
                        first,
                        second: unit.name.to_string(),
                    });
                }
            }
        }
    }
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnRow {
    code: String,
    name: String,
    #[serde(default)]
    aliases: String,
}

fn own(source: &SourceText<'_>) -> Result<PlaceRegister, RegisterError> {
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    let mut units = Vec::new();
    for (line, row) in source.csv::<OwnRow>()? {
        if row.code.is_empty() || row.name.is_empty() {
            return Err(source.invalid(
                line,
                "mỗi đơn vị cần cả mã (code) và tên (name)",
                "every place needs a code and a name",
            ));
        }
        if let Some(first_line) = lines.insert(row.code.clone(), line) {
            return Err(source.duplicate(line, &row.code, first_line));
        }
        let aliases = row.aliases.split('|').map(str::trim).filter(|alias| !alias.is_empty());
        let (code, name): (Arc<str>, Arc<str>) = (Arc::from(row.code), Arc::from(row.name));
        units.push(Unit {
            vintage: Vintage::Own,
            full_name: name.clone(),
            ascii: name.clone(),
            english: name.clone(),
            region: Arc::from(""),
            today: code.clone(),
            unchanged: true,
            aliases: aliases.map(Arc::from).collect(),
            valid_from: None,
            valid_until: None,
            land_since: None,
            code,
            name,
        });
    }
    let register = PlaceRegister { units, ..PlaceRegister::default() };
    check_spellings(&register, source, &|unit, _| lines.get(&*unit.code).copied())?;
    Ok(register)
}

/// A code that was used again for another land says nothing without a time.
fn refuse_reused(
    register: &PlaceRegister,
    code: &str,
    source: &SourceText<'_>,
    line: usize,
) -> Result<(), RegisterError> {
    let coded: Vec<&Unit> = register.units.iter().filter(|unit| *unit.code == *code).collect();
    match coded[..] {
        [first, second] if first.name != second.name => Err(source.invalid(
            line,
            format!("mã {code} là {} trước 1/7/2025 và {} từ ngày đó; hãy ghi tên", first.name, second.name),
            format!(
                "code {code} is {} before 2025-07-01 and {} since; give the name",
                first.name, second.name
            ),
        )),
        _ => Ok(()),
    }
}

/// Holds the provinces that `[[run_through]]` names to the register.
pub(super) fn check_run_through(register: &PlaceRegister, settings: &Settings) -> Result<(), RegisterError> {
    let source = SourceText { name: FILE_NAME, text: "" };
    for entry in &settings.run_through {
        let Some(unit) = entry.unit() else { continue };
        refuse_reused(register, unit, &source, entry.line)?;
        if register.meant(unit).next().is_none() {
            return Err(source.dangling(entry.line, "unit", unit));
        }
    }
    Ok(())
}

/// Adds the spellings of the project: `spelling = "name or code"`. In the built-in register a name is given to the
/// unit in every vintage that has it; a code means the vintage that is alone in having it, else it is refused.
pub(super) fn with_aliases(
    mut register: PlaceRegister,
    settings: &Settings,
) -> Result<PlaceRegister, RegisterError> {
    let source = SourceText { name: FILE_NAME, text: "" };
    for (spelling, meaning) in &settings.place_aliases {
        let line = settings.line_of(spelling);
        let wanted = crate::model::fold::fold(meaning);
        let named = |unit: &Unit| unit.spellings().any(|name| crate::model::fold::fold(name) == wanted);
        refuse_reused(&register, meaning, &source, line)?;
        let mut found = false;
        for unit in &mut register.units {
            let meant = *unit.code == **meaning || named(unit);
            forget(&mut unit.aliases, spelling);
            if meant {
                unit.aliases.push(Arc::from(spelling.as_str()));
                found = true;
            }
        }
        if !found {
            return Err(source.dangling(line, "unit", meaning));
        }
    }
    check_spellings(&register, &source, &|_, spelling| Some(settings.line_of(spelling)))?;
    Ok(register)
}
