//! The tables of the chapter on quality.

use std::collections::BTreeMap;

use crate::clean::{Account, Check, Rejection};
use crate::compose::composer::Composer;
use crate::compose::in_doubt::DOUBTS;
use crate::compose::names::{capital, list};
use crate::compose::report::{Block, Span, State, Table, TableCell, TableColumn, TableRow};
use crate::compose::tables::{figure, number, number_column, text_column, with_state, words};
use crate::model::fold::fold;
use crate::model::rule::Severity;
use crate::model::{Rule, called};

fn count_cell(c: &Composer<'_>, count: u64) -> TableCell {
    number(c.n.count(count), count as f64)
}

/// Head (Vietnamese, English) and count of one fate of the rows.
type Fate = (&'static str, &'static str, fn(&Account) -> u64);

/// What can become of a row, in the order of the table.
const FATES: [Fate; 6] = [
    ("Số dòng đọc", "Read", |account| account.read),
    ("Được dùng", "Used", |account| account.used),
    ("Để riêng: dòng tổng cộng", "Set aside: totals", |account| account.totals),
    ("Để riêng: không có số liệu", "Set aside: without data", |account| account.empty),
    ("Để riêng: dòng lặp", "Set aside: repeats", |account| account.repeats.count),
    ("Bị loại", "Rejected", |account| account.rejected),
];

/// Where the encoding of a file stands in its row.
const ENCODING: usize = 2;

