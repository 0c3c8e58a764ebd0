//! What a percentage, its counts and its indicator allow each other, and what is wrong where they do not.

use crate::clean::layout::Job;
use crate::clean::messages;
use crate::clean::number::{Decimal, Mark};
use crate::clean::part::RowText;
use crate::clean::record::Fault;
use crate::model::table::PERCENT;

/// What is wrong with a row whose percentage was read last.
#[derive(Clone, Copy, Debug)]
pub enum Late {
    /// It can still be read in two ways.
    Open {
        /// Field.
        field: u16,
        /// The mark in the cell.
        mark: Mark,
        /// One reading.
        decimal: Decimal,
        /// The other.
        grouped: Decimal,
    },
    /// As it is read, it breaks a rule.
    Broken {
        /// Field.
        field: u16,
        /// Which.
        rule: Broken,
    },
}

impl Late {
    /// The fault, told of the row's cells.
    pub fn fault(self, job: &Job<'_>, row: &dyn RowText) -> Fault {
        match self {
            Late::Open { field, mark, decimal, grouped } => {
                let field = usize::from(field);
                messages::ambiguous(&row.text(field), mark, decimal, grouped, &job.export.source.file)
                    .at(PERCENT, Some(field))
            }
            Late::Broken { field, rule } => rule.fault(&row.text(usize::from(field)), usize::from(field)),
        }
    }
}

/// A rule between a percentage, its counts and its indicator that a row breaks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Broken {
    /// Outside the range.
    Range(f64, f64),
    /// Not what the counts say.
    Disagrees(u64, u64),
}

impl Broken {
    pub(super) fn fault(self, cell: &str, field: usize) -> Fault {
        match self {
            Broken::Range(low, high) => messages::out_of_range(cell, (low, high)),
            Broken::Disagrees(covered, total) => messages::percent_disagrees(cell, covered, total),
        }
        .at(PERCENT, Some(field))
    }
}

/// What a registered indicator allows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub range: (f64, f64),
    pub is_percent: bool,
}

impl Limits {
    pub fn of(job: &Job<'_>, indicator: &str) -> Option<Self> {
        let registered = job.context.indicators.get(indicator)?;
        Some(Limits { range: registered.range, is_percent: registered.unit == "%" })
    }
}

#[inline]
pub(super) fn broken_rule(
    limits: Option<Limits>,
    covered: Option<u64>,
    total: Option<u64>,
    percent: Option<Decimal>,
) -> Option<Broken> {
    let percent = percent?;
    if let Some((low, high)) = limits.map(|limits| limits.range) {
        let value = percent.value();
        if value < low - 1e-9 || value > high + 1e-9 {
            return Some(Broken::Range(low, high));
        }
    }
    match (covered, total) {
        // What is not counted in percent need not be 100 × covered / total.
        (Some(covered), Some(total))
            if limits.is_none_or(|limits| limits.is_percent) && !percent.agrees_with(covered, total) =>
        {
            Some(Broken::Disagrees(covered, total))
        }
        _ => None,
    }
}
