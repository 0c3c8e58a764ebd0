//! The cells of one group of a row: two counts, a percentage, or a share of both.

use super::Coverage;
use crate::clean::layout::Group;
use crate::clean::messages;
use crate::clean::number::{self, Decimal, DecimalCell, Mark};
use crate::clean::record::{Fault, Record};
use crate::model::table::{COVERED, PERCENT, TOTAL};

/// A percentage as far as its cell says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Percent {
    /// Not given.
    #[default]
    Absent,
    /// Given.
    Exact(Decimal),
    /// Given, and to be read when the file's other cells are known.
    Open(Box<Open>),
}

/// A percentage that can be read in two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Open {
    /// The field, where the column's other cells are the nearest evidence.
    pub field: u16,
    /// The mark in the cell.
    pub mark: Mark,
    /// With the mark before decimals.
    pub decimal: Decimal,
    /// With the mark between thousands.
    pub grouped: Decimal,
}

/// What the cells of one group hold.
#[derive(Default)]
pub(super) struct Measures {
    pub covered: Option<u64>,
    pub total: Option<u64>,
    pub percent: Percent,
    /// Whether the counts stand in the cell of the percentage, as a share.
    pub share: bool,
}

impl Measures {
    pub fn is_empty(&self) -> bool {
        self.covered.is_none() && self.total.is_none() && self.percent == Percent::Absent
    }
}

impl Coverage {
    /// What the cells of `group` hold in a row, written to `into`: what is written in place need not be copied.
    pub(super) fn measures(
        &mut self,
        group: &Group,
        row: &impl Record,
        into: &mut Measures,
    ) -> Result<(), Fault> {
        let [covered, total, percent] = group.coverage;
        let mut count = |column, field: Option<usize>| -> Result<Option<u64>, Fault> {
            let Some(field) = field else { return Ok(None) };
            let cell = row.cell(field);
            let read = if row.is_number(field) {
                number::held_count(cell).map(|value| (value, None))
            } else {
                number::count(cell)
            };
            let (value, mark) =
                read.map_err(|fault| messages::number(fault, cell).at(column, Some(field)))?;
            if let Some(mark) = mark {
                self.counts.note(mark);
            }
            Ok(value)
        };
        // Read first, so that a fault in one cell does not hide what the others prove.
        let (covered, total) = (count(COVERED, covered), count(TOTAL, total));
        (into.covered, into.total) = (covered?, total?);
        let Some(field) = percent else { return Ok(()) };
        let cell = row.cell(field);
        let read = if row.is_number(field) { number::held_decimal(cell) } else { number::decimal(cell) };
        match read.map_err(|fault| messages::number(fault, cell).at(PERCENT, Some(field)))? {
            DecimalCell::Missing => {}
            DecimalCell::Exact(value, mark) => {
                if let Some(mark) = mark {
                    self.columns.entry(field).or_default().note(mark);
                }
                into.percent = Percent::Exact(value);
            }
            DecimalCell::Ambiguous { mark, decimal, grouped } => {
                let field = u16::try_from(field).unwrap_or(u16::MAX);
                into.percent = Percent::Open(Box::new(Open { field, mark, decimal, grouped }));
            }
            DecimalCell::Share(part, whole) => {
                let agrees = into.covered.is_none_or(|n| n == part) && into.total.is_none_or(|n| n == whole);
                if !agrees {
                    let cell = String::from_utf8_lossy(cell);
                    let fault = messages::share_disagrees(&cell, into.covered, into.total);
                    return Err(fault.at(PERCENT, Some(field)));
                }
                (into.covered, into.total) = (Some(part), Some(whole));
                into.share = true;
            }
        }
        // Nothing of nothing has no rate.
        if let (Some(0), Some(0), Percent::Exact(Decimal { digits: 0, .. })) =
            (into.covered, into.total, &into.percent)
        {
            into.percent = Percent::Absent;
        }
        // In a wide form, a total beside a percentage that is left blank takes nothing from the other indicators.
        if group.indicator.is_some()
            && group.field(COVERED).is_none()
            && into.covered.is_none()
            && into.percent == Percent::Absent
        {
            into.total = None;
        }
        Ok(())
    }
}
