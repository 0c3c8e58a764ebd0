//! Series that go on through a change, because the project says so.

use serde::{Deserialize, Serialize};

use crate::model::fold::fold;
use crate::model::register::{Indicator, PlaceRegister, Registers};
use crate::model::{Level, Place, Text};

/// A change that ends a series unless the project says that it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SeriesBreak {
    /// The definition of the indicator.
    Definition,
    /// Whether the percentage was given or comes from the two counts.
    Basis,
}

impl SeriesBreak {
    /// As `nhipso.toml` writes it.
    pub const ALL: [(&'static str, SeriesBreak); 2] =
        [("definition", SeriesBreak::Definition), ("basis", SeriesBreak::Basis)];

    /// What changed, in words.
    pub fn text(self) -> Text {
        match self {
            SeriesBreak::Definition => Text::new("định nghĩa", "definition"),
            SeriesBreak::Basis => {
                Text::new("cách có tỷ lệ (công bố hoặc tính từ hai số)", "basis (published or computed)")
            }
        }
    }
}

/// A `[[run_through]]` of `nhipso.toml`: series that go on through such a change, and who says that they may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RunThrough {
    /// Line on which the entry begins.
    #[serde(skip)]
    pub line: usize,
    /// Through what.
    pub change: SeriesBreak,
    /// Indicator, by id or name; every one unless said.
    pub indicator: Option<String>,
    /// Place: a province by name, or by a code that was not used again (with all that lies in it), a part of one as
    /// `Sơn La/Mộc Châu`, or `Cả nước`; every one unless said.
    pub province: Option<String>,
    /// Why the two parts can be compared, and who says so: shown in the report.
    pub reason: String,
}

impl RunThrough {
    /// Whether it is about this indicator of this place.
    pub fn covers(&self, indicator: &str, place: &Place, registers: &Registers) -> bool {
        self.covers_indicator(indicator, registers.indicators.get(indicator))
            && self.province.as_deref().is_none_or(|said| match (place.is_country(), self.unit()) {
                (true, unit) => unit.is_none(),
                (false, None) => false,
                (false, Some(unit)) => {
                    let below = said.split('/').skip(1);
                    is_or_holds(unit, below, place, registers.places.as_deref())
                }
            })
    }

    /// Whether it is about this indicator; `known` is its entry in the register.
    pub fn covers_indicator(&self, indicator: &str, known: Option<&Indicator>) -> bool {
        self.indicator.as_deref().is_none_or(|said| {
            let said = fold(said);
            let names = known.into_iter().flat_map(|known| {
                [&known.id, &known.name.vi, &known.name.en].into_iter().chain(&known.aliases)
            });
            fold(indicator) == said || names.into_iter().any(|name| fold(name) == said)
        })
    }

    /// The province that it names, without what lies below; `None` for all places, and for `Cả nước`.
    pub fn unit(&self) -> Option<&str> {
        let said = self.province.as_deref()?;
        let country = ["ca nuoc", "whole country"].contains(&fold(said).as_str());
        (!country).then(|| said.split('/').next().unwrap_or(said).trim())
    }
}

/// Whether a place is the unit named, or lies in it and, where names follow, below these.
fn is_or_holds<'a>(
    unit: &str,
    mut below: impl Iterator<Item = &'a str>,
    place: &Place,
    register: Option<&PlaceRegister>,
) -> bool {
    let mut own = place.code.split('/');
    let code = own.next().unwrap_or_default();
    let same = match register {
        Some(register) => register.meant(unit).any(|meant| {
            meant.vintage == place.vintage
                && *meant.code == *code
                && (place.level != Level::Province || meant.name == place.name)
        }),
        None => fold(code) == fold(unit),
    };
    same && below.all(|name| own.next().is_some_and(|own| fold(own) == fold(name)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::Arc;

    use super::*;
    use crate::model::Vintage;

    #[test]
    fn a_name_means_the_unit_in_both_sets_of_borders_and_a_code_its_own_land() {
        let registers = Registers::default_set().unwrap();
        let covers = |said: &str, vintage, level, code: &str, name: &str| {
            let place = Place { vintage, level, code: Arc::from(code), name: Arc::from(name) };
            let entry = RunThrough {
                line: 1,
                change: SeriesBreak::Basis,
                indicator: None,
                province: Some(said.to_owned()),
                reason: "x".to_owned(),
            };
            entry.covers("x", &place, &registers)
        };
        let (then, now) = (Vintage::V63, Vintage::V34);
        // The name kept its meaning only in part: the entry is about the unit of that name, before and since.
        for said in ["Quảng Trị", "Tỉnh Quảng Trị", "quang tri"] {
            assert!(covers(said, then, Level::Province, "45", "Quảng Trị"), "{said}");
            assert!(covers(said, now, Level::Province, "44", "Quảng Trị"), "{said}");
            assert!(!covers(said, then, Level::Province, "44", "Quảng Bình"), "{said}");
        }
        assert!(covers("14", then, Level::Province, "14", "Sơn La"));
        // What lies in a province, and one district of it.
        assert!(covers("Sơn La", then, Level::District, "14/Mộc Châu", "Mộc Châu"));
        assert!(covers("Sơn La/moc chau", then, Level::Commune, "14/Mộc Châu/Xã A", "Xã A"));
        assert!(!covers("Sơn La/Mộc Châu", then, Level::District, "14/Mai Sơn", "Mai Sơn"));
        assert!(!covers("Sơn La/Mộc Châu", then, Level::Province, "14", "Sơn La"));
        assert!(covers("Cả nước", then, Level::Country, "", "Cả nước"));
        assert!(!covers("Cả nước", then, Level::Province, "14", "Sơn La"));
        assert!(!covers("Sơn La", then, Level::Country, "", "Cả nước"));
    }
}
