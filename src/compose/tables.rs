//! Tables for people: cells from figures, columns that hold something, notes that belong below.

use super::composer::Composer;
use super::names::small;
use super::numbers::NBSP;
use super::report::{Span, State, Table, TableCell, TableColumn, TableRow};
use crate::model::table;

/// What a cell without data shows, as Vietnamese statistical tables do.
pub(super) const NO_DATA: &str = "…";

/// A table holds at most so many rows; the tables for machines hold all of them.
pub(super) const MOST_ROWS: usize = 70;

/// In a table of so many rows a column that says the same in all of them is said once, below.
const SAME_FROM: usize = 3;

/// Takes out columns of words that are the same in all rows: `Thời hạn: 2027; Kỳ gần nhất: 2025.` A column of words
/// stays in front, which names the rows.
///
/// `long` spells out a period that a cell has in short.
fn same_for_all(table: &mut Table, long: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut said = Vec::new();
    for column in (0..table.columns.len()).rev() {
        if column == 0 && table.columns.get(1).is_none_or(|next| next.numeric) {
            continue;
        }
        let mut cells = table.rows.iter().filter_map(|row| row.cells.get(column));
        let Some(first) = cells.next() else { continue };
        let plain =
            |cell: &TableCell| cell.figure.is_none() && cell.value.is_none() && cell.state == first.state;
        if table.columns[column].numeric || first.text.is_empty() || first.text == NO_DATA || !plain(first) {
            continue;
        }
        if cells.all(|cell| plain(cell) && cell.text == first.text) {
            // What the title says needs no note.
            let spelled = || long(&first.text).is_some_and(|text| names(&table.title, &text));
            if !names(&table.title, &first.text) && !spelled() {
                said.push((table.columns[column].label.clone(), first.text.clone()));
            }
            table.columns.remove(column);
            table.rows.iter_mut().for_each(|row| drop(row.cells.remove(column)));
        }
    }
    said.reverse();
    let told = said.into_iter().enumerate().map(|(i, (label, text))| match i {
        0 => format!("{label}: {text}"),
        _ => format!("{}: {text}", small(&label)),
    });
    let told = told.collect::<Vec<_>>().join("; ");
    (!told.is_empty()).then(|| format!("{told}."))
}

/// Whether the text stands in the title as words of its own: `2025` in `Tổ theo vùng, năm 2025`.
fn names(title: &str, text: &str) -> bool {
    let whole = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric() && letter != '/');
    title.match_indices(text).any(|(at, found)| {
        whole(title[..at].chars().next_back()) && whole(title[at + found.len()..].chars().next())
    })
}

/// A cell of plain words.
pub(super) fn words(text: impl Into<String>) -> TableCell {
    TableCell { text: text.into(), ..TableCell::default() }
}

/// A cell with a number that has no name of its own.
pub(super) fn number(text: impl Into<String>, value: f64) -> TableCell {
    TableCell { text: text.into(), value: Some(value), ..TableCell::default() }
}

/// A cell that tells an interval by its two ends.
pub(super) fn interval(text: impl Into<String>, (low, high): (f64, f64)) -> TableCell {
    TableCell { text: text.into(), range: Some((low, high)), ..TableCell::default() }
}

/// A cell that shows a figure; without one it says that there is no data.
pub(super) fn figure(span: Option<Span>, value: Option<f64>) -> TableCell {
    match span {
        Some(Span::Figure { id, text }) => {
            TableCell { text, figure: Some(id), value, ..TableCell::default() }
        }
        Some(other) => words(other.text()),
        None => words(NO_DATA),
    }
}

/// A cell that shows a figure where there can be one, and stays blank where it does not apply.
pub(super) fn or_blank(span: Option<Span>, value: Option<f64>) -> TableCell {
    if span.is_some() { figure(span, value) } else { words("") }
}

/// The figure without its unit, for a column whose head says it.
pub(super) fn without_unit(c: &Composer<'_>, span: Span, unit: &str) -> Span {
    match span {
        Span::Figure { id, text } => Span::Figure { id, text: bare(c, &text, unit) },
        other => other,
    }
}

