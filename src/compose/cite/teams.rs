//! Teams: counts, ratios and their changes.

use crate::analyse::summary::TeamRow;
use crate::clean::tables::TeamLevel;
use crate::compose::composer::Composer;
use crate::compose::names::{capital, plural};
use crate::compose::numbers::NBSP;
use crate::compose::report::{Explanation, Span};
use crate::model::FigureId;

/// What a row of the team table measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    Teams,
    Members,
    Trained,
    MembersPerTeam,
    TrainedShare,
    TeamsPerCommune,
}

impl Measure {
    pub fn column(self) -> &'static str {
        match self {
            Measure::Teams => "teams",
            Measure::Members => "members",
            Measure::Trained => "trained",
            Measure::MembersPerTeam => "members_per_team",
            Measure::TrainedShare => "trained_share",
            Measure::TeamsPerCommune => "teams_per_commune",
        }
    }

    /// What `row` says of it.
    pub fn value(self, row: &TeamRow) -> Option<f64> {
        let whole = |count: Option<u64>| count.map(|count| count as f64);
        match self {
            Measure::Teams => whole(row.teams),
            Measure::Members => whole(row.members),
            Measure::Trained => whole(row.trained),
            Measure::MembersPerTeam => row.members_per_team,
            Measure::TrainedShare => row.trained_share,
            Measure::TeamsPerCommune => row.teams_per_commune,
        }
    }
}

