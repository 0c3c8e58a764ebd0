//! How wide the columns of a table are on a printed page, and how large its letters.
//!
//! A page has one width, and a table has to fit it: words are never cut, numbers stay in one line, and letters become
//! smaller only when lines would break too often. Widths are those of the serif's letters, regular and bold.

use super::even::evened;
use super::letters::{lines, serif};
use crate::compose::report::{Table, TableCell, TableRow};

/// Width of the text column of the page, mm: A4 less 30 mm at the left and 18 at the right.
pub(super) const PAGE: f64 = 162.0;
/// Space at both sides of a cell, mm.
pub(super) const INSET: f64 = 1.6;
/// Letter sizes that are tried, in points.
const SIZES: [f64; 6] = [11.0, 10.5, 10.0, 9.5, 9.0, 8.5];
/// A table whose rows get higher than so many lines is tried in smaller letters.
const LINES: f64 = 3.0;
/// What a line loses because words are not cut.
const RAGGED: f64 = 1.15;
/// What a word has to spare in its column: typesetters round, each in its own way.
pub(super) const SPARE: f64 = 1.02;
/// A text in the body up to this width (in sizes of the letters) is not broken: a place's name, a number with its unit, a verdict;
/// where that makes the letters small, only very short ones, then none. The least size that goes with each.
const SHORT: [(f64, f64); 3] = [(9.0, 9.0), (4.5, 8.5), (0.0, 8.5)];
/// A head up to this width is not broken.
const HEAD: f64 = 3.2;
/// Rows of a longer table stay low.
const MANY_ROWS: usize = 15;
/// Least size of their letters where that keeps every row to one line.
const ONE_LINE: f64 = 9.0;

/// Columns that tables of one series share at least.
const ALIKE: usize = 3;

/// Millimetres of a point: letters of one point are so large.
pub(super) const EM: f64 = 0.3528;

/// How many key figures stand side by side: rows as full as they can be, and no card too narrow for its words.
pub(super) fn side_by_side(figures: usize) -> usize {
    match figures {
        0..=4 => 2,
        5 | 6 | 9 => 3,
        _ => 4,
    }
}

/// The columns of one table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Columns {
    /// Size of the letters, points.
    pub size: f64,
    /// Width of each column, mm; together the width of the page.
    pub widths: Vec<f64>,
}

/// What a column needs, in sizes of the letters.
struct Want {
    /// Its longest word: it cannot be narrower.
    least: f64,
    /// Its longest line.
    most: f64,
}

/// Columns for a table on a page that is `width` mm wide: the largest letters at which no cell gets higher than
/// [`LINES`], first with short texts kept in one line, then without.
pub(super) fn columns(table: &Table, width: f64) -> Columns {
    columns_within(table, width, SIZES[0])
}

/// The largest letters of each of the tables of a chapter, in their order: those of a series have the same, the smallest that
/// one of them needs. Of a series are two tables of which one has all columns of the other, three at least.
pub(super) fn series(tables: &[&Table], width: f64) -> Vec<f64> {
    let heads = |table: &Table| table.columns.iter().map(|column| column.label.clone()).collect::<Vec<_>>();
    let heads: Vec<Vec<String>> = tables.iter().map(|table| heads(table)).collect();
    let within = |one: &[String], other: &[String]| {
        one.len() >= ALIKE && one.iter().all(|head| !head.is_empty() && other.contains(head))
    };
    let alike = |one: usize, other: usize| {
        one == other || within(&heads[one], &heads[other]) || within(&heads[other], &heads[one])
    };
    let others: Vec<Vec<usize>> =
        (0..tables.len()).map(|one| (0..tables.len()).filter(|other| alike(one, *other)).collect()).collect();
    // Those that stand alone need no look.
    let own = |at: usize| if others[at].len() > 1 { columns(tables[at], width).size } else { SIZES[0] };
    let own: Vec<f64> = (0..tables.len()).map(own).collect();
    others.iter().map(|others| others.iter().map(|other| own[*other]).fold(SIZES[0], f64::min)).collect()
}

