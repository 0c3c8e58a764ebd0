//! What holds for the whole run: registers made ready for looking up, and settings.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::keys::{Folded, Shared};
use super::place::PlaceIndex;
use super::spot::Below;
use super::topic::TopicIndex;
use crate::model::fold::{fold, fold_case, tidy};
use crate::model::near::distance;
use crate::model::register::{Indicator, IndicatorRegister, Registers, UNMATCHED};
use crate::model::settings::FileSettings;
use crate::model::{FigureId, Period, PeriodKind, Place, Settings, Text, Vintage, place::Boundaries};

/// Registers and settings, ready for use.
pub struct Context<'a> {
    /// The run's settings.
    pub settings: &'a Settings,
    /// Places.
    pub places: PlaceIndex,
    /// Topics.
    pub topics: TopicIndex,
    /// The registers themselves.
    pub registers: &'a Registers,
    /// Indicators.
    pub indicators: IndicatorIndex<'a>,
    /// Length of the periods that sessions are folded to.
    pub fold: PeriodKind,
    /// Folded names of places that come as they are.
    pub folded: Folded,
    /// What cells of districts say.
    pub districts: Shared<Below>,
    /// What cells of communes say.
    pub communes: Shared<Below>,
}

impl<'a> Context<'a> {
    /// Makes registers and settings ready.
    pub fn new(settings: &'a Settings, registers: &'a Registers) -> Self {
        Context {
            settings,
            places: PlaceIndex::new(registers.places.as_deref()),
            topics: TopicIndex::new(registers.topics.as_deref()),
            registers,
            indicators: IndicatorIndex::new(&registers.indicators),
            fold: settings.period.unwrap_or(PeriodKind::Year),
            folded: Folded::default(),
            districts: Shared::default(),
            communes: Shared::default(),
        }
    }

    /// What the project says of a file, by its path or its name.
    pub fn file_settings(&self, file: &str) -> Option<&FileSettings> {
        let files = &self.settings.files;
        files.get(file).or_else(|| files.get(name_of(file)))
    }

    /// How much a file is trusted: smaller is more; files that are not ranked come last, all alike.
    pub fn rank(&self, file: &str) -> usize {
        let rank = &self.settings.rank;
        rank.iter().position(|ranked| ranked == file || ranked == name_of(file)).unwrap_or(rank.len())
    }

    /// The id of a registered topic.
    pub fn topic_id(&self, topic: u16) -> &str {
        let topics = self.registers.topics.as_deref();
        topics
            .and_then(|register| register.topics.get(usize::from(topic)))
            .map_or(UNMATCHED, |topic| &topic.id)
    }

    /// What an indicator is called in messages; its name as it is where it is not registered.
    pub fn indicator_name(&self, id: &str) -> Text {
        self.indicators.get(id).map_or_else(|| Text::new(id, id), |indicator| indicator.name.clone())
    }

    /// The name of a figure in this run.
    pub fn figure(&self, table: &str, place: &Place, period: Period, rest: &[&str]) -> FigureId {
        let expected = match (self.places.vintage_of(period), self.settings.boundaries) {
            (Vintage::Own, _) => Vintage::Own,
            (implied, Boundaries::AsReported) => implied,
            (_, Boundaries::Today) => Vintage::V34,
            (_, Boundaries::Former) => Vintage::V63,
        };
        FigureId::new(table, place, expected, rest)
    }
}

fn name_of(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

/// What a cell of an indicator column says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// Nothing.
    Blank,
    /// A registered indicator (its id).
    Known(Arc<str>),
    /// An indicator that is not registered: it comes as it is (folded for comparison).
    Free(Arc<str>),
    /// Nearly a registered one: its id.
    Near(Arc<str>),
}

