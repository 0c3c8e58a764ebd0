//! What of a table a narrow screen shows: the columns that stand behind the others wait until they are asked for, unless
//! there is room; the column that puts the rows in their order is among the first; names and dates stay in one line
//! where that costs no column.

use std::borrow::Cow;

use crate::compose::report::{Table, TableCell, TableRow};
use crate::model::numbers::{NBSP, names_free};
use crate::render::letters::sans;

/// Columns that the style sheet knows by their place.
pub(super) const STYLED: usize = 12;
/// Tables of fewer columns are shown whole.
const FEW: usize = 4;
/// Width between the margins of a phone less what figures of one width need, and the space around the text of a cell, in sizes of the letters.
const SCREEN: f64 = 25.2;
const AROUND: f64 = 0.69;
/// A name or a date up to this width is best read in one line.
const SHORT: f64 = 10.0;
/// A longer text is broken to lines of this width at least, or of that one where else the table had to be moved.
const TEXT: f64 = 5.7;
const TIGHT: f64 = 4.6;
/// Where a table still does not fit, its letters are smaller, down to this part of their size: those of a phone's captions.
const LETTERS: f64 = 0.82;
/// Down to this part their size is hardly another.
const NEARLY: f64 = 0.93;
/// A word that is longer, such as the name of a file made of digits, is cut.
const WORD: f64 = 12.0;
/// Widest name that a narrow column keeps in one line: two syllables, and not the few longer ones.
const HELD: f64 = 6.6;
/// Widest name at the head of a row that stays while the others are moved.
const NAME: f64 = 8.5;

/// How a table stands on a narrow screen; columns by their place, from 0.
pub(super) struct Narrow {
    /// Columns that are shown when asked for.
    pub aside: Vec<usize>,
    /// Columns whose texts are not broken, other columns of names, and columns of longer texts.
    pub whole: Vec<usize>,
    pub broken: Vec<usize>,
    pub texts: Vec<usize>,
    /// Width of columns of longer texts, which share what room is left, in sizes of the letters.
    pub text: Option<f64>,
    /// Width of a column of broken names where that is less than usual, in sizes of the letters.
    pub tight: Option<f64>,
    /// Size of its letters as a part of their usual size, where it is less.
    pub letters: Option<f64>,
    /// Columns with words that have to be cut.
    pub cut: Vec<usize>,
    /// Whether all that it shows fits the screen; else how wide it is, in sizes of its letters.
    pub wide: Option<f64>,
    /// Whether the first column stays while the others are moved.
    pub named: bool,
    /// Whether there is room for names in one line.
    pub names: bool,
}

/// The text of a cell with the names in it in one line, but for the longest; what stands in brackets behind a name may begin
/// the next.
pub(super) fn whole_names(text: &str) -> Cow<'_, str> {
    if !text.contains(NBSP) {
        return text.into();
    }
    let text = text.replace(&format!("{NBSP}("), " (");
    let pieces = text.split(' ').map(|piece| match sans(piece, false) > HELD {
        true => names_free(piece),
        false => piece.into(),
    });
    pieces.collect::<Vec<_>>().join(" ").into()
}

/// Widths of a column, in sizes of the letters.
struct Width {
    /// Its longest text, and its longest word.
    whole: f64,
    word: f64,
    /// Its head, broken between words.
    head: f64,
    numeric: bool,
    /// All of its texts hold digits, as dates do.
    dated: bool,
}

impl Width {
    /// Of the column at a place; `names`: those in it stay whole.
    fn of(table: &Table, at: usize, names: bool) -> Width {
        let column = table.columns.get(at);
        let cells = || table.rows.iter().filter_map(|row| row.cells.get(at).map(|cell| (cell, row.strong)));
        let longest =
            |text: &str, bold| text.split([' ', '\n']).map(|word| sans(word, bold)).fold(0.0, f64::max);
        let head =
            column.map_or(0.0, |column| longest(&column.label, true).max(longest(&column.unit, false)));
        Width {
            whole: cells().map(|(cell, bold)| sans(&cell.text, bold)).fold(0.0, f64::max),
            word: cells()
                .map(|(cell, bold)| match names {
                    true => longest(&whole_names(&cell.text), bold),
                    false => longest(&names_free(&cell.text), bold),
                })
                .fold(0.0, f64::max),
            head,
            numeric: column.is_some_and(|column| column.numeric),
            dated: cells().all(|(cell, _)| cell.text.contains(|sign: char| sign.is_ascii_digit())),
        }
    }

    /// A text that is best read in one line.
    fn is_short(&self) -> bool {
        !self.numeric && self.whole <= SHORT
    }

    fn is_cut(&self) -> bool {
        !self.numeric && self.word > WORD
    }