/// The same as [`columns`] in letters of this size at most.
pub(super) fn columns_within(table: &Table, width: f64, most: f64) -> Columns {
    let wants = |short: f64| (0..table.columns.len()).map(move |column| want(table, column, short));
    let tries = SHORT.into_iter().flat_map(|(short, least)| {
        let wants: Vec<Want> = wants(short).collect();
        let fit = move |size| {
            let (columns, lines) = fit(&wants, size, width);
            let least = wants.iter().map(|want| want.least * size * EM + 2.0 * INSET).collect();
            (Fitted { columns, least }, lines)
        };
        SIZES.into_iter().filter(move |size| (least..=most).contains(size)).map(fit)
    });
    let tries: Vec<(Fitted, f64)> = tries.collect();
    // In a long table rows of one line are worth letters a little smaller.
    let low = |most: f64, least: f64| {
        tries.iter().find(|(fitted, lines)| *lines <= most && fitted.columns.size >= least)
    };
    let many = table.rows.len() > MANY_ROWS;
    // Where not every row fits one line, the letters with which most of them do.
    let dense = || {
        let tries = tries.iter().filter(|(fitted, lines)| *lines < LINES && fitted.columns.size >= ONE_LINE);
        tries.min_by(|a, b| height(table, &a.0.columns).total_cmp(&height(table, &b.0.columns)))
    };
    let good = low(1.0, ONE_LINE).or_else(dense).or_else(|| low(LINES - 1.0, 0.0)).filter(|_| many);
    // A column that must stay narrow may break into more lines than were told: smaller letters then.
    let stays_low = || {
        let mut tries = tries.iter().filter(|(_, lines)| *lines <= LINES);
        tries.find(|(fitted, _)| {
            highest(table, &evened(table, fitted.columns.clone(), &fitted.least)) <= LINES
        })
    };
    let good = good.or_else(stays_low).or_else(|| low(LINES, 0.0));
    // None is good: the one with the fewest lines, the first of two alike.
    let best = good.or_else(|| tries.iter().min_by(|a, b| a.1.total_cmp(&b.1)));
    best.map_or(Columns { size: SIZES[0], widths: Vec::new() }, |(fitted, _)| {
        evened(table, fitted.columns.clone(), &fitted.least)
    })
}

/// Columns, and how narrow each may be, mm.
struct Fitted {
    columns: Columns,
    least: Vec<f64>,
}

/// Lines of a row in these columns.
fn lines_of(row: &TableRow, columns: &Columns) -> usize {
    let em = columns.size * EM;
    let cells = row.cells.iter().zip(&columns.widths);
    let one =
        |(cell, width): (&TableCell, &f64)| lines(&cell.text, row.strong, (width - 2.0 * INSET) / em, 0.0);
    cells.map(one).max().unwrap_or(1)
}

/// Height of the rows of a table in these columns, in points of their letters.
fn height(table: &Table, columns: &Columns) -> f64 {
    table.rows.iter().map(|row| lines_of(row, columns)).sum::<usize>() as f64 * columns.size
}

/// Lines of the highest row.
fn highest(table: &Table, columns: &Columns) -> f64 {
    table.rows.iter().map(|row| lines_of(row, columns)).max().unwrap_or(1) as f64
}

/// The columns at one size, and the lines of the highest cell.
fn fit(wants: &[Want], size: f64, width: f64) -> (Columns, f64) {
    // Millimetres of one size, and the space around the text.
    let (em, around) = (size * EM, 2.0 * INSET);
    // How wide the columns are when no cell has more than so many lines; lines end before they are full.
    let at = |lines: f64| -> Vec<f64> {
        let column = |want: &Want| (want.most * em * (RAGGED / lines).min(1.0)).max(want.least * em);
        wants.iter().map(|want| column(want) + around).collect()
    };
    let sum = |lines: f64| at(lines).iter().sum::<f64>();
    let (mut low, mut high) = (1.0, 40.0);
    if sum(1.0) <= width {
        high = 1.0;
    } else if sum(high) > width {
        // Words would be cut: worse than any number of lines, and by how much.
        let widths = at(high);
        let cut = widths.iter().sum::<f64>() / width;
        return (Columns { size, widths: widths.iter().map(|column| column / cut).collect() }, 100.0 * cut);
    } else {
        for _ in 0..30 {
            let middle = f64::midpoint(low, high);
            if sum(middle) <= width { high = middle } else { low = middle }
        }
    }
    let widths = at(high);
    let spare = width / widths.iter().sum::<f64>();
    (Columns { size, widths: widths.iter().map(|column| column * spare).collect() }, high.ceil())
}

