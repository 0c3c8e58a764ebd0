//! The typed tables: what the exports say, folded to one entry a key, with the lines they came from.

use std::sync::Arc;

use smallvec::{SmallVec, smallvec};

use crate::model::{Level, Period, Place};

/// Where a figure came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// Index into [`crate::clean::Audit::files`].
    pub file: u32,
    /// Line (row of a sheet), from 1.
    pub line: u64,
}

/// The lines behind a figure: all of them counted, the first few kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    /// The first lines, at most [`Origins::KEPT`], in the order of files and lines. A figure of a commune's own export has
    /// one line, and there may be thousands of such exports.
    pub first: SmallVec<[Origin; 1]>,
    /// How many there are in all.
    pub count: u64,
}

impl Origins {
    /// How many lines are kept.
    pub const KEPT: usize = 8;

    /// The one line of a figure.
    pub fn one(origin: Origin) -> Self {
        Origins { first: smallvec![origin], count: 1 }
    }

    /// Adds one line.
    pub fn push(&mut self, origin: Origin) {
        self.count += 1;
        if self.first.len() < Self::KEPT {
            if self.first.len() == 1 {
                self.first.reserve_exact(Self::KEPT - 1);
            }
            self.first.push(origin);
        }
    }

    /// Adds the lines of another figure that follow these.
    pub fn extend(&mut self, other: &Origins) {
        self.count += other.count;
        self.first.extend_from_slice(&other.first);
        self.first.sort_unstable();
        self.first.truncate(Self::KEPT);
    }
}

/// All figures of the exports.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Topics raised, one entry a place, period and topic; sorted by that key.
    pub questions: Vec<QuestionCount>,
    /// Coverage, one entry a place, period, indicator (and definition); sorted by that key.
    pub coverage: Vec<CoverageFigure>,
    /// Teams, one entry a place, period and level; sorted by that key.
    pub teams: Vec<TeamCount>,
    /// Targets, sorted by indicator, place, due.
    pub targets: Vec<Target>,
    /// Commitments, sorted by session, place, question, due.
    pub commitments: Vec<Commitment>,
    /// The level of place the tables speak of: province, unless one province reports by its parts.
    pub level: Option<Level>,
    /// Latest day that a period of sessions, coverage or teams reaches: what `--as-of` defaults to.
    /// A session's own day, not the year it is folded to.
    pub latest: Option<Period>,
    /// Communes that lag, by indicator and period; only where the tables speak of what lies above them.
    pub laggards: Vec<Laggards>,
    /// Number of questions (rows) that no topic matched.
    pub unmatched_rows: u64,
    /// Spellings of topics that no topic matched, with their rows, most frequent first (at most 50).
    pub unmatched_topics: Vec<(String, u64)>,
}

impl Tables {
    /// Puts all figures into the order that the tables promise: by key.
    pub fn sort(&mut self) {
        let Tables { questions, coverage, .. } = self;
        rayon::join(
            || questions.sort_by(|a, b| (&a.place, a.period, &a.topic).cmp(&(&b.place, b.period, &b.topic))),
            || {
                coverage.sort_by(|a, b| {
                    (&a.place, a.period, &a.indicator, &a.definition).cmp(&(
                        &b.place,
                        b.period,
                        &b.indicator,
                        &b.definition,
                    ))
                });
            },
        );
        self.teams.sort_by(|a, b| (&a.place, a.period, a.level).cmp(&(&b.place, b.period, b.level)));
        self.targets.sort_by(|a, b| (&a.indicator, &a.place, a.due).cmp(&(&b.indicator, &b.place, b.due)));
    }
}

/// Questions of one place, period and topic.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionCount {
    /// Where.
    pub place: Place,
    /// When, folded to the run's length of period.
    pub period: Period,
    /// Topic id, or [`crate::model::register::UNMATCHED`].
    pub topic: Arc<str>,
    /// Sum of opinions over rows that have a count; `None` where no row has one.
    pub questions: Option<u64>,
    /// Rows that have a count.
    pub counted_rows: u64,
    /// Rows whose opinions cell is blank: the topic was raised, how often is not known.
    pub uncounted_rows: u64,
    /// Lines.
    pub origins: Origins,
}

