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
    /// From five periods: whether the test of the trend bears the direction of the pace out. Where it does not, the pace
    /// is not told apart from standing still.
    pub borne_out: Option<bool>,
    /// When the target is reached at the pace seen, as a decimal year: 2027.0 is the end of 2026.
    pub reached_year: Option<f64>,
    /// How far the pace and the year can be off; from three periods.
    pub range: Option<PaceRange>,
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

/// Between which paces the true one lies, and the years in which the target is reached at them. The latest value is
/// taken as it is: only the pace is uncertain here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PaceRange {
    /// Periods that it rests on.
    pub n: usize,
    /// Points a year towards the target: the less favourable end of Sen's interval.
    pub low: f64,
    /// The more favourable end.
    pub high: f64,
    /// When the target is reached at `high`, as `reached_year`; `None` where it is met, or not within 100 years.
    pub reached_from: Option<f64>,
    /// When it is reached at `low`; `None` where it is met, or not within 100 years: perhaps never.
    pub reached_to: Option<f64>,
}

impl PaceRange {
    /// How sure the range is. Sen's interval of three and four points runs from the lowest to the highest slope and
    /// holds the true one only 67 and 92 times in a hundred, so that it is not called 95 %.
    pub fn basis(&self) -> RangeBasis {
        if self.n >= super::trend::POINTS_FOR_INTERVAL {
            RangeBasis::Sen95
        } else {
            RangeBasis::SlowestFastest
        }
    }
}

/// What a range of paces is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeBasis {
    /// Sen's interval at 95 %.
    Sen95,
    /// The slowest and the fastest pace between any two periods.
    SlowestFastest,
}

impl RangeBasis {
    /// As the column `range_basis` says it.
    pub fn as_str(self) -> &'static str {
        match self {
            RangeBasis::Sen95 => "sen_95",
            RangeBasis::SlowestFastest => "slowest_fastest",
        }
    }
}

/// Where a target stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TargetVerdict {
    /// Reached.
    Met,
    /// Not reached, and the pace seen suffices.
    OnPace,
    /// Not reached, and the pace seen is about the one needed: its interval does not tell them apart.
    NearPace,
    /// Not reached, and the pace seen does not suffice.
    Behind,
    /// Moving away.
    Receding,
    /// Not reached by its due period.
    Missed,
    /// No figure, or no pace to judge by.
    Unknown,
    /// Due by now, and no figure says how it stood then. In the table it is as unknown as one that waits for its figures.
    Unseen,
    /// Set for a place whose land has other borders in this run.
    OtherBorders,
}

impl TargetVerdict {
    /// As the column `verdict` says it.
    pub fn as_str(self) -> &'static str {
        match self {
            TargetVerdict::Met => "met",
            TargetVerdict::OnPace => "on_pace",
            TargetVerdict::NearPace => "near_pace",
            TargetVerdict::Behind => "behind",
            TargetVerdict::Receding => "receding",
            TargetVerdict::Missed => "missed",
            TargetVerdict::Unknown | TargetVerdict::Unseen => "unknown",
            TargetVerdict::OtherBorders => "other_borders",
        }
    }

    /// A name of its own, for counts.
    pub fn name(self) -> &'static str {
        if self == TargetVerdict::Unseen { "unseen" } else { self.as_str() }
    }
}
