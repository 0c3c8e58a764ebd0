//! Promises by the agency that made them.

use crate::analyse::summary::{AgencyRow, CommitmentRow};
use crate::compose::composer::Composer;
use crate::compose::names::list;
use crate::compose::report::{Block, State, Table, TableRow};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::tables::{number, number_column, text_column, with_state, words};
use crate::compose::ties::tied;
use crate::compose::tongue::Tongues;
use crate::model::{Lang, Place};

/// Agencies listed; more of them would bury those that owe most.
const MOST_AGENCIES: usize = 20;

fn name(c: &Composer<'_>, row: &AgencyRow) -> String {
    row.agency
        .as_ref()
        .map_or_else(|| c.t("Không ghi cơ quan", "No agency named"), |agency| agency.to_string())
}

/// Who owes most; several that owe as much are named together. Of a single one overdue the longest overdue tells.
fn most_overdue(c: &Composer<'_>, rows: &[AgencyRow]) -> Phrase {
    let all: u32 = rows.iter().map(|row| row.overdue).sum();
    let Some(worst) = rows.first().filter(|_| all > 1) else { return Phrase::default() };
    let id =
        format!("commitments/{}/{}", worst.place.code.replace('/', "|"), name(c, worst).replace('/', "|"));
    let as_of = c.summary.as_of.map(|day| c.n.date(day.end()));
    let as_of =
        as_of.map_or_else(String::new, |day| c.t(&format!(", tính đến {day}"), &format!(", as of {day}")));
    let count = |part: &str, value: u32, title: String| -> Phrase {
        let who = agency_at(c, &name(c, worst), &worst.place);
        c.counted(
            &format!("{id}/{part}"),
            c.n.count(u64::from(value)),
            format!("{title}: {who}{as_of}"),
            c.t("Đếm cam kết của cơ quan theo tình trạng", "Commitments of the agency counted by status"),
        )
        .into()
    };
    let same = tied(rows, |row| row.overdue);
    let names: Vec<String> =
        rows.iter().take(same).map(|row| agency_at(c, &name(c, row), &row.place)).collect();
    let slots = [
        ("agency", list(c.lang, &names, 3, ("cơ quan", "agency", "agencies")).into()),
        ("overdue", count("overdue", worst.overdue, c.t("Cam kết quá hạn", "Commitments overdue"))),
        ("promised", count("promised", worst.promised, c.t("Tổng số cam kết", "Commitments in all"))),
    ];
    match (same, worst.overdue == worst.promised) {
        (2.., _) => c.say(
            "{agency} cùng có nhiều cam kết quá hạn nhất, mỗi cơ quan {overdue} cam kết",
            "{agency} have the most commitments overdue, {overdue} each",
            &slots,
        ),
        (_, true) => c.say(
            "{agency} có nhiều cam kết quá hạn nhất: cả {overdue} cam kết đều quá hạn",
            "{agency} has the most commitments overdue: all {overdue} of them",
            &slots,
        ),
        _ => c.say(
            "{agency} có nhiều cam kết quá hạn nhất: {overdue} trong {promised} cam kết",
            "{agency} has the most commitments overdue: {overdue} of {promised}",
            &slots,
        ),
    }
}

/// Who owes most, and a table; from two agencies on.
pub(super) fn agencies(c: &Composer<'_>, blocks: &mut Vec<Block>) {
    let rows = &c.summary.agencies;
    if rows.len() < 2 {
        return;
    }
    let said = most_overdue(c, rows);
    if !said.is_empty() {
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
            place: Some(row.place.code.clone()),
        })
        .collect();
    let mut notes = Vec::new();
    if rows.len() > MOST_AGENCIES {
        let all = c.n.count(u64::try_from(rows.len()).unwrap_or(u64::MAX));
        notes.push(c.t(
            &format!("Bảng nêu {MOST_AGENCIES} trong {all} cơ quan, nhiều cam kết quá hạn nhất trước, cùng số quá hạn thì nhiều cam kết hơn trước."),
            &format!("The table shows {MOST_AGENCIES} of {all} agencies, sorted by number overdue, then by number promised."),
        ));
    }
    let named = rows.iter().take(MOST_AGENCIES).filter_map(|row| row.agency.as_deref());
    notes.extend(quoted_in_vietnamese(c.lang, "Agencies", named));
    let table = Table {
        id: "commitments-agencies".to_owned(),
        title: c.t("Cam kết theo cơ quan", "Commitments by agency"),
        columns: vec![
            text_column(c.t("Cơ quan", "Agency")),
            text_column(c.t("Địa phương", "Place")),
            number_column(c.t("Tổng số", "Promised"), ""),
            number_column(c.t("Quá hạn", "Overdue"), ""),
            number_column(c.t("Hoàn thành đúng hạn", "Done on time"), "").aside(),
            number_column(c.t("Hoàn thành muộn", "Done late"), "").aside(),
            number_column(c.t("Chưa đến hạn", "Not yet due"), "").aside(),
            number_column(c.t("Chậm lâu nhất", "Longest delay"), c.t("ngày", "days")).aside(),
        ],
        rows: body,
        notes,
        source: source_of(c, &c.summary.commitments.iter().collect::<Vec<_>>()),
        ..Table::default()
    };
    blocks.push(c.table(c.tidy(table)));
}

/// In a report of another language, that what stands as the exports have it is Vietnamese, where a text of it is more than a
/// name.
pub(super) fn quoted_in_vietnamese<'t>(
    lang: Lang,
    what: &str,
    mut texts: impl Iterator<Item = &'t str>,
) -> Option<String> {
    let tongues = Tongues::beside(lang);
    texts
        .any(|text| tongues.is_vietnamese(text))
        .then(|| format!("{what} are quoted in Vietnamese, as in the exports."))
}

/// An agency with the place it is of, unless its name says it or there is one place only: `Sở Nội vụ (Sơn La)`.
pub(super) fn agency_at(c: &Composer<'_>, agency: &str, place: &Place) -> String {
    let elsewhere = c.summary.commitments.iter().any(|row| row.commitment.place != *place);
    if !elsewhere || agency.contains(&*place.name) {
        return agency.to_owned();
    }
    format!("{agency} ({})", c.place_in(place))
}

/// The same within brackets, which do not stand in brackets: `Sở Nội vụ, Sơn La`.
pub(super) fn agency_in_brackets(c: &Composer<'_>, agency: &str, place: &Place) -> String {
    match agency_at(c, agency, place) == agency {
        true => agency.to_owned(),
        false => format!("{agency}, {}", c.place_in(place)),
    }
}

/// Where commitments come from.
pub(super) fn source_of(c: &Composer<'_>, rows: &[&CommitmentRow]) -> String {
    let mut origins = crate::clean::tables::Origins::default();
    rows.iter().for_each(|row| origins.push(row.commitment.origin));
    c.source(rows.iter().map(|row| (row.commitment.source.as_ref(), &origins)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_english_report_says_what_it_quotes_in_vietnamese() {
        let said = |lang, texts: &[&str]| quoted_in_vietnamese(lang, "Agencies", texts.iter().copied());
        let note = "Agencies are quoted in Vietnamese, as in the exports.";
        assert_eq!(said(Lang::En, &["VNPT", "Sở Nội vụ"]).as_deref(), Some(note));
        assert_eq!(said(Lang::En, &["VNPT", "the café of 2024", "Department of Home Affairs"]), None);
        assert_eq!(said(Lang::En, &[]), None);
        assert_eq!(said(Lang::Vi, &["Sở Nội vụ"]), None);
    }
}