/// Coverage of one place, period and indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverageFigure {
    /// Where; `Level::Country` for a published national figure.
    pub place: Place,
    /// When.
    pub period: Period,
    /// Indicator id.
    pub indicator: Arc<str>,
    /// Count covered.
    pub covered: Option<u64>,
    /// Count in all.
    pub total: Option<u64>,
    /// Percentage (or value) as published; `None` where only counts were given.
    pub percent: Option<f64>,
    /// Definition version or source-given definition; two are not chained.
    pub definition: Option<Arc<str>>,
    /// Preliminary (`sơ bộ`) or estimated (`ước tính`), as the note says.
    pub preliminary: bool,
    /// Source as the export gives it.
    pub source: Option<Arc<str>>,
    /// What the note says besides, as it is written.
    pub remark: Option<Arc<str>>,
    /// Number of districts or communes added up into this figure; 0 where it was reported as it is.
    pub rolled_up: u32,
    /// Which parts were added up: figures of one place and indicator with different numbers here are of different
    /// parts and are not compared; 0 where the figure was reported as it is.
    pub cast: u32,
    /// Lines.
    pub origins: Origins,
}

/// The communes that lag on one indicator in one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Laggards {
    /// Indicator id.
    pub indicator: Arc<str>,
    /// When.
    pub period: Period,
    /// Less is better: the highest lag.
    pub down: bool,
    /// Communes with a figure.
    pub communes: u64,
    /// Communes at exactly 0.
    pub zero: u64,
    /// The last ones, last first; at most 50.
    pub rows: Vec<Laggard>,
}

impl Laggards {
    /// None yet, for an indicator and period.
    pub fn new((indicator, period): (Arc<str>, Period), down: bool) -> Self {
        Laggards { indicator, period, down, communes: 0, zero: 0, rows: Vec::new() }
    }
}

/// One commune that lags.
#[derive(Clone, Debug, PartialEq)]
pub struct Laggard {
    /// The commune.
    pub place: Place,
    /// The province it is in.
    pub province: Place,
    /// Its value.
    pub value: f64,
    /// Covered and total, where given.
    pub counts: Option<(u64, u64)>,
    /// Line.
    pub origin: Option<Origin>,
}

/// Levels at which teams are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TeamLevel {
    /// All teams.
    All,
    /// Teams of communes.
    Commune,
    /// Teams of villages.
    Village,
}

impl TeamLevel {
    /// As the column `level` says it.
    pub fn as_str(self) -> &'static str {
        match self {
            TeamLevel::All => "all",
            TeamLevel::Commune => "commune",
            TeamLevel::Village => "village",
        }
    }
}

/// Teams of one place, period and level.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamCount {
    /// Where.
    pub place: Place,
    /// When.
    pub period: Period,
    /// Which teams.
    pub level: TeamLevel,
    /// Teams.
    pub teams: Option<u64>,
    /// Members.
    pub members: Option<u64>,
    /// Teams that were trained.
    pub trained: Option<u64>,
    /// Teams over the rows that also give members (the base of members per team).
    pub teams_with_members: Option<u64>,
    /// Members over the rows that also give teams.
    pub members_with_teams: Option<u64>,
    /// Teams over the rows that also give trained.
    pub teams_with_trained: Option<u64>,
    /// Trained over the rows that also give teams.
    pub trained_with_teams: Option<u64>,
    /// Communes that say how many teams they have, where the figure is of communes alone (1 for a commune itself).
    pub communes: Option<u64>,
    /// Source as the export gives it.
    pub source: Option<Arc<str>>,
    /// What the note says, as it is written.
    pub note: Option<Arc<str>>,
    /// Number of districts or communes added up into this figure; 0 where it was reported as it is.
    pub rolled_up: u32,
    /// Lines.
    pub origins: Origins,
}

/// A target.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Indicator id.
    pub indicator: Arc<str>,
    /// For whom.
    pub place: Place,
    /// By the end of which period.
    pub due: Period,
    /// Value to reach.
    pub target: f64,
    /// Source as the export gives it.
    pub source: Option<Arc<str>>,
    /// Line.
    pub origin: Origin,
}

/// A promise made in a session.
#[derive(Clone, Debug, PartialEq)]
pub struct Commitment {
    /// Day of the session.
    pub session: Period,
    /// Where.
    pub place: Place,
    /// Number of the question, as written.
    pub question_no: Option<Arc<str>>,
    /// Who promised.
    pub agency: Option<Arc<str>>,
    /// What.
    pub text: Arc<str>,
    /// By the end of which period.
    pub due: Period,
    /// When it was completed, where that is recorded.
    pub done: Option<Period>,
    /// Source as the export gives it.
    pub source: Option<Arc<str>>,
    /// Line.
    pub origin: Origin,
}
