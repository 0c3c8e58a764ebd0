//! Figures as they stand in sentences and tables: a text, a name, and an explanation under that name.

mod counts;
mod coverage;
mod joined;
mod moves;
mod target_years;
mod targets;
mod teams;
mod topics;
mod trends;

pub(super) use teams::Measure;
pub(super) use topics::{FEW_QUESTIONS, few};
pub(super) use trends::Series;
