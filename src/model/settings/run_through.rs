//! Series that go on through a change, because the project says so.

use serde::{Deserialize, Serialize};

use crate::model::fold::fold;
use crate::model::register::Indicator;
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
    /// Place, by name or code, or `Cả nước`; every one unless said.
    pub province: Option<String>,
    /// Why the two parts can be compared, and who says so: shown in the report.
    pub reason: String,
}

impl RunThrough {
    /// Whether it is about this indicator of this place; `known` is the indicator's entry in the register.
    pub fn covers(&self, indicator: &str, known: Option<&Indicator>, place: &Place) -> bool {
        let of_indicator = self.indicator.as_deref().is_none_or(|said| {
            let said = fold(said);
            let names = known.into_iter().flat_map(|known| {
                [&known.id, &known.name.vi, &known.name.en].into_iter().chain(&known.aliases)
            });
            fold(indicator) == said || names.into_iter().any(|name| fold(name) == said)
        });
        let of_place = self.province.as_deref().is_none_or(|said| {
            let country = place.level == Level::Country && fold(said) == "ca nuoc";
            country || place.code.as_ref() == said.trim() || fold(&place.name) == fold(said)
        });
        of_indicator && of_place
    }
}
