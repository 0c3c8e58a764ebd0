//! Names of figures: every number of the report can be asked for by one.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::place::{Place, Vintage};

/// The name of one figure, as `coverage/14/villages_mobile_broadband/2022`.
///
/// The first part is the table, the second the place (`all` for the line of all places; `44@63` where the
/// vintage is not the one the run or the period implies), then what the table's key asks for, then the
/// column where it is not the table's main one. Parts keep their letters; `/` inside a part becomes `|`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FigureId(pub String);

impl FigureId {
    /// A figure of `table` at `place`, named further by `rest`.
    pub fn new(table: &str, place: &Place, expected: Vintage, rest: &[&str]) -> Self {
        let mut id = String::from(table);
        id.push('/');
        match (place.is_country(), &*place.code) {
            (true, _) => id.push_str("all"),
            (false, code) => id.push_str(&code.replace('/', "|")),
        }
        if place.vintage != expected && !place.vintage.as_str().is_empty() {
            id.push('@');
            id.push_str(place.vintage.as_str());
        }
        for part in rest {
            id.push('/');
            id.push_str(&part.replace('/', "|"));
        }
        FigureId(id)
    }

    /// The name with one more part.
    pub fn part(&self, part: &str) -> Self {
        FigureId(format!("{}/{}", self.0, part.replace('/', "|")))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FigureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