/// The number without its unit.
pub(super) fn bare(c: &Composer<'_>, text: &str, unit: &str) -> String {
    text.strip_suffix(&c.n.with_unit("", unit)).unwrap_or(text).to_owned()
}

/// The cell with its state.
pub(super) fn with_state(mut cell: TableCell, state: State) -> TableCell {
    cell.state = state;
    cell
}

/// Words of heads that a narrow column does not break: two syllables of one Vietnamese word.
const WORDS: [&str; 32] = [
    "bình quân",
    "cam kết",
    "câu hỏi",
    "cần có",
    "cấp xã",
    "chủ đề",
    "diễn biến",
    "đa dạng",
    "đơn vị",
    "đúng hạn",
    "gần nhất",
    "giá trị",
    "hoàn thành",
    "khác biệt",
    "kết luận",
    "khoảng cách",
    "mục tiêu",
    "ngẫu nhiên",
    "quy tắc",
    "so với",
    "số liệu",
    "tập huấn",
    "thành phố",
    "thành viên",
    "thay đổi",
    "thời hạn",
    "thứ hạng",
    "thực tế",
    "tiến độ",
    "tin cậy",
    "tốc độ",
    "tỷ trọng",
];

/// A table of more columns has no room to spare: its heads break where they can, words of so many letters apart.
const ROOMY: usize = 8;
const SMALL: usize = 7;

/// Keeps the words of heads whole, where the columns of the table leave room for that.
pub(super) fn bind_heads(table: &mut Table) {
    let most = if table.columns.len() <= ROOMY { usize::MAX } else { SMALL };
    table.columns.iter_mut().for_each(|column| column.label = bound(&column.label, most));
}

/// A title or a head of a drawing whose words stay whole.
pub(super) fn whole_words(text: &str) -> String {
    bound(text, usize::MAX)
}

/// A text whose words stay whole, those of up to so many letters.
fn bound(label: &str, most: usize) -> String {
    let small = label.to_lowercase();
    if small.len() != label.len() {
        return label.to_owned();
    }
    let spaces = |word: &'static str| {
        small.match_indices(word).filter_map(|(at, found)| Some(at + found.find(' ')?)).collect::<Vec<_>>()
    };
    let words = WORDS.into_iter().filter(|word| word.chars().count() <= most);
    let within: Vec<usize> = words.flat_map(spaces).collect();
    label.char_indices().map(|(at, sign)| if within.contains(&at) { NBSP } else { sign }).collect()
}

/// A column of words.
pub(super) fn text_column(label: impl Into<String>) -> TableColumn {
    TableColumn { label: label.into(), ..TableColumn::default() }
}

/// A column of numbers.
pub(super) fn number_column(label: impl Into<String>, unit: impl Into<String>) -> TableColumn {
    TableColumn { label: label.into(), unit: unit.into(), numeric: true, ..TableColumn::default() }
}

/// A column of values, which a sheet of its own heads by what they are.
pub(super) fn value_column(c: &Composer<'_>, unit: &str, measured: &str) -> TableColumn {
    let head = if unit.is_empty() { measured.to_owned() } else { format!("{measured} ({unit})") };
    number_column(c.t("Giá trị", "Value"), unit).headed([head])
}

/// A column of ranks.
pub(super) fn rank_column(label: impl Into<String>) -> TableColumn {
    TableColumn { rank: true, ..number_column(label, "") }
}

