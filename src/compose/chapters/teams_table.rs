//! The table of the chapter on teams.

use crate::analyse::summary::TeamRow;
use crate::clean::tables::TeamLevel;
use crate::compose::cite::Measure;
use crate::compose::composer::Composer;
use crate::compose::names::capital;
use crate::compose::report::{Block, Table, TableRow};
use crate::compose::tables::{figure, number, number_column, or_blank, text_column, words};
use crate::model::Place;

pub(super) fn table(c: &Composer<'_>, rows: &[&TeamRow]) -> Block {
    let columns = vec![
        text_column(c.t("Đơn vị", "Place")),
        text_column(c.t("Kỳ", "Period")),
        text_column(c.t("Cấp", "Level")),
        number_column(c.t("Số tổ", "Teams"), ""),
        number_column(c.t("Số thành viên", "Members"), c.t("người", "people")).aside(),
        number_column(c.t("Số tổ đã tập huấn", "Teams trained"), "").aside(),
        number_column(c.t("Thành viên mỗi tổ", "Members per team"), c.t("người", "people")).aside(),
        number_column(c.t("Tỷ lệ đã tập huấn", "Share trained"), "%").aside(),
        number_column(c.t("Số tổ mỗi đơn vị cấp xã", "Teams per commune"), "").aside(),
        text_column(c.t("Đơn vị trong tổng", "Places in the sum")).aside(),
        text_column(c.t("Lưu ý", "Remarks")),
    ];
    // With few places the earlier periods fit in as well.
    let places = rows.iter().map(|row| &row.place).collect::<std::collections::BTreeSet<_>>().len();
    let mut shown: Vec<&TeamRow> = Vec::new();
    // A place without a total is told by its levels, however many places there are.
    let whole: std::collections::BTreeSet<_> =
        rows.iter().filter(|row| row.level == TeamLevel::All).map(|row| &row.place).collect();
    for row in rows {
        if places <= 4 {
            let mut all: Vec<&TeamRow> = c
                .summary
                .teams
                .iter()
                .filter(|other| other.place == row.place && other.level == row.level)
                .collect();
            all.sort_by_key(|row| std::cmp::Reverse(row.period));
            shown.extend(all);
        } else if row.level == TeamLevel::All || places <= 12 || !whole.contains(&row.place) {
            shown.push(row);
        }
    }
    let mut shown: Vec<&TeamRow> = shown.into_iter().filter(|row| speaks(row)).collect();
    // A place's rows stand together, the latest period first; its levels below their total.
    let order: Vec<&Place> = shown.iter().map(|row| &row.place).collect();
    let first = |row: &TeamRow| order.iter().position(|place| **place == row.place);
    shown.sort_by_key(|row| (first(row), std::cmp::Reverse(row.period), row.level));
    let mut periods = shown.iter().map(|row| row.period);
    // One period for all is told in the title.
    let one = periods.next().filter(|first| periods.all(|period| period == *first));
    let when = one.map(|period| format!(", {}", c.n.period(period))).unwrap_or_default();
    let body = shown
        .iter()
        .map(|row| {
            let cell = |measure, value: Option<f64>| figure(c.team_value(row, measure), value);
            TableRow {
                cells: vec![
                    words(c.place(&row.place)),
                    match one {
                        Some(_) => words(""),
                        None => number(c.n.short(row.period), row.period.decimal()),
                    },
                    words(capital(&c.team_level(row.level))),
                    cell(Measure::Teams, row.teams.map(|count| count as f64)),
                    cell(Measure::Members, row.members.map(|count| count as f64)),
                    cell(Measure::Trained, row.trained.map(|count| count as f64)),
                    cell(Measure::MembersPerTeam, row.members_per_team),
                    cell(Measure::TrainedShare, row.trained_share),
                    or_blank(c.team_value(row, Measure::TeamsPerCommune), row.teams_per_commune),
                    words(behind(c, row)),
                    words(remark(c, row)),
                ],
                // One province's edition is about the province.
                strong: row.place.is_country() && c.summary.province.is_none(),
                ..TableRow::default()
            }
        })
        .collect();
    let table = Table {
        id: "teams-table".to_owned(),
        title: c.t("Tổ công nghệ số cộng đồng theo đơn vị", "Community digital teams by place") + &when,
        columns,
        rows: body,
        notes: vec![c.t(
            "Tổng số tổ đã gồm tổ của các cấp. Số thành viên mỗi tổ và tỷ lệ tổ đã tập huấn chỉ tính từ dòng có đủ cả hai số.",
            "The total includes the teams of all levels. Members per team and share trained come only from rows that have both parts.",
        )],
        source: c.source(shown.iter().map(|row| (row.source.as_ref(), &row.origins))),
        number: 0,
    };
    c.table(c.tidy(table))
}

/// That the count is in doubt, and what the office's note says.
fn remark(c: &Composer<'_>, row: &TeamRow) -> String {
    let doubted = !c.doubts(&c.team_id(row, Measure::Teams)).is_empty();
    let own = row.note.as_ref().map(|note| c.own_words(note));
    doubted.then(|| c.doubtful()).into_iter().chain(own).collect::<Vec<_>>().join("; ")
}

/// How many places are in each count of a sum: `34/34`, with the counts that rest on fewer.
fn behind(c: &Composer<'_>, row: &TeamRow) -> String {
    let (Some(places), Some([teams, members, trained, ..])) = (row.places_with_figures, row.bases.places)
    else {
        return String::new();
    };
    // "Cả nước" says by its name that all of them are in it.
    if row.places_expected == Some(places) && members == teams && trained == teams {
        return String::new();
    }
    let of = |count: u32| match row.places_expected {
        Some(all) => format!("{count}/{all}"),
        None => c.n.count(u64::from(count)),
    };
    let mut said = vec![of(places)];
    for (count, known, name) in [
        (members, row.members.is_some(), c.t("thành viên", "members")),
        (trained, row.trained.is_some(), c.t("tập huấn", "trained")),
    ] {
        if known && count != teams {
            said.push(format!("{name}: {}", of(count)));
        }
    }
    said.join("; ")
}

/// Whether a row deserves sentences: a sum over one place repeats that place.
pub(super) fn speaks(row: &TeamRow) -> bool {
    !(row.place.is_country() && row.places_with_figures.is_some_and(|places| places <= 1))
}
