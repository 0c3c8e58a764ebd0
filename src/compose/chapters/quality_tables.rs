//! The tables of the chapter on quality.

use super::quality::{MOST_LISTED, by_rule, file_name, rule_count};

use crate::clean::{Account, Check};
use crate::compose::composer::Composer;
use crate::compose::names::list;
use crate::compose::report::{Block, State, Table, TableRow};
use crate::compose::tables::{number, number_column, text_column, with_state, words};
use crate::model::rule::Severity;

pub(super) fn count_cell(c: &Composer<'_>, count: u64) -> crate::compose::report::TableCell {
    number(c.n.count(count), count as f64)
}

pub(super) fn file_table(c: &Composer<'_>) -> Block {
    let columns = vec![
        text_column(c.t("Tệp", "File")),
        text_column(c.t("Loại", "Kind")),
        text_column(c.t("Bảng mã", "Encoding")),
        number_column(c.t("Đọc", "Read"), ""),
        number_column(c.t("Dùng", "Used"), ""),
        number_column(c.t("Tổng cộng", "Totals"), ""),
        number_column(c.t("Không số liệu", "Without data"), ""),
        number_column(c.t("Lặp", "Repeats"), ""),
        number_column(c.t("Loại", "Rejected"), ""),
    ];
    let row = |account: &Account| TableRow {
        cells: vec![
            words(file_name(account)),
            words(kind(c, account.kind)),
            words(account.encoding),
            count_cell(c, account.read),
            count_cell(c, account.used),
            count_cell(c, account.totals),
            count_cell(c, account.empty),
            count_cell(c, account.repeats),
            with_state(
                count_cell(c, account.rejected),
                if account.rejected > 0 { State::Watch } else { State::Neutral },
            ),
        ],
        strong: false,
    };
    let mut body: Vec<TableRow> = c.audit.files.iter().map(row).collect();
    if body.len() > 1 {
        let sum = |of: &dyn Fn(&Account) -> u64| c.audit.files.iter().map(of).sum();
        let cell = |of: &dyn Fn(&Account) -> u64| count_cell(c, sum(of));
        let total = TableRow {
            cells: vec![
                words(c.t("Tổng số", "Total")),
                words(""),
                words(""),
                cell(&|account| account.read),
                cell(&|account| account.used),
                cell(&|account| account.totals),
                cell(&|account| account.empty),
                cell(&|account| account.repeats),
                cell(&|account| account.rejected),
            ],
            strong: true,
        };
        body.insert(0, total);
    }
    let table = Table {
        id: "quality-files".to_owned(),
        title: c.t("Mỗi dòng đi đâu", "What became of every row"),
        columns,
        rows: body,
        notes: vec![c.t(
            "Đọc = dùng + để riêng (tổng cộng, không số liệu, lặp) + loại. Tiêu đề, dòng trống và chữ ký không tính là dòng số liệu.",
            "Read = used + set aside (totals, without data, repeats) + rejected. Titles, blank lines and signatures are no data rows.",
        )],
        ..Table::default()
    };
    c.table(c.tidy(table))
}

pub(super) fn kind(c: &Composer<'_>, kind: crate::ingest::ExportKind) -> String {
    use crate::ingest::ExportKind::*;
    match kind {
        Sessions => c.t("đối thoại", "sessions"),
        Coverage => c.t("bao phủ", "coverage"),
        Teams => c.t("tổ công nghệ số", "teams"),
        Targets => c.t("mục tiêu", "targets"),
        Commitments => c.t("cam kết", "commitments"),
    }
}

pub(super) fn rule_table(c: &Composer<'_>) -> Block {
    let rows = by_rule(c)
        .into_iter()
        .map(|(rule, rows)| {
            let (title_vi, title_en) = rule.title();
            let (advice_vi, advice_en) = rule.advice();
            let count = rows.len() as f64;
            TableRow {
                cells: vec![
                    words(rule.code()),
                    words(crate::compose::names::capital(&c.t(title_vi, title_en))),
                    crate::compose::tables::figure(Some(rule_count(c, rule, &rows)), Some(count)),
                    words(crate::compose::names::capital(&c.t(advice_vi, advice_en))),
                ],
                strong: false,
            }
        })
        .collect();
    let table = Table {
        id: "quality-rules".to_owned(),
        title: c.t("Lý do loại", "Reasons for rejection"),
        columns: vec![
            text_column(c.t("Quy tắc", "Rule")),
            text_column(c.t("Lý do", "Reason")),
            number_column(c.t("Số dòng", "Rows"), ""),
            text_column(c.t("Nên làm", "What to do")),
        ],
        rows,
        ..Table::default()
    };
    c.table(c.tidy(table))
}