    /// What it takes, in one line or broken to lines of `text` at least.
    fn needs(&self, kept: bool, least: f64) -> f64 {
        let text = match (self.numeric || kept, self.is_short()) {
            (true, _) => self.whole,
            (false, true) => self.word.max(self.whole.min(least)),
            (false, false) => self.word.clamp(least, WORD),
        };
        text.max(self.head) + AROUND
    }
}

/// Whether a column of numbers holds nothing but zeros and blanks.
fn says_nothing(table: &Table, at: usize) -> bool {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
    table.columns[at].numeric
        && cells.clone().count() > 0
        && cells.map(|cell| cell.text.trim()).all(|text| matches!(text, "" | "0" | "…" | "–"))
}

/// Arranges a table for a narrow screen.
pub(super) fn narrow(table: &Table) -> Narrow {
    let [kept, free] = [true, false]
        .map(|names| (0..table.columns.len()).map(|at| Width::of(table, at, names)).collect::<Vec<_>>());
    let waiting = |at: usize| {
        at < STYLED && table.columns.len() >= FEW && (table.columns[at].aside || says_nothing(table, at))
    };
    let mut shown: Vec<usize> = (0..kept.len()).filter(|at| !waiting(*at)).collect();
    // Rows in an order that nobody sees are in none.
    if !shown.iter().any(|at| orders(table, *at)) {
        shown.extend((0..kept.len()).find(|at| waiting(*at) && orders(table, *at)));
    }
    let short: Vec<usize> = (0..kept.len().min(STYLED)).filter(|at| kept[*at].is_short()).collect();
    let sum_of = |widths: &[Width], shown: &[usize], whole: &[usize], least: f64| -> f64 {
        shown.iter().map(|at| widths[*at].needs(whole.contains(at), least)).sum()
    };
    // What costs most is broken first, and dates of more words than one only where nothing else is left.
    let broken = |names: bool, least: f64, dates: bool, room: f64| {
        let widths = if names { &kept } else { &free };
        let mut whole = short.clone();
        let gain = |at: usize| widths[at].needs(true, least) - widths[at].needs(false, least);
        while sum_of(widths, &shown, &whole, least) > room {
            let breaks = |at: &usize| shown.contains(at) && (dates || !widths[*at].dated) && gain(*at) > 0.0;
            let most = whole.iter().copied().filter(breaks).max_by(|a, b| gain(*a).total_cmp(&gain(*b)));
            match most {
                Some(most) => whole.retain(|at| *at != most),
                None => return (whole, names, least, false),
            }
        }
        (whole, names, least, true)
    };
    // Texts take shorter lines, and letters are a little smaller, before names are broken.
    let ways = [
        (true, TEXT, false, SCREEN),
        (true, TIGHT, false, SCREEN),
        (true, TIGHT, false, SCREEN / NEARLY),
        (false, TEXT, false, SCREEN),
        (false, TIGHT, false, SCREEN),
        (false, TIGHT, true, SCREEN),
        (false, TIGHT, true, SCREEN / LETTERS),
    ];
    let mut tried = ways.into_iter().map(|(names, least, dates, room)| broken(names, least, dates, room));
    let fitting = tried.find(|(.., fits)| *fits);
    // What is moved has room for names.
    let (whole, names, least, _) = fitting.unwrap_or_else(|| broken(true, TIGHT, true, SCREEN));
    let widths = if names { &kept } else { &free };
    let sum = |shown: &[usize], whole: &[usize]| sum_of(widths, shown, whole, least);
    let (last, first): (Vec<usize>, Vec<usize>) =
        (0..widths.len()).filter(|at| waiting(*at)).partition(|at| says_nothing(table, *at));
    for at in first.into_iter().chain(last) {
        let with = [shown.as_slice(), &[at]].concat();
        if !shown.contains(&at) && sum(&with, &whole) <= SCREEN {
            shown = with;
        }
    }
    let all = sum(&shown, &whole);
    let letters = Some(SCREEN / all).filter(|letters| (LETTERS..1.0).contains(letters));
    let wraps = |at: &usize| !widths[*at].numeric && !widths[*at].is_cut() && !whole.contains(at);
    let (broken, texts): (Vec<usize>, Vec<usize>) =
        (0..widths.len().min(STYLED)).filter(wraps).partition(|at| widths[*at].is_short());
    let long = shown.iter().filter(|at| texts.contains(at)).count() as f64;
    // A table that is moved has the room of its columns without a share.
    let shared = long > 0.0 && (all < SCREEN || letters.is_some());
    let text = shared.then(|| least + AROUND + (SCREEN - all).max(0.0) / long);
    Narrow {
        aside: (0..widths.len()).filter(|at| !shown.contains(at)).collect(),
        whole,
        broken,
        texts,
        text,
        tight: (least < TEXT).then_some(least + AROUND),
        cut: (0..widths.len().min(STYLED)).filter(|at| widths[*at].is_cut()).collect(),
        letters,
        wide: (all > SCREEN && letters.is_none()).then_some(all),
        named: widths.first().is_none_or(|name| name.word <= NAME),
        names,
    }
}