impl Composer<'_> {
    /// Leaves out columns without a single value, cuts overlong tables, and says so below.
    pub fn tidy(&self, mut table: Table) -> Table {
        let empty: Vec<bool> = (0..table.columns.len())
            .map(|column| {
                let mut cells = table.rows.iter().filter_map(|row| row.cells.get(column));
                column > 0 && cells.all(|cell| cell.text.is_empty() || cell.text == NO_DATA)
            })
            .collect();
        let mut keep = empty.iter().map(|empty| !empty).cycle();
        table.columns.retain(|_| keep.next().unwrap_or(true));
        for row in &mut table.rows {
            let mut keep = empty.iter().map(|empty| !empty).cycle();
            row.cells.retain(|_| keep.next().unwrap_or(true));
        }
        let all = table.rows.len();
        if all >= SAME_FROM {
            let same = same_for_all(&mut table, |short| self.spelled_out(short));
            table.notes.extend(same);
        }
        if all > MOST_ROWS {
            table.rows.truncate(MOST_ROWS);
            let (shown, all) = (MOST_ROWS.to_string(), self.n.count(u64::try_from(all).unwrap_or(u64::MAX)));
            table.notes.push(self.t(
                &format!("Bảng nêu {shown} trong {all} dòng; toàn bộ có trong các bảng số liệu kèm theo."),
                &format!("The table shows {shown} of {all} rows; the data tables hold all of them."),
            ));
        }
        if table.rows.iter().any(|row| row.cells.iter().any(|cell| cell.text == NO_DATA)) {
            table.notes.push(self.t("“…” là không có số liệu.", "“…” means no data."));
        }
        table
    }

    /// A period of the figures as a title says it, from how a cell does: `March 2022` of `Mar 2022`.
    fn spelled_out(&self, short: &str) -> Option<String> {
        let s = self.summary;
        let covered = s.coverage.iter().map(|row| row.period);
        let asked = s.topics.iter().map(|row| row.period).chain(s.uncounted.iter().map(|row| row.period));
        let mut periods = covered.chain(s.teams.iter().map(|row| row.period)).chain(asked);
        periods.find(|period| self.n.short(*period) == short).map(|period| self.n.period(period))
    }

    /// Where all rows of a table for machines are: the sheet of the workbook and the file.
    pub fn data_table(&self, table: &table::Table) -> String {
        let (file, title) = (table.name, super::tabs::tab(table, self.lang));
        self.t(
            &format!("trang tính “{title}” của tệp Excel và tệp tables/{file}.csv"),
            &format!("the sheet “{title}” of the workbook and tables/{file}.csv"),
        )
    }

    /// A note below a table that shows the first rows only: how many of how many, of what (Vietnamese, English), in which
    /// order, and where all of them are.
    pub fn shown_of(
        &self,
        shown: usize,
        all: usize,
        noun: (&str, &str),
        order: &str,
        table: &table::Table,
    ) -> Option<String> {
        let number = |count: usize| self.n.count(u64::try_from(count).unwrap_or(u64::MAX));
        let (some, every, held) = (number(shown), number(all), self.data_table(table));
        (shown < all).then(|| {
            self.t(
                &format!("Bảng nêu {some} trong {every} {}, {order}; toàn bộ có trong {held}.", noun.0),
                &format!("The table shows {some} of {every} {}, {order}; {held} hold all of them.", noun.1),
            )
        })
    }

    /// The data behind a chart: one row a label, one column a measure.
    pub fn chart_data(
        &self,
        id: &str,
        title: &str,
        columns: Vec<TableColumn>,
        rows: Vec<Vec<TableCell>>,
    ) -> Table {
        Table {
            id: format!("{id}-data"),
            number: 0,
            title: title.to_owned(),
            columns,
            rows: rows
                .into_iter()
                .map(|cells| TableRow { cells, strong: false, ..TableRow::default() })
                .collect(),
            notes: Vec::new(),
            source: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_break_between_words_and_not_within_them() {
        for (head, words) in [
            ("Tốc độ cần có", "Tốc_độ cần_có"),
            ("Số đơn vị có câu hỏi", "Số đơn_vị có câu_hỏi"),
            ("Thay đổi so với 2024", "Thay_đổi so_với 2024"),
            ("Share of questions", "Share of questions"),
        ] {
            let words = words.replace('_', "\u{a0}");
            let bound = |columns| {
                let mut table =
                    Table { columns: vec![number_column(head, "%"); columns], ..Table::default() };
                bind_heads(&mut table);
                table.columns[0].label.clone()
            };
            assert_eq!(bound(ROOMY), words);
            // Of more columns the first, which holds the words, would have no room left.
            let narrow = words.replace("Thay\u{a0}đổi", "Thay đổi");
            assert_eq!(bound(ROOMY + 1), narrow);
        }
    }
}
