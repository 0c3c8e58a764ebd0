//! Series that go on through a change, because the project says so: told wherever such a series is.

use crate::analyse::summary::{CoverageRow, Join, Joined, Trend};
use crate::compose::composer::Composer;
use crate::model::settings::FILE_NAME;
use crate::model::{Period, Place};

impl Composer<'_> {
    /// `nhipso.toml`, dòng 12: …, as the line that says so, with its reason.
    pub fn said_by(&self, joined: &Joined) -> String {
        let (line, reason) = (joined.told.line, &joined.told.reason);
        self.t(
            &format!("{FILE_NAME}, dòng {line}: “{reason}”"),
            &format!("{FILE_NAME}, line {line}: “{reason}”"),
        )
    }

    /// What a trend goes on through, each as a sentence.
    pub fn joined_within(&self, place: &Place, indicator: &str, trend: &Trend) -> Vec<String> {
        let within = |join: &Join| trend.first_period <= join.before && join.after <= trend.last_period;
        self.joins(place, indicator, within)
    }

    /// What the change of a row goes through.
    pub fn joined_at(&self, row: &CoverageRow) -> Vec<String> {
        let at = |join: &Join| join.after == row.period && Some(join.before) == row.change_since;
        self.joins(&row.place, &row.indicator, at)
    }

    fn joins(&self, place: &Place, indicator: &str, wanted: impl Fn(&Join) -> bool) -> Vec<String> {
        let mut said = Vec::new();
        for joined in &self.summary.joined {
            // A unit whose land did not change goes on under another code.
            let same = |join: &&Join| {
                *join.indicator == *indicator
                    && join.place.level == place.level
                    && join.place.name == place.name
            };
            for join in joined.joins.iter().filter(same).filter(|join| wanted(join)) {
                said.push(self.joined_sentence(joined, join.before, join.after));
            }
        }
        said
    }

    fn joined_sentence(&self, joined: &Joined, before: Period, after: Period) -> String {
        let (what, by) = (joined.told.change.text(), self.said_by(joined));
        let (before, after) = (self.n.period(before), self.n.period(after));
        self.t(
            &format!("Chuỗi được nối qua thay đổi {} giữa {before} và {after} theo {by}.", what.vi),
            &format!(
                "The series goes on through a change of {} between {before} and {after}, as {by} says.",
                what.en
            ),
        )
    }
}