/// Rows of every file and what became of them; a fate that no row met has no column.
pub(super) fn file_table(c: &Composer<'_>) -> Block {
    let sum = |of: fn(&Account) -> u64| c.audit.files.iter().map(of).sum::<u64>();
    let fates: Vec<&Fate> = FATES
        .iter()
        .enumerate()
        .filter(|(i, fate)| *i < 2 || sum(fate.2) > 0)
        .map(|(_, fate)| fate)
        .collect();
    let mut columns = vec![
        text_column(c.t("Tệp", "File")),
        text_column(c.t("Nội dung", "Content")).aside(),
        text_column(c.t("Bảng mã", "Encoding")).aside(),
    ];
    columns.extend(fates.iter().map(|(vi, en, _)| number_column(c.t(vi, en), "")));
    let row = |lead: [String; 3], counts: &dyn Fn(fn(&Account) -> u64) -> u64, strong: bool| {
        let mut cells: Vec<TableCell> = lead.into_iter().map(words).collect();
        cells.extend(fates.iter().map(|(_, en, of)| {
            let (count, rejected) = (counts(*of), *en == "Rejected");
            let state = if rejected && count > 0 && !strong { State::Watch } else { State::Neutral };
            with_state(count_cell(c, count), state)
        }));
        TableRow { cells, strong, ..TableRow::default() }
    };
    let mut body: Vec<TableRow> = Vec::new();
    if c.audit.files.len() > 1 {
        body.push(row([c.t("Tổng số", "Total"), String::new(), String::new()], &sum, true));
    }
    body.extend(c.audit.files.iter().map(|account| {
        let mut encoding = account.encoding.to_uppercase();
        if let Some(percent) = account.encoding_percent() {
            encoding.push_str(&format!(" ({})", c.n.percent(f64::from(percent), 0)));
        }
        let lead = [file_name(account), kind(c, account.kind), encoding];
        row(lead, &|of| of(account), false)
    }));
    // The sum is that of the columns shown.
    let aside = fates.iter().any(|fate| fate.1.starts_with("Set aside"));
    let rejected = fates.iter().any(|fate| fate.1 == "Rejected");
    let sum_of = match (aside, rejected) {
        (false, false) => String::new(),
        (true, false) => c.t("Số dòng đọc = được dùng + để riêng. ", "Read = used + set aside. "),
        (false, true) => c.t("Số dòng đọc = được dùng + bị loại. ", "Read = used + rejected. "),
        (true, true) => {
            c.t("Số dòng đọc = được dùng + để riêng + bị loại. ", "Read = used + set aside + rejected. ")
        }
    };
    let mut notes = vec![
        sum_of
            + &c.t(
                "Tiêu đề, dòng trống và chữ ký không tính là dòng số liệu.",
                "Titles, blank lines and signatures are not counted as data rows.",
            ),
    ];
    let same_encoding = body.iter().skip(usize::from(c.audit.files.len() > 1));
    let mut encodings: Vec<&str> =
        same_encoding.filter_map(|row| row.cells.get(ENCODING)).map(|cell| &*cell.text).collect();
    let files = encodings.len();
    encodings.dedup();
    if let ([encoding], true) = (encodings.as_slice(), files > 1) {
        let said =
            c.t(&format!("Bảng mã của mọi tệp: {encoding}."), &format!("Encoding of all files: {encoding}."));
        notes.push(said);
        columns.remove(ENCODING);
        body.iter_mut().for_each(|row| drop(row.cells.remove(ENCODING)));
    }
    if !c.audit.unshown.is_empty() {
        notes.push(c.t(
            "Được dùng: kể cả dòng hợp lệ có số liệu không được trình bày.",
            "Used: also sound rows with figures that are not shown.",
        ));
    }
    if c.audit.files.iter().any(|account| account.encoding_percent().is_some()) {
        notes.push(c.t(
            "Phần trăm cạnh bảng mã là độ tin cậy của việc nhận ra bảng mã từ nội dung tệp.",
            "The percentage beside an encoding is the confidence with which it was found from the text.",
        ));
    }
    if let Some(limit) = c.audit.files.iter().find_map(Account::encoding_limit) {
        let limit = limit.get(c.lang);
        notes.push(c.t(&format!("TCVN3: {limit}."), &format!("TCVN3: {limit}.")));
    }
    for account in c.audit.files.iter().filter(|account| !account.unread.is_empty()) {
        let (file, columns) = (file_name(account), account.unread.join(" | "));
        notes.push(c.t(
            &format!("Cột không đọc trong {file}: {columns}."),
            &format!("Columns of {file} that are not read: {columns}."),
        ));
    }
    let table = Table {
        id: "quality-files".to_owned(),
        title: match (aside, rejected) {
            (false, false) => c.t("Số dòng đọc và dùng của từng tệp", "Rows read and used by file"),
            (true, false) => {
                c.t("Số dòng đọc, dùng và để riêng của từng tệp", "Rows read, used and set aside by file")
            }
            (false, true) => {
                c.t("Số dòng đọc, dùng và loại của từng tệp", "Rows read, used and rejected by file")
            }
            (true, true) => c.t(
                "Số dòng đọc, dùng, để riêng và loại của từng tệp",
                "Rows read, used, set aside and rejected by file",
            ),
        },
        columns,
        rows: body,
        notes,
        ..Table::default()
    };
    c.table(c.tidy(table))
}

fn kind(c: &Composer<'_>, kind: crate::ingest::ExportKind) -> String {
    use crate::ingest::ExportKind::*;
    match kind {
        Sessions => c.t("đối thoại", "sessions"),
        Coverage => c.t("chỉ tiêu bao phủ", "coverage"),
        Teams => c.t("tổ công nghệ số", "teams"),
        Targets => c.t("mục tiêu", "targets"),
        Commitments => c.t("cam kết", "commitments"),
    }
}