pub(super) fn rejection_table(c: &Composer<'_>) -> Block {
    let all = c.audit.rejections.len();
    let rows = c
        .audit
        .rejections
        .iter()
        .take(MOST_LISTED)
        .map(|rejection| TableRow {
            cells: vec![
                words(c.origin(rejection.origin)),
                words(rejection.column.unwrap_or_default()),
                words(crate::compose::names::capital(rejection.problem.get(c.lang))),
                words(crate::compose::names::capital(rejection.advice.get(c.lang))),
                words(rejection.rule.code()),
            ],
            strong: false,
        })
        .collect();
    let mut notes = Vec::new();
    if all > MOST_LISTED {
        let (shown, all) = (MOST_LISTED.to_string(), c.n.count(u64::try_from(all).unwrap_or(u64::MAX)));
        notes.push(c.t(
            &format!("Trình bày {shown} trong {all} dòng; toàn bộ có trong quality/rejected.csv."),
            &format!("{shown} of {all} rows are shown; quality/rejected.csv holds all of them."),
        ));
    }
    let table = Table {
        id: "quality-rejections".to_owned(),
        title: c.t("Dòng bị loại", "Rows rejected"),
        columns: vec![
            text_column(c.t("Tệp và dòng", "File and line")),
            text_column(c.t("Cột", "Column")),
            text_column(c.t("Vấn đề", "Problem")),
            text_column(c.t("Nên làm", "What to do")),
            text_column(c.t("Quy tắc", "Rule")),
        ],
        rows,
        notes,
        ..Table::default()
    };
    c.table(c.tidy(table))
}

pub(super) fn check_table(c: &Composer<'_>) -> Block {
    let mut checks: Vec<&Check> = c.audit.checks.iter().collect();
    checks.sort_by_key(|check| check.rule.severity() != Severity::Conflict);
    let all = checks.len();
    let rows = checks
        .iter()
        .take(MOST_LISTED)
        .map(|check| {
            let conflict = check.rule.severity() == Severity::Conflict;
            let lines: Vec<String> = check.origins.iter().map(|origin| c.origin(*origin)).collect();
            TableRow {
                cells: vec![
                    with_state(
                        words(if conflict {
                            c.t("mâu thuẫn", "conflict")
                        } else {
                            c.t("nghi vấn", "doubt")
                        }),
                        if conflict { State::Bad } else { State::Watch },
                    ),
                    words(check.place.as_ref().map(|place| c.place(place)).unwrap_or_default()),
                    words(check.period.map(|period| c.n.short(period)).unwrap_or_default()),
                    words(crate::compose::names::capital(check.problem.get(c.lang))),
                    words(list(c.lang, &lines, 3, ("dòng", "line", "lines"))),
                    words(check.rule.code()),
                ],
                strong: false,
            }
        })
        .collect();
    let mut notes = Vec::new();
    if all > MOST_LISTED {
        let (shown, all) = (MOST_LISTED.to_string(), c.n.count(u64::try_from(all).unwrap_or(u64::MAX)));
        notes.push(c.t(
            &format!("Trình bày {shown} trong {all} điểm; toàn bộ có trong quality/checks.csv."),
            &format!("{shown} of {all} are shown; quality/checks.csv holds all of them."),
        ));
    }
    let table = Table {
        id: "quality-checks-table".to_owned(),
        title: c.t("Điểm nghi vấn và mâu thuẫn", "Doubts and conflicts"),
        columns: vec![
            text_column(c.t("Mức", "Weight")),
            text_column(c.t("Đơn vị", "Place")),
            text_column(c.t("Kỳ", "Period")),
            text_column(c.t("Vấn đề", "Problem")),
            text_column(c.t("Dòng", "Lines")),
            text_column(c.t("Quy tắc", "Rule")),
        ],
        rows,
        notes,
        ..Table::default()
    };
    c.table(c.tidy(table))
}
