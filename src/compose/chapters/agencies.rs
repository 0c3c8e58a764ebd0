//! Promises by the agency that made them.

use crate::analyse::summary::AgencyRow;
use crate::compose::composer::Composer;
use crate::compose::report::{Block, State, Table, TableRow};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::tables::{number, number_column, text_column, with_state, words};

/// Agencies listed; more of them would bury those that owe most.
const MOST_AGENCIES: usize = 20;

fn name(c: &Composer<'_>, row: &AgencyRow) -> String {
    row.agency
        .as_ref()
        .map_or_else(|| c.t("Không ghi cơ quan", "No agency named"), |agency| agency.to_string())
}

/// Who owes most, and a table; from two agencies on.
pub(super) fn agencies(c: &Composer<'_>, blocks: &mut Vec<Block>) {
    let rows = &c.summary.agencies;
    if rows.len() < 2 {
        return;
    }
    if let Some(worst) = rows.first().filter(|row| row.overdue > 0) {
        let id = format!(
            "commitments/{}/{}",
            worst.place.code.replace('/', "|"),
            name(c, worst).replace('/', "|")
        );
        let count = |part: &str, value: u32, title: String| -> Phrase {
            c.counted(
                &format!("{id}/{part}"),
                c.n.count(u64::from(value)),
                title,
                c.t("Đếm cam kết của cơ quan theo tình trạng", "Commitments of the agency counted by status"),
            )
            .into()
        };
        let said = c.say(
            "nhiều cam kết quá hạn nhất là {agency} ({place}): {overdue} trong {promised}",
            "{agency} ({place}) has most of them overdue: {overdue} of {promised}",
            &[
                ("agency", name(c, worst).into()),
                ("place", c.place_in(&worst.place).into()),
                ("overdue", count("overdue", worst.overdue, c.t("Cam kết quá hạn", "Commitments overdue"))),
                ("promised", count("promised", worst.promised, c.t("Cam kết", "Commitments"))),
            ],
        );
        blocks.push(Block::Paragraph(paragraph([said])));
    }
    let cell = |value: u32| number(c.n.count(u64::from(value)), f64::from(value));
    let body = rows
        .iter()
        .take(MOST_AGENCIES)
        .map(|row| TableRow {
            cells: vec![
                words(name(c, row)),
                words(c.place(&row.place)),
                cell(row.promised),
                with_state(cell(row.overdue), if row.overdue > 0 { State::Bad } else { State::Neutral }),
                cell(row.done),
                cell(row.done_late),
                cell(row.open),
                match row.longest_delay {
                    Some(days) => number(c.n.signed(days as f64, 0).replace('+', ""), days as f64),
                    None => words(""),
                },
            ],
            strong: false,
        })
        .collect();
    let mut notes = Vec::new();
    if rows.len() > MOST_AGENCIES {
        let all = c.n.count(u64::try_from(rows.len()).unwrap_or(u64::MAX));
        notes.push(c.t(
            &format!("Trình bày {MOST_AGENCIES} trong {all} cơ quan, nhiều cam kết quá hạn nhất trước."),
            &format!("{MOST_AGENCIES} of {all} agencies are shown, those with most overdue first."),
        ));
    }
    let table = Table {
        id: "commitments-agencies".to_owned(),
        title: c.t("Cam kết theo cơ quan", "Commitments by agency"),
        columns: vec![
            text_column(c.t("Cơ quan", "Agency")),
            text_column(c.t("Đơn vị", "Place")),
            number_column(c.t("Cam kết", "Promised"), ""),
            number_column(c.t("Quá hạn", "Overdue"), ""),
            number_column(c.t("Đúng hạn", "In time"), ""),
            number_column(c.t("Muộn", "Late"), ""),
            number_column(c.t("Chưa đến hạn", "Not yet due"), ""),
            number_column(c.t("Trễ lâu nhất", "Longest delay"), c.t("ngày", "days")),
        ],
        rows: body,
        notes,
        ..Table::default()
    };
    blocks.push(c.table(c.tidy(table)));
}