/// A table of at most `most` rows, with a note where the file `all_in` holds more of them; each row stands for so many
/// lines.
fn listed(
    c: &Composer<'_>,
    (id, title): (&str, String),
    columns: Vec<TableColumn>,
    cells: Vec<(usize, Vec<TableCell>)>,
    (most, all_in): (usize, &str),
) -> Block {
    let more = cells.len() > most;
    let lines = |rows: &[(usize, Vec<TableCell>)]| rows.iter().map(|row| row.0).sum::<usize>();
    let (shown, all) = (lines(cells.get(..most).unwrap_or(&cells)), lines(&cells));
    let rows = cells
        .into_iter()
        .take(most)
        .map(|(_, cells)| TableRow { cells, strong: false, ..TableRow::default() })
        .collect();
    let mut notes = Vec::new();
    if more {
        let all = c.n.count(u64::try_from(all).unwrap_or(u64::MAX));
        notes.push(c.t(
            &format!("Bảng nêu {shown} trong {all} dòng; toàn bộ có trong tệp {all_in}."),
            &format!("The table shows {shown} of {all} rows; {all_in} holds all of them."),
        ));
    }
    let table = Table { id: id.to_owned(), title, columns, rows, notes, ..Table::default() };
    c.table(c.tidy(table))
}

pub(super) fn rule_table(c: &Composer<'_>) -> Block {
    let rows: Vec<(usize, Vec<TableCell>)> = by_rule(c)
        .into_iter()
        .map(|(rule, rows)| {
            let ((title_vi, title_en), (advice_vi, advice_en)) = (rule.title(), rule.advice());
            let cells = vec![
                words(capital(&c.t(title_vi, title_en))),
                figure(Some(rule_count(c, rule, &rows)), Some(rows.len() as f64)),
                words(capital(&c.t(advice_vi, advice_en))),
                words(rule.code()),
            ];
            (1, cells)
        })
        .collect();
    let columns = vec![
        text_column(c.t("Lý do", "Reason")),
        number_column(c.t("Số dòng", "Rows"), ""),
        text_column(c.t("Cách xử lý", "What to do")),
        text_column(c.t("Quy tắc", "Rule")).aside(),
    ];
    let most = rows.len();
    listed(c, ("quality-rules", c.t("Lý do loại", "Reasons for rejection")), columns, rows, (most, ""))
}

/// The column of a rejected cell: as its office calls it, and where that is the contract's own name, as people call it.
fn column_name(c: &Composer<'_>, rejection: &Rejection) -> String {
    let header = rejection.header.as_deref().filter(|header| !header.is_empty());
    let Some(column) = rejection.column else { return header.unwrap_or_default().to_owned() };
    match header.filter(|header| *header != column) {
        Some(header) => header.to_owned(),
        None => {
            let called = called::column_named(column);
            let called = capital(called.get(c.lang));
            if fold(&called) == fold(column) { called } else { format!("{called} ({column})") }
        }
    }
}

/// A message as the report prints it: with a capital, and with the quotation marks of the report around cells.
fn printed(message: &str) -> String {
    let mut open = false;
    let marks = message.chars().map(|sign| match sign {
        '"' => {
            open = !open;
            if open { '“' } else { '”' }
        }
        other => other,
    });
    capital(&marks.collect::<String>())
}

pub(super) fn rejection_table(c: &Composer<'_>) -> Block {
    // Lines of a file that follow each other with the same fault share a row.
    let mut rows: Vec<(usize, &Rejection)> = Vec::new();
    for rejection in &c.audit.rejections {
        let follows = |(lines, first): &&mut (usize, &Rejection)| {
            let next = first.origin.line + *lines as u64;
            (first.origin.file, next) == (rejection.origin.file, rejection.origin.line)
                && (first.rule, first.column, &first.header)
                    == (rejection.rule, rejection.column, &rejection.header)
                && first.problem == rejection.problem
                && first.advice == rejection.advice
        };
        match rows.last_mut().filter(follows) {
            Some((lines, _)) => *lines += 1,
            None => rows.push((1, rejection)),
        }
    }
    let rows = rows.into_iter().map(|(lines, rejection)| {
        let origin = c.origin(rejection.origin);
        let cells = vec![
            words(match lines {
                1 => origin,
                lines => format!("{origin}–{}", rejection.origin.line + lines as u64 - 1),
            }),
            words(column_name(c, rejection)),
            words(printed(rejection.problem.get(c.lang))),
            words(printed(rejection.advice.get(c.lang))),
            words(rejection.rule.code()),
        ];
        (lines, cells)
    });
    let columns = vec![
        text_column(c.t("Tệp và dòng", "File and line")),
        text_column(c.t("Cột", "Column")).aside(),
        text_column(c.t("Vấn đề", "Problem")),
        text_column(c.t("Cách xử lý", "What to do")),
        text_column(c.t("Quy tắc", "Rule")).aside(),
    ];
    listed(
        c,
        (
            "quality-rejections",
            c.t("Từng dòng bị loại, vấn đề và cách xử lý", "Each row rejected, its problem and what to do"),
        ),
        columns,
        rows.collect(),
        (MOST_LISTED, "quality/rejected.csv"),
    )
}