/// Whether the numbers of a column go up or down from row to row.
fn orders(table: &Table, at: usize) -> bool {
    if !table.columns.get(at).is_some_and(|column| column.numeric) {
        return false;
    }
    let rows = table.rows.iter().filter(|row| !row.strong);
    let value = |row: &TableRow| row.cells.get(at).and_then(|cell: &TableCell| cell.value);
    let Some(values) = rows.map(value).collect::<Option<Vec<f64>>>() else { return false };
    let (first, last) = (values.first(), values.last());
    values.len() > 2 && first != last && (values.is_sorted() || values.is_sorted_by(|a, b| a >= b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::report::TableColumn;

    fn table(heads: &[(&str, bool, bool)], rows: &[&[&str]]) -> Table {
        let number = |text: &str| text.replace('.', "").replace(',', ".").replace('−', "-").parse().ok();
        let cell =
            |text: &&str| TableCell { text: (*text).into(), value: number(text), ..TableCell::default() };
        let column = |(label, numeric, aside): &(&str, bool, bool)| TableColumn {
            label: (*label).into(),
            numeric: *numeric,
            aside: *aside,
            ..TableColumn::default()
        };
        Table {
            columns: heads.iter().map(column).collect(),
            rows: rows
                .iter()
                .map(|row| TableRow { cells: row.iter().map(cell).collect(), ..TableRow::default() })
                .collect(),
            ..Table::default()
        }
    }

    #[test]
    fn the_column_that_orders_the_rows_stays_and_room_is_used() {
        let heads = [
            ("Đơn vị", false, false),
            ("Mục tiêu", true, false),
            ("Giá trị", true, false),
            ("Khoảng cách", true, true),
            ("Tốc độ cần có", true, true),
            ("Tốc độ thực tế", true, true),
            ("Năm đạt (khoảng)", false, true),
        ];
        let rows: [&[&str]; 3] = [
            &["Điện Biên", "90", "66,66", "23,34", "11,67", "−0,02", "sau năm 2100 (chưa rõ)"],
            &["Nghệ An", "90", "68,07", "21,93", "10,96", "0,12", "sau năm 2100 (chưa rõ)"],
            &["Tuyên Quang", "87", "65,60", "21,40", "10,70", "−0,12", "sau năm 2100 (chưa rõ)"],
        ];
        let shown = narrow(&table(&heads, &rows));
        assert!(!shown.aside.contains(&3) && shown.aside.contains(&6), "{:?}", shown.aside);
        assert!(!shown.aside.contains(&4), "there is room: {:?}", shown.aside);
        assert_eq!((shown.wide, shown.named), (None, true));
        assert!(shown.whole.contains(&0));
    }

    #[test]
    fn letters_are_smaller_before_a_table_is_moved_and_long_words_are_cut() {
        let heads = [
            ("Chỉ tiêu", false, false),
            ("Đơn vị", false, false),
            ("Thời hạn", false, false),
            ("Mục tiêu", true, false),
            ("Giá trị", true, false),
            ("Kết luận", false, false),
        ];
        let rows: [&[&str]; 2] = [
            &["Hồ sơ thủ tục hành chính nộp trực tuyến", "Sơn La", "2024", "50,00", "45,80", "không đạt"],
            &["Chỉ tiêu của đề án đã đạt", "Bình Phước", "2025", "100", "81,25", "chậm tiến độ"],
        ];
        // What does not fit by a little has smaller letters, and nothing is moved.
        let shown = narrow(&table(&heads, &rows));
        assert!(shown.wide.is_none() && shown.letters.is_some_and(|size| size < 1.0), "{:?}", shown.wide);
        assert_eq!(shown.text, Some(TIGHT + AROUND), "texts take no more than was told");
        let more = [heads, heads].concat();
        let rows = rows.map(|row| [row, row].concat());
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let shown = narrow(&table(&more, &rows));
        assert!(shown.wide.is_some() && shown.letters.is_none(), "{:?}", shown.letters);
        let heads = [("Nguồn", false, false), ("Ghi trong tệp", false, false)];
        let rows: [&[&str]; 1] = [&["Bài viết", "000_e79e27483e902f5b7aa3d1c9e1f8"]];
        let shown = narrow(&table(&heads, &rows));
        assert_eq!((shown.cut, shown.wide), (vec![1], None));
    }

    #[test]
    fn texts_are_broken_to_shorter_lines_before_a_table_is_moved() {
        let heads = ["Đơn vị", "Kỳ", "Cấp", "Số tổ", "Lưu ý"];
        let heads: Vec<_> = heads.iter().map(|head| (*head, *head == "Số tổ", false)).collect();
        let long = "chỉ tính các xã có báo cáo trong kỳ";
        let rows: [&[&str]; 2] = [
            &["Sơn La", "7/2024", "tổ ở thôn, bản", "1.459", long],
            &["Lai Châu", "12/2024", "tổ cấp xã", "1.060", long],
        ];
        let shown = narrow(&table(&heads, &rows));
        assert_eq!((shown.wide, shown.tight), (None, Some(TIGHT + AROUND)));
        assert!(shown.whole.contains(&1), "dates stay in one line: {:?}", shown.whole);
        let shown = narrow(&table(&heads[..4], &rows.map(|row| &row[..4])));
        assert_eq!((shown.wide, shown.tight), (None, None));
    }

    #[test]
    fn names_stay_whole_where_there_is_room_and_what_stands_in_brackets_may_part() {
        for (text, said) in [
            ("Cần_Thơ_(+0,156)", "Cần_Thơ (+0,156)"),
            ("Tuyên_Quang_(+0,063); Hà_Nội", "Tuyên_Quang (+0,063); Hà_Nội"),
            ("Hồ_Chí_Minh_City", "Hồ Chí Minh City"),
            ("Bà_Rịa_- Vũng_Tàu", "Bà_Rịa_- Vũng_Tàu"),
            ("12_tháng", "12_tháng"),
        ] {
            assert_eq!(whole_names(&text.replace('_', "\u{a0}")), said.replace('_', "\u{a0}"));
        }
        let heads =
            [("Đơn vị", false, false), ("Nơi giống nhất", false, false), ("Độ khác biệt", true, false)];
        let rows = ["Tuyên_Quang", "TP._Hồ_Chí_Minh", "Thái_Nguyên"].map(|name| name.replace('_', "\u{a0}"));
        let like = rows.clone().map(|name| format!("{name}\u{a0}(+0,156)"));
        let cells: Vec<[&str; 3]> = rows.iter().zip(&like).map(|(a, b)| [a.as_str(), b, "0,270"]).collect();
        let cells: Vec<&[&str]> = cells.iter().map(<[_; 3]>::as_slice).collect();
        let shown = narrow(&table(&heads, &cells));
        assert!(shown.names && shown.wide.is_none() && shown.letters.is_none());
        // Three columns of names leave none of them the room.
        let heads = [heads[0], heads[0], heads[0], heads[0], heads[2], heads[2]];
        let cells: Vec<[&str; 6]> = rows.iter().map(|a| [a.as_str(), a, a, a, "0,270", "1"]).collect();
        let cells: Vec<&[&str]> = cells.iter().map(<[_; 6]>::as_slice).collect();
        assert!(!narrow(&table(&heads, &cells)).names);
    }

    #[test]
    fn columns_of_nothing_but_zeros_wait_for_the_others() {
        let heads = [
            ("Cơ quan", false, false),
            ("Tổng số", true, false),
            ("Quá hạn", true, false),
            ("Hoàn thành đúng hạn", true, false),
            ("Hoàn thành muộn", true, false),
            ("Chưa đến hạn", true, true),
            ("Chậm lâu nhất (ngày)", true, true),
        ];
        let rows: [&[&str]; 2] = [
            &["Sở Khoa học và Công nghệ", "3", "2", "0", "0", "1", "581"],
            &["Sở Giáo dục và Đào tạo", "1", "0", "0", "", "1", "…"],
        ];
        let shown = narrow(&table(&heads, &rows));
        assert!(!shown.aside.contains(&5) && !shown.aside.contains(&6), "{:?}", shown.aside);
        assert!(shown.aside.contains(&3) || shown.aside.contains(&4), "{:?}", shown.aside);
    }

    #[test]
    fn names_are_broken_only_where_there_is_no_room() {
        let heads = [
            ("Nội dung cam kết", false, false),
            ("Cơ quan", false, true),
            ("Địa phương", false, false),
            ("Thời hạn", false, false),
            ("Chậm so với hạn", true, true),
        ];
        let text = "Số hóa hồ sơ còn lưu trên giấy";
        let rows: [&[&str]; 3] = [
            &[text, "Sở Nội vụ", "TP. Hồ Chí Minh", "Quý III/2019", "2.284"],
            &[text, "Sở Nội vụ", "Hải Phòng", "30/6/2019", "2.041"],
            &[text, "Sở Nội vụ", "Huế", "30/9/2019", "2.000"],
        ];
        let shown = narrow(&table(&heads, &rows));
        assert_eq!(shown.aside, [1]);
        assert_eq!(shown.wide, None);
        assert!(shown.whole.contains(&3), "{:?}", shown.whole);
    }
}
