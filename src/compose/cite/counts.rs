//! Plain counts: rows of the exports, commitments by status, lines of a list.

use crate::analyse::summary::{CommitmentRow, CommitmentStatus};
use crate::clean::tables::{Origin, Origins};
use crate::compose::composer::Composer;
use crate::compose::report::{Explanation, Span};
use crate::model::FigureId;

impl Composer<'_> {
    /// A count of something that the report keeps account of.
    pub fn counted(&self, id: &str, text: String, title: String, formula: String) -> Span {
        let id = FigureId(id.to_owned());
        self.figure(&id, text.clone(), || Explanation::new(title, text, formula))
    }

    /// A count with the lines that were counted.
    pub fn counted_lines(
        &self,
        id: &str,
        text: String,
        title: String,
        formula: String,
        lines: impl IntoIterator<Item = Origin>,
    ) -> Span {
        let id = FigureId(id.to_owned());
        self.figure(&id, text.clone(), || {
            let mut origins = Origins::default();
            lines.into_iter().for_each(|origin| origins.push(origin));
            Explanation::new(title, text, formula).resting_on(self, &origins)
        })
    }

    /// The status of a commitment in words.
    pub fn status(&self, status: CommitmentStatus) -> String {
        match status {
            CommitmentStatus::Open => self.t("chưa đến hạn", "not yet due"),
            CommitmentStatus::Overdue => {
                self.t("quá hạn, chưa ghi nhận hoàn thành", "overdue, no completion recorded")
            }
            CommitmentStatus::Done => self.t("hoàn thành đúng hạn", "done on time"),
            CommitmentStatus::DoneLate => self.t("hoàn thành muộn", "done late"),
        }
    }

    /// How many commitments have one of these statuses (all of them where none is named).
    pub fn commitments_count(&self, statuses: &[CommitmentStatus]) -> (u64, Span) {
        let rows: Vec<&CommitmentRow> = self
            .summary
            .commitments
            .iter()
            .filter(|row| statuses.is_empty() || statuses.contains(&row.status))
            .collect();
        let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let name = if statuses.is_empty() {
            "total".to_owned()
        } else {
            statuses.iter().map(|status| status.as_str()).collect::<Vec<_>>().join("+")
        };
        let title = match statuses {
            [] => self.t("Tổng số cam kết", "Commitments in all"),
            some => {
                let words: Vec<String> = some.iter().map(|status| self.status(*status)).collect();
                self.t("Cam kết: ", "Commitments: ") + &words.join(", ")
            }
        };
        let formula = self.t(
            "Đếm cam kết theo tình trạng tại ngày đánh giá; thời hạn là ngày cuối của kỳ hạn",
            "Commitments counted by their status at the date of judgement; due is the last day of the due period",
        );
        let span = self.counted_lines(
            &format!("commitments/all/{name}"),
            self.n.count(count),
            title,
            formula,
            rows.iter().map(|row| row.commitment.origin),
        );
        (count, span)
    }
}
