//! When and where a row is for, as its cells say.

use std::sync::Arc;

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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// The province or the country.
    pub base: Base,
    /// District or commune in it.
    pub sub: Option<Sub>,
}

/// A province, or the country.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Base {
    /// All places.
    Country,
    /// A registered unit.
    Unit(Settled),
    /// A name that comes as it is, folded.
    Name(Arc<str>),
}

/// A district or a commune, folded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sub {
    /// District; empty where a commune is given without one.
    pub district: Arc<str>,
    /// Commune.
    pub commune: Option<Arc<str>>,
}

/// What the cell of a district or a commune says.
#[derive(Clone)]
pub enum Below {
    /// Blank, or the whole province.
    Whole,
    /// A caption of a total row.
    Total,
    /// A name, folded, and as it is spelled.
    Name(Arc<str>, Arc<str>),
    /// Bytes that are no text.
    Undecodable,
}

impl Below {
    /// Reads a cell of `column`.
    pub fn read(cell: &[u8], column: kinds::Below) -> Below {
        let Some(text) = decoded(cell) else { return Below::Undecodable };
        let folded = fold(text);
        if folded.is_empty() || WHOLE.contains(&folded.as_str()) {
            return Below::Whole;
        }
        if is_total(&folded) {
            return Below::Total;
        }
        let key = kinds::spelled_out(&fold_case(text), column).replace('/', "|");
        Below::Name(Arc::from(key), Arc::from(tidy(text).replace('/', "|")))
    }
}

/// Captions in a district cell that mean the province as a whole, folded.
const WHOLE: &[&str] =
    &["toan tinh", "cap tinh", "tinh", "toan thanh pho", "whole province", "all districts"];