pub(super) fn check_table(c: &Composer<'_>) -> Block {
    let mut checks: Vec<&Check> = c.audit.checks.iter().collect();
    checks.sort_by_key(|check| check.rule.severity() != Severity::Conflict);
    let rows = checks.iter().map(|check| {
        let (level, state) = match check.rule.severity() {
            Severity::Conflict => (c.t("mâu thuẫn", "conflict"), State::Bad),
            _ => (c.t("nghi vấn", "doubt"), State::Watch),
        };
        let lines: Vec<String> = check.origins.iter().map(|origin| c.origin(*origin)).collect();
        let cells = vec![
            with_state(words(level), state),
            words(check.place.as_ref().map(|place| c.place(place)).unwrap_or_default()),
            words(check.period.map(|period| c.n.short(period)).unwrap_or_default()),
            words(printed(check.problem.get(c.lang))),
            words(list(c.lang, &lines, 3, ("dòng", "line", "lines"))),
            words(check.rule.code()),
        ];
        (1, cells)
    });
    let columns = vec![
        text_column(c.t("Loại", "Kind")),
        text_column(c.t("Đơn vị", "Place")),
        text_column(c.t("Kỳ", "Period")).aside(),
        text_column(c.t("Vấn đề", "Problem")),
        text_column(c.t("Tệp và dòng", "File and line")),
        text_column(c.t("Quy tắc", "Rule")).aside(),
    ];
    listed(
        c,
        (
            DOUBTS,
            c.t(
                "Từng điểm nghi vấn, mâu thuẫn và các dòng liên quan",
                "Each doubt and conflict, and the lines behind it",
            ),
        ),
        columns,
        rows.collect(),
        (MOST_LISTED, "quality/checks.csv"),
    )
}

/// Rejected lines and doubts listed in the report; the files of `quality/` hold all of them.
pub(super) const MOST_LISTED: usize = 20;

/// Rejections by rule, most frequent first.
pub(super) fn by_rule<'a>(c: &Composer<'a>) -> Vec<(Rule, Vec<&'a Rejection>)> {
    let audit: &'a crate::clean::Audit = c.audit;
    let mut rules: BTreeMap<Rule, Vec<&Rejection>> = BTreeMap::new();
    for rejection in &audit.rejections {
        rules.entry(rejection.rule).or_default().push(rejection);
    }
    let mut rules: Vec<_> = rules.into_iter().collect();
    rules.sort_by_key(|(rule, rows)| (std::cmp::Reverse(rows.len()), *rule));
    rules
}

pub(super) fn file_name(account: &Account) -> String {
    match &account.source.sheet {
        Some(sheet) => format!("{}[{sheet}]", account.source.file),
        None => account.source.file.to_string(),
    }
}

pub(super) fn rule_count(c: &Composer<'_>, rule: Rule, rows: &[&Rejection]) -> Span {
    let (title_vi, title_en) = rule.title();
    c.counted_lines(
        &format!("quality/rejected/{}", rule.code()),
        c.n.count(u64::try_from(rows.len()).unwrap_or(u64::MAX)),
        c.t(title_vi, title_en),
        c.t("Đếm dòng bị loại theo quy tắc ", "Rows rejected by rule, counted: ") + rule.code(),
        rows.iter().map(|row| row.origin),
    )
}