impl Composer<'_> {
    /// The name of a figure of teams.
    pub fn team_id(&self, row: &TeamRow, measure: Measure) -> FigureId {
        let period = row.period.to_string();
        let id = self.id("teams", &row.place, row.period, &[&period, row.level.as_str()]);
        // A sum of places beside a published national figure has the same key but for its name.
        let sums = row.place.is_country() && &*row.place.name != "Cả nước";
        let id = if sums { id.part("computed") } else { id };
        match measure {
            Measure::Teams => id,
            other => id.part(other.column()),
        }
    }

    /// What the teams of a level are called.
    pub fn team_level(&self, level: TeamLevel) -> String {
        match level {
            TeamLevel::All => self.t("tất cả các tổ", "all teams"),
            TeamLevel::Commune => self.t("tổ cấp xã", "commune teams"),
            TeamLevel::Village => self.t("tổ ở thôn, bản", "village teams"),
        }
    }

    /// A measure as a number alone, for tables.
    pub fn team_value(&self, row: &TeamRow, measure: Measure) -> Option<Span> {
        let value = measure.value(row)?;
        let text = match measure {
            Measure::MembersPerTeam | Measure::TeamsPerCommune => self.n.decimal(value, 1),
            Measure::TrainedShare => self.n.decimal(value, 1),
            _ => self.n.decimal(value, 0),
        };
        Some(self.team_span(row, measure, text))
    }

    /// A measure with its noun, for sentences: `1.459 tổ`, `99,2 %`.
    pub fn team_words(&self, row: &TeamRow, measure: Measure) -> Option<Span> {
        let value = measure.value(row)?;
        let number = self.n.decimal(value, 0);
        let count = value as u64;
        let text = match measure {
            Measure::Teams | Measure::Trained => {
                format!("{number}{NBSP}{}", plural(self.lang, count, "tổ", "team", "teams"))
            }
            Measure::Members => {
                format!("{number}{NBSP}{}", plural(self.lang, count, "thành viên", "member", "members"))
            }
            Measure::MembersPerTeam => {
                let unit = self.t("thành viên mỗi tổ", "members per team");
                format!("{}{NBSP}{unit}", self.n.decimal(value, 1))
            }
            Measure::TeamsPerCommune => {
                let unit = self.t("tổ mỗi đơn vị cấp xã", "teams per commune");
                format!("{}{NBSP}{unit}", self.n.decimal(value, 1))
            }
            Measure::TrainedShare => self.n.percent(value, 1),
        };
        Some(self.team_span(row, measure, text))
    }

    fn team_span(&self, row: &TeamRow, measure: Measure, text: String) -> Span {
        let id = self.team_id(row, measure);
        self.figure(&id, text.clone(), || self.explain_team(row, measure, &id, text))
    }

    fn explain_team(&self, row: &TeamRow, measure: Measure, id: &FigureId, text: String) -> Explanation {
        let what = match measure {
            Measure::Teams => self.t("Số tổ công nghệ số cộng đồng", "Community digital teams"),
            Measure::Members => self.t("Số thành viên", "Members"),
            Measure::Trained => self.t("Số tổ đã tập huấn", "Teams that were trained"),
            Measure::MembersPerTeam => self.t("Thành viên bình quân một tổ", "Members per team"),
            Measure::TrainedShare => self.t("Tỷ lệ tổ đã tập huấn", "Share of teams that were trained"),
            Measure::TeamsPerCommune => self.t("Số tổ bình quân một đơn vị cấp xã", "Teams per commune"),
        };
        let title = format!(
            "{} ({}), {}, {}",
            capital(&what),
            self.team_level(row.level),
            self.place_in(&row.place),
            self.n.period(row.period)
        );
        let formula = match measure {
            Measure::MembersPerTeam => self.t(
                "Số thành viên chia số tổ, chỉ tính dòng có cả hai số",
                "Members divided by teams, over rows that have both",
            ),
            Measure::TrainedShare => self.t(
                "Số tổ đã tập huấn chia số tổ, nhân 100, chỉ tính dòng có cả hai số",
                "Trained teams divided by teams, times 100, over rows that have both",
            ),
            Measure::TeamsPerCommune => self.t(
                "Số tổ chia số xã, chỉ tính những xã có ghi số tổ",
                "Teams divided by communes, over communes that say how many teams they have",
            ),
            _ if row.places_with_figures.is_some_and(|places| places > 1) => {
                self.t("Tổng số của các đơn vị có số liệu", "The sum over the places with a figure")
            }
            _ if row.origins.count > 1 => self.added_up(&row.place, row.period),
            _ => self.t("Số do đơn vị báo cáo, giữ nguyên", "As the office reported it"),
        };
        let mut e = Explanation::new(title, text, formula);
        let parts: &[Measure] = match measure {
            Measure::MembersPerTeam => &[Measure::Members, Measure::Teams],
            Measure::TrainedShare => &[Measure::Trained, Measure::Teams],
            _ => &[],
        };
        for &part in parts {
            if let Some(span) = self.team_value(row, part) {
                let name = match part {
                    Measure::Members => self.t("số thành viên", "members"),
                    Measure::Trained => self.t("số tổ đã tập huấn", "teams that were trained"),
                    _ => self.t("số tổ", "teams"),
                };
                e = e.operand(name, span.text(), self.team_id(row, part));
            }
        }
        if let (Measure::TeamsPerCommune, Some((teams, communes))) = (measure, row.bases.communes) {
            e = e
                .plain(self.t("số tổ", "teams"), self.n.count(teams))
                .plain(self.t("số xã", "communes"), self.n.count(communes));
        }
        if let (Some(have), Some(all)) = (row.places_with_figures, row.places_expected) {
            let name = self.t("đơn vị có số liệu / tổng số đơn vị", "places with a figure / places in all");
            e = e.plain(name, format!("{have}/{all}"));
        }
        if let Some(source) = &row.source {
            e = e.plain(self.t("nguồn", "source"), self.citation(source));
        }
        e.resting_on(self, &row.origins).with_doubts(self, id)
    }

    /// The change of a measure between two rows, without its sign.
    pub fn team_change(&self, row: &TeamRow, before: &TeamRow, measure: Measure) -> Option<(f64, Span)> {
        let change = measure.value(row)? - measure.value(before)?;
        let id = self.team_id(row, measure).part("change");
        let decimals = if matches!(
            measure,
            Measure::MembersPerTeam | Measure::TrainedShare | Measure::TeamsPerCommune
        ) {
            1
        } else {
            0
        };
        let number = self.n.decimal(change.abs(), decimals);
        let text = match measure {
            _ if self.n.is_zero(change, decimals) => self.unchanged(),
            Measure::TrainedShare => self.n.points(change, 1),
            Measure::Members => {
                let noun = plural(self.lang, change.abs() as u64, "thành viên", "member", "members");
                format!("{number}{NBSP}{noun}")
            }
            Measure::MembersPerTeam | Measure::TeamsPerCommune => number,
            _ => format!("{number}{NBSP}{}", plural(self.lang, change.abs() as u64, "tổ", "team", "teams")),
        };
        let span = self.figure(&id, text.clone(), || {
            let title = self.t(
                &format!(
                    "Thay đổi của {}, {}, {} so với {}",
                    crate::compose::names::metric(measure.column(), self.lang),
                    self.place_in(&row.place),
                    self.n.period(row.period),
                    self.n.period(before.period)
                ),
                &format!(
                    "Change of the {}, {}, {} compared with {}",
                    crate::compose::names::metric(measure.column(), self.lang),
                    self.place_in(&row.place),
                    self.n.period(row.period),
                    self.n.period(before.period)
                ),
            );
            let formula = self
                .t("Giá trị kỳ này trừ giá trị kỳ trước", "The value of this period minus the value before");
            let mut e = Explanation::new(title, self.n.signed(change, decimals), formula);
            for one in [row, before] {
                if let Some(span) = self.team_value(one, measure) {
                    e = e.operand(self.n.period(one.period), span.text(), self.team_id(one, measure));
                }
            }
            e
        });
        Some((change, span))
    }
}
