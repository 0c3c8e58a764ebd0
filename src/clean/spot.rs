//! When and where a row is for, as its cells say.

use super::keys::{Folded, NameId};
use super::kinds;
use super::place::{Era, Settled};
use super::record::decoded;
use super::spelling::is_total;
use crate::model::Period;
use crate::model::fold::{fold, fold_case, tidy};

/// A period as a cell writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct When {
    /// The period.
    pub period: Period,
    /// What it decides about names.
    pub era: Era,
}

/// Where a figure is for, before the file's borders are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Spot {
    /// The province or the country.
    pub base: Base,
    /// District or commune in it.
    pub sub: Option<Sub>,
}

/// A province, or the country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Base {
    /// All places.
    Country,
    /// A registered unit.
    Unit(Settled),
    /// A name that comes as it is, folded.
    Name(NameId),
}

/// A district or a commune, folded; at least one of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sub {
    /// District; `None` where a commune is given without one.
    pub district: Option<NameId>,
    /// Commune.
    pub commune: Option<NameId>,
}

/// What the cell of a district or a commune says.
#[derive(Clone, Copy)]
pub enum Below {
    /// Blank, or the whole province.
    Whole,
    /// A caption of a total row.
    Total,
    /// A name.
    Name(NameId),
    /// Bytes that are no text.
    Undecodable,
}

impl Below {
    /// Reads a cell of `column`; `names` are those of the run.
    pub fn read(cell: &[u8], column: kinds::Below, names: &Folded) -> Below {
        let Some(text) = decoded(cell) else { return Below::Undecodable };
        let folded = fold(text);
        if folded.is_empty() || WHOLE.contains(&folded.as_str()) {
            return Below::Whole;
        }
        if is_total(&folded) {
            return Below::Total;
        }
        Below::Name(names.id(&kinds::spelled_out(&fold_case(text), column).replace('/', "|")))
    }

    /// How a cell spells a name.
    pub fn spelling(cell: &[u8]) -> String {
        tidy(&String::from_utf8_lossy(cell)).replace('/', "|")
    }
}

/// Captions in a district cell that mean the province as a whole, folded.
const WHOLE: &[&str] =
    &["toan tinh", "cap tinh", "tinh", "toan thanh pho", "whole province", "all districts"];
