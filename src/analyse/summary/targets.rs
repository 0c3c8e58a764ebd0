//! Rows of targets, and where each one stands.

use std::sync::Arc;

use crate::clean::tables::{Origin, Origins};
use crate::model::{Period, Place};

/// A row of `targets.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetRow {
    /// Indicator id.
    pub indicator: Arc<str>,
    /// For whom.
    pub place: Place,
    /// By the end of which period.
    pub due: Period,
    /// Value to reach.
    pub target: f64,
    /// Latest period with a figure.
    pub latest_period: Option<Period>,
    /// Its value.
    pub latest_value: Option<f64>,
    /// Points still to go towards the target, whichever way that is (0 or less: met).
    pub gap: Option<f64>,
    /// Points a year needed from the end of the latest period to the end of `due`.
    pub pace_needed: Option<f64>,
    /// Points a year seen, towards the target: negative where the place moves away from it.
    pub pace_seen: Option<f64>,
    /// How the pace was seen.
    pub pace_basis: Option<PaceBasis>,
    /// When the target is reached at the pace seen, as a decimal year: 2027.0 is the end of 2026.
    pub reached_year: Option<f64>,
    /// Verdict.
    pub verdict: TargetVerdict,
    /// Source as the export gives it.
    pub source: Option<Arc<str>>,
    /// Line of the target.
    pub origin: Origin,
    /// Lines of the latest value.
    pub latest_origins: Origins,
}

/// Where a pace comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaceBasis {
    /// Theil–Sen over three periods or more.
    TheilSen,
    /// The last change divided by its years.
    LastChange,
}

/// Where a target stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TargetVerdict {
    /// Reached.
    Met,
    /// Not reached, and the pace seen suffices.
    OnPace,
    /// Not reached, and the pace seen does not suffice.
    Behind,
    /// Moving away.
    Receding,
    /// Not reached by its due period.
    Missed,
    /// No figure, or no pace to judge by.
    Unknown,
}

impl TargetVerdict {
    /// As the column `verdict` says it.
    pub fn as_str(self) -> &'static str {
        match self {
            TargetVerdict::Met => "met",
            TargetVerdict::OnPace => "on_pace",
            TargetVerdict::Behind => "behind",
            TargetVerdict::Receding => "receding",
            TargetVerdict::Missed => "missed",
            TargetVerdict::Unknown => "unknown",
        }
    }
}
