//! What a single cell was understood as: for those who follow a figure back to its line.

use super::context::{Context, Named};
use super::number::{self, DecimalCell};
use super::period;
use super::place::{Reading, Settled};
use crate::ingest::{Export, Role, YearAt};
use crate::model::register::Registers;
use crate::model::table::{
    COVERED, Col, DATE, DONE, DUE, INDICATOR, MEMBERS, OPINIONS, PERCENT, PERIOD, PROVINCE, SESSION_DATE,
    TARGET, TEAMS, TOTAL, TRAINED,
};
use crate::model::{Period, Settings, Vintage};

/// Columns of counts.
const COUNTS: &[Col] = &[COVERED, TOTAL, TEAMS, MEMBERS, TRAINED, OPINIONS];
/// Columns of decimals.
const DECIMALS: &[Col] = &[PERCENT, TARGET];
/// Columns of periods; the first that a row has says when its place is named.
const PERIODS: &[Col] = &[PERIOD, DATE, SESSION_DATE, DUE, DONE];

/// Tells what cells mean, with the registers of a run.
pub struct Meaning<'a> {
    context: Context<'a>,
}

impl<'a> Meaning<'a> {
    /// With these settings and registers.
    pub fn new(settings: &'a Settings, registers: &'a Registers) -> Self {
        Meaning { context: Context::new(settings, registers) }
    }

    /// What the cell of `field` means in machine form (`1459`, `95.1`, `2023-Q3`, `Sơn La, 14`); `None` where the cell alone does not
    /// say.
    pub fn of(&self, export: &Export, cells: &[&[u8]], field: usize) -> Option<String> {
        let column = match export.roles.get(field)? {
            Role::Ignored => return None,
            Role::Column(column) => *column,
            Role::Wide(wide) => wide.measure,
        };
        let cell = *cells.get(field)?;
        if number::is_missing(cell) {
            return None;
        }
        if COUNTS.contains(&column) {
            return number::count(cell).ok()?.0.map(|count| count.to_string());
        }
        if DECIMALS.contains(&column) {
            return match number::decimal(cell).ok()? {
                DecimalCell::Exact(value, _) => Some(value.value().to_string()),
                DecimalCell::Share(covered, total) => Some(format!("{covered}/{total}")),
                _ => None,
            };
        }
        let text = std::str::from_utf8(cell).ok()?;
        if PERIODS.contains(&column) {
            return period::parse(text).ok().map(|period| period.to_string());
        }
        match column {
            INDICATOR => match self.context.indicators.read(text) {
                Named::Known(id) => Some(id.to_string()),
                _ => None,
            },
            PROVINCE => self.place(export, cells, text),
            _ => None,
        }
    }

    fn place(&self, export: &Export, cells: &[&[u8]], text: &str) -> Option<String> {
        let Reading::Units(units) = self.context.places.read(text) else { return None };
        let period = when(export, cells)?;
        let said =
            self.context.file_settings(&export.source.file).and_then(|said| said.boundaries.as_deref());
        let borders = match said {
            Some("63") => Some(Vintage::V63),
            Some("34") => Some(Vintage::V34),
            _ => None,
        };
        let places = &self.context.places;
        match places.settle(units, places.era(period), borders).ok()? {
            Settled::Unit(id) | Settled::Part(id) => {
                let place = places.place(id);
                Some(format!("{}, {}", place.name, place.code))
            }
            // The whole file says which of the two it is.
            Settled::Either(..) | Settled::Late(..) => None,
        }
    }
}

/// The period that a row gives for its place.
fn when(export: &Export, cells: &[&[u8]]) -> Option<Period> {
    let is_year = |i: usize| export.year.as_ref().is_some_and(|of| of.year == YearAt::Field(i));
    let holds = |i: usize, col: Col| export.roles[i] == Role::Column(col) && !is_year(i);
    let field = PERIODS.iter().find_map(|col| (0..export.roles.len()).find(|i| holds(*i, *col)));
    let written = match field {
        Some(field) => String::from_utf8_lossy(cells.get(field)?).into_owned(),
        None => {
            let caption = export.caption.period.clone();
            let wide = export.roles.iter().find_map(|role| match role {
                Role::Wide(wide) => wide.period.clone(),
                _ => None,
            });
            caption.or(wide)?.to_string()
        }
    };
    match export.year.as_ref().map(|of| (of.part, &of.year)) {
        Some((part, YearAt::Field(year))) => {
            period::parse_part(&written, part, &String::from_utf8_lossy(cells.get(*year)?), false).ok()
        }
        Some((part, YearAt::Title(year))) => period::parse_part(&written, part, year, true).ok(),
        None => period::parse(&written).ok(),
    }
}