/// A name of an indicator without what stands around it in forms: its number (`1.`), its unit (`(%)`), and words such as
/// `Tỷ lệ`.
fn bare_name(name: &str) -> String {
    let is_unit = |text: &str| {
        let folded = fold(text);
        text.contains('%')
            || folded == "phan tram"
            || folded.starts_with("dvt")
            || folded.starts_with("don vi")
    };
    let unit = name.trim_end().strip_suffix([')', ']']).and_then(|open| open.rsplit_once(['(', '[']));
    let folded = fold(unit.filter(|(_, unit)| is_unit(unit)).map_or(name, |(name, _)| name));
    let numbered = name.trim_start().split_once(['.', ')']).is_some_and(|(number, _)| {
        let number = number.trim();
        (1..=4).contains(&number.len())
            && (number.bytes().all(|b| b.is_ascii_digit()) || number.bytes().all(|b| b"IVXivx".contains(&b)))
    });
    let words = match folded.split_once(' ') {
        Some((_, rest)) if numbered => rest,
        _ => folded.as_str(),
    };
    let lead = ["ty le ", "ti le ", "phan tram ", "so luong ", "so "];
    lead.iter().find_map(|lead| words.strip_prefix(lead)).unwrap_or(words).to_owned()
}

/// The register of indicators, ready for looking up.
pub struct IndicatorIndex<'a> {
    register: &'a IndicatorRegister,
    ids: Vec<Arc<str>>,
    names: BTreeMap<String, usize>,
    /// By what is left of a name without the words around it; none where several indicators share that.
    bare: BTreeMap<String, Option<usize>>,
}

impl<'a> IndicatorIndex<'a> {
    fn new(register: &'a IndicatorRegister) -> Self {
        let mut names = BTreeMap::new();
        let mut bare: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (i, indicator) in register.indicators.iter().enumerate() {
            let known = [&indicator.id, &indicator.name.vi, &indicator.name.en];
            for name in known.into_iter().chain(&indicator.aliases).chain(&indicator.percent_headers) {
                names.entry(fold(name)).or_insert(i);
                let shared = bare.entry(bare_name(name)).or_insert(Some(i));
                *shared = shared.filter(|known| *known == i);
            }
        }
        let ids = register.indicators.iter().map(|indicator| Arc::from(&*indicator.id)).collect();
        IndicatorIndex { register, ids, names, bare }
    }

    /// The registered indicator with this id.
    pub fn get(&self, id: &str) -> Option<&'a Indicator> {
        self.register.get(id)
    }

    /// What a cell says.
    pub fn read(&self, cell: &str) -> Named {
        let folded = fold(cell);
        if folded.is_empty() {
            return Named::Blank;
        }
        if let Some(i) = self.names.get(&folded) {
            return Named::Known(Arc::clone(&self.ids[*i]));
        }
        let bare = bare_name(cell);
        if let Some(Some(i)) = self.bare.get(&bare) {
            return Named::Known(Arc::clone(&self.ids[*i]));
        }
        match self.near(&folded).or_else(|| self.near(&bare)) {
            Some(i) => Named::Near(Arc::clone(&self.ids[i])),
            None => Named::Free(Arc::from(fold_case(&tidy(cell)))),
        }
    }

    /// A registered name that the cell misses by a letter or two, or that it begins.
    fn near(&self, folded: &str) -> Option<usize> {
        if folded.len() < 8 {
            return None;
        }
        let begins = |name: &&String| name.strip_prefix(folded).is_some_and(|rest| rest.starts_with(' '));
        if folded.contains(' ')
            && let Some((_, i)) = self.names.iter().find(|(name, _)| begins(name))
        {
            return Some(*i);
        }
        self.names
            .iter()
            .map(|(name, i)| (distance(folded, name), *i))
            .filter(|(d, _)| *d <= 2)
            .min()
            .map(|(_, i)| i)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn indicators_are_known_with_the_words_around_their_names() {
        let register = IndicatorRegister::built_in().unwrap();
        let index = IndicatorIndex::new(&register);
        let villages = Named::Known(Arc::from("villages_mobile_broadband"));
        for cell in [
            "Thôn, bản được phủ băng rộng di động",
            "Tỷ lệ thôn, bản được phủ băng rộng di động",
            "Tỉ lệ thôn, bản được phủ băng rộng di động (%)",
            "Số thôn, bản được phủ băng rộng di động",
            "1. Thôn, bản được phủ băng rộng di động",
            "II) Thôn, bản được phủ băng rộng di động [%]",
        ] {
            assert_eq!(index.read(cell), villages, "{cell}");
        }
        assert!(matches!(index.read("Tỷ lệ hộ nuôi lợn"), Named::Free(_)));
        assert_eq!(bare_name("Tỷ lệ hộ nghèo (chuẩn mới)"), "ho ngheo chuan moi");
    }
}
