//! Rows of commitments made in sessions.

use crate::clean::tables::Commitment;

/// A row of `commitments.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct CommitmentRow {
    /// What was promised.
    pub commitment: Commitment,
    /// Where it stands.
    pub status: CommitmentStatus,
    /// Days past the end of its due period, where late.
    pub days_late: Option<i64>,
}

/// Where a commitment stands at the date of judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CommitmentStatus {
    /// Not yet due.
    Open,
    /// Due, and no completion recorded.
    Overdue,
    /// Completed in time.
    Done,
    /// Completed late.
    DoneLate,
}

impl CommitmentStatus {
    /// As the column `status` says it.
    pub fn as_str(self) -> &'static str {
        match self {
            CommitmentStatus::Open => "open",
            CommitmentStatus::Overdue => "overdue",
            CommitmentStatus::Done => "done",
            CommitmentStatus::DoneLate => "done_late",
        }
    }
}