fn want(table: &Table, index: usize, short: f64) -> Want {
    let mut want = Want { least: 1.0, most: 1.0 };
    let longest_word =
        |text: &str, bold| text.split([' ', '\n']).map(|word| serif(word, bold)).fold(0.0, f64::max) * SPARE;
    if let Some(column) = table.columns.get(index) {
        for (head, bold) in [(&column.label, true), (&column.unit, false)] {
            // Headers may stand in a few lines without making a column wider; a short one is not broken at all.
            let whole = serif(head, bold) * SPARE;
            let few = if whole <= HEAD { whole } else { (whole / 1.8).min(HEAD).max(whole / 4.0) };
            want.least = want.least.max(longest_word(head, bold)).max(few);
            want.most = want.most.max(whole / 2.0);
        }
    }
    for row in &table.rows {
        if let Some(cell) = row.cells.get(index) {
            let whole = serif(&cell.text, row.strong) * SPARE;
            // A name or a date of a few letters is read in one line.
            let least = if whole <= short { whole } else { longest_word(&cell.text, row.strong) };
            want.least = want.least.max(least);
            want.most = want.most.max(whole);
        }
    }
    want.most = want.most.max(want.least);
    want
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::report::TableColumn;

    fn table(heads: &[&str], rows: &[&[&str]]) -> Table {
        let cell = |text: &&str| TableCell { text: (*text).into(), ..TableCell::default() };
        Table {
            columns: heads
                .iter()
                .map(|label| TableColumn { label: (*label).into(), ..TableColumn::default() })
                .collect(),
            rows: rows
                .iter()
                .map(|row| TableRow {
                    cells: row.iter().map(cell).collect(),
                    strong: false,
                    ..TableRow::default()
                })
                .collect(),
            ..Table::default()
        }
    }

    #[test]
    fn a_small_table_fills_the_page_in_large_letters() {
        let columns = columns(&table(&["Đơn vị", "2022"], &[&["Sơn La", "95,10"]]), PAGE);
        assert_eq!(columns.size, 11.0);
        assert!((columns.widths.iter().sum::<f64>() - PAGE).abs() < 1e-9);
    }

    #[test]
    fn tables_of_a_series_have_letters_of_one_size() {
        let long =
            "hồ sơ thủ tục hành chính nộp trực tuyến của các xã, phường, thị trấn trong tỉnh".repeat(3);
        let heads = ["Đơn vị", "Mục tiêu", "Giá trị", "Kết luận"];
        let plain = table(&heads[..3], &[&["Sơn La", "90", "64,17"]]);
        let full = table(&heads, &[&[long.as_str(), &long, &long, &long]]);
        let other = table(&["Đơn vị", "Số tổ", "Giá trị"], &[&["Sơn La", "90", "64,17"]]);
        let small = columns(&full, PAGE).size;
        assert!(small < columns(&plain, PAGE).size);
        assert_eq!(series(&[&plain, &full, &other], PAGE), [small, small, 11.0]);
        assert_eq!(columns_within(&plain, PAGE, small).size, small);
    }

    #[test]
    fn no_column_gets_narrower_than_its_longest_word() {
        let long = "Tập huấn cập nhật dữ liệu cho các cơ quan trong tỉnh và các huyện, thành phố, thị xã";
        let row: &[&str] =
            &[long, "VNPT Sơn La", "Sơn La", "22/3/2023", "20/4/2023", long, "4,90\u{a0}điểm\u{a0}%", "621"];
        let heads = [
            "Nội dung cam kết",
            "Cơ quan",
            "Đơn vị",
            "Ngày đối thoại",
            "Thời hạn",
            "Tình trạng",
            "Còn cách",
            "Quá hạn",
        ];
        let table = table(&heads, &[row]);
        let columns = columns(&table, PAGE);
        assert!((columns.widths.iter().sum::<f64>() - PAGE).abs() < 1e-9);
        for (index, width) in columns.widths.iter().enumerate() {
            let least = want(&table, index, 0.0).least * columns.size * EM + 2.0 * INSET;
            assert!(*width >= least - 1e-9, "{index}: {width} < {least}");
        }
        assert!(columns.size < 11.0);
    }

    #[test]
    fn most_rows_of_a_long_table_stay_in_one_line() {
        // One of many names is too long for one line even in small letters.
        let next = |name: &str| format!("{name} (0,223); {name} (0,242); Sóc Trăng (0,198)");
        let (short, long) = (next("Hà Nam"), next("Bà Rịa - Vũng Tàu"));
        let row = |next| ["Bà Rịa - Vũng Tàu", "102", "21,6", "Bà Rịa - Vũng Tàu", "0,207", next];
        let mut rows: Vec<[&str; 6]> = vec![row(&short); 40];
        rows.push(row(&long));
        let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
        let heads =
            ["Đơn vị", "Câu hỏi", "Độ đa dạng", "Nơi giống nhất", "Độ khác biệt", "Các nơi tiếp theo"];
        let table = table(&heads, &rows);
        let columns = columns(&table, PAGE);
        let lines = height(&table, &columns) / columns.size;
        assert!(lines <= 42.0 && columns.size >= ONE_LINE, "{lines} {columns:?}");
    }

    #[test]
    fn bold_heads_keep_their_words_whole() {
        let heads = [
            "Cơ quan",
            "Địa phương",
            "Tổng số",
            "Quá hạn",
            "Hoàn thành đúng hạn",
            "Hoàn thành muộn",
            "Chưa đến hạn",
        ];
        let row: &[&str] =
            &["Sở Thông tin và Truyền thông", "Sơn La", "1.234", "1.234", "1.234", "1.234", "1.234"];
        let columns = columns(&table(&heads, &[row]), PAGE);
        for (head, width) in heads.iter().zip(&columns.widths) {
            for word in head.split(' ') {
                let needs = serif(word, true) * columns.size * EM + 2.0 * INSET;
                assert!(*width >= needs, "{word}: {width} < {needs}");
            }
        }
    }

    #[test]
    fn a_column_with_room_to_spare_gives_it_to_one_whose_lines_it_saves() {
        let verdict = "chưa đủ căn cứ để đánh giá";
        let rows: Vec<[&str; 5]> = vec![
            ["Chỉ tiêu của đề án đã đạt", "2025", "Bình Phước", "100", verdict],
            ["Hồ sơ nộp trực tuyến", "2025", "Bình Phước", "75", "không đạt"],
        ];
        let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
        let table = table(&["Chỉ tiêu", "Thời hạn", "Đơn vị", "Mục tiêu", "Kết luận"], &rows);
        let wants: Vec<Want> = (0..5).map(|column| want(&table, column, 0.0)).collect();
        let least: Vec<f64> = wants.iter().map(|want| want.least * 11.0 * EM + 2.0 * INSET).collect();
        // All columns alike: the verdict breaks into more lines than it must.
        let alike = Columns { size: 11.0, widths: vec![90.0 / 5.0; 5] };
        let even = evened(&table, alike.clone(), &least);
        assert!(height(&table, &even) < height(&table, &alike), "{even:?}");
        assert!((even.widths.iter().sum::<f64>() - 90.0).abs() < 1e-9);
        assert!(even.widths.iter().zip(&least).all(|(width, least)| *width >= least.min(18.0) - 1e-9));
    }

    #[test]
    fn no_cell_of_short_words_breaks_into_a_line_for_each() {
        let rows: [&[&str]; 3] = [
            &[
                "Applications submitted online",
                "2024",
                "Whole country",
                "50",
                "2024",
                "45.80",
                "4.20",
                "",
                "…",
                "missed",
            ],
            &[
                "Villages with mobile broadband",
                "2025",
                "Sơn La",
                "100",
                "2022",
                "95.10",
                "4.90",
                "1.63",
                "2.71",
                "on track",
            ],
            &[
                "Scheme targets met",
                "2025",
                "Bình Phước",
                "100",
                "2024",
                "60",
                "40",
                "40",
                "…",
                "cannot be judged yet",
            ],
        ];
        let heads = [
            "Indicator",
            "Due",
            "Place",
            "Target",
            "Latest period",
            "Value",
            "Gap",
            "Pace needed",
            "Actual pace",
            "Verdict",
        ];
        let mut table = table(&heads, &rows);
        for column in 6..9 {
            table.columns[column].unit = "percentage points a year".into();
        }
        table.rows[0].strong = true;
        let columns = columns(&table, PAGE);
        assert!(highest(&table, &columns) <= LINES, "{columns:?}");
    }

    #[test]
    fn an_empty_table_has_no_columns() {
        assert!(columns(&Table::default(), PAGE).widths.is_empty());
    }
}
