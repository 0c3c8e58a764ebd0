//! How wide the columns of a sheet are, and on how many pages they stand.

use std::ops::Range;

use super::fill::Cell;
use super::look;

/// Digits of the widest column, of the narrowest, and of the widest line of a header: the first that lets the table fit.
const WIDEST: f64 = 64.0;
const LEAST: f64 = 9.0;
const HEADS: [f64; 4] = [24.0, 18.0, 12.0, 8.0];
/// Digits that a column has beside its longest text; in the header stands the mark of the filter besides.
const BESIDE: f64 = 1.5;
pub(super) const FILTER: f64 = 2.0;
/// Digits between the headers of two columns, and what programs let a line take beyond the width of its column.
const APART: f64 = 1.5;
const EDGE: f64 = 0.65;
/// How often the room of a table is looked for again.
const AGAIN: usize = 4;
/// Digits that an indent takes.
pub(super) const INDENT: f64 = 1.5;
/// Digits that a printed page across holds: in letters that are read with ease, and in smaller ones, which a table has
/// where its rows would break into many lines.
const PAGE: f64 = 130.0;
const ROOMS: [f64; 5] = [PAGE, 142.0, 154.0, 166.0, 178.0];
/// Lines of a row that need no smaller letters; of a long table the rows, of so many one, that may have more lines than in the
/// smallest letters.
const LINES: f64 = 2.0;
const MANY_ROWS: usize = 15;
const FEW_OF: usize = 10;
/// What of a page side by side the columns that name a row take at most, and digits of a screen that may stay in sight.
const REPEATED: f64 = 0.62 * SIDE_BY_SIDE;
const FROZEN: f64 = 100.0;
/// Digits of a page across in the smallest letters that can be read, where a table goes on over pages side by side.
const SIDE_BY_SIDE: f64 = 180.0;
/// Digits of an upright page, in letters a little smaller.
pub(super) const UPRIGHT: f64 = 92.0;
/// The same for a table whose rows stand on one upright page and on two across, of that many to that many.
const UPRIGHT_LONG: f64 = 116.0;
const ACROSS: usize = 27;
const ON_ONE: usize = 48;

/// Whether a table of so many digits and rows is printed upright: a narrow one, of which more rows stand on a page so.
pub(super) fn upright(all: f64, rows: usize) -> bool {
    all <= if (ACROSS..=ON_ONE).contains(&rows) { UPRIGHT_LONG } else { UPRIGHT }
}

/// The columns that name a row, of which the first so many are codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    pub columns: usize,
    pub codes: usize,
}

/// Of columns that name a row, in digits each, those that are printed on every page side by side, and how many stay in sight
/// on the screen: where all of them are too wide, codes before the names, then the last ones are left out.
pub(super) fn in_sight(widths: &[f64], names: Names) -> (Range<usize>, usize) {
    let wide = |columns: Range<usize>| widths.get(columns).unwrap_or_default().iter().sum::<f64>();
    let mut repeated = 0..names.columns.min(widths.len());
    while repeated.start < names.codes && wide(repeated.clone()) > REPEATED {
        repeated.start += 1;
    }
    while repeated.len() > 1 && wide(repeated.clone()) > REPEATED {
        repeated.end -= 1;
    }
    let frozen = (0..=names.columns.min(widths.len())).rev().find(|columns| wide(0..*columns) <= FROZEN);
    (repeated, frozen.unwrap_or(0))
}

/// How many pages side by side hold a table of so many digits, of which `repeated` stand on each.
pub(super) fn pages(all: f64, repeated: f64) -> u16 {
    // A little smaller letters are better than a second page beside the first.
    if all <= SIDE_BY_SIDE * 1.18 {
        return 1;
    }
    let fits = |pages: &u16| all + f64::from(pages - 1) * repeated <= f64::from(*pages) * SIDE_BY_SIDE;
    (1..9).find(fits).unwrap_or(1)
}

/// Digits of each column of a table on a page across: the first of [`ROOMS`] in which no row gets high, of a long table the first
/// in which few more rows break than must; on an upright page where all its rows stand on that, each in a line.
pub(super) fn widths_on_page(header: &[String], rows: &[(Vec<Cell<'_>>, bool)], indents: &[f64]) -> Vec<f64> {
    let lines = |widths: &[f64]| {
        let lines = |(cells, bold): &(Vec<Cell<'_>>, bool)| {
            let one = |((cell, width), indent): ((&Cell<'_>, &f64), &f64)| match cell {
                Cell::Text(text) if look::may_break(text) => look::lines_of(text, *bold, width - indent),
                _ => 1,
            };
            cells.iter().zip(widths).zip(indents).map(one).max().unwrap_or(1)
        };
        let lines: Vec<usize> = rows.iter().take(2000).map(lines).collect();
        let broken = lines.iter().filter(|lines| **lines > 1).count();
        (lines.into_iter().max().unwrap_or(1) as f64, broken)
    };
    if (ACROSS..=ON_ONE).contains(&rows.len()) {
        let narrow = widths(header, rows, indents, UPRIGHT_LONG);
        if upright(narrow.iter().sum(), rows.len()) && lines(&narrow).1 == 0 {
            return narrow;
        }
    }
    let tries = ROOMS.map(|room| {
        let widths = widths(header, rows, indents, room);
        let (lines, broken) = lines(&widths);
        (widths, lines, broken)
    });
    let least = tries.iter().map(|(.., broken)| *broken).min().unwrap_or(0);
    let few = |broken: usize| rows.len() <= MANY_ROWS || broken <= least + rows.len() / FEW_OF;
    let good = tries.iter().find(|(_, lines, broken)| *lines <= LINES && few(*broken));
    let best = good.or_else(|| tries.iter().min_by(|a, b| a.1.total_cmp(&b.1)));
    best.map(|(widths, ..)| widths.clone()).unwrap_or_default()
}

/// The columns of a list on an upright page: what it is looked up by takes no more than a third of it.
pub(super) fn on_upright_page(mut widths: Vec<f64>) -> Vec<f64> {
    if let [first, .., last] = &mut widths[..] {
        let narrower = (*first - UPRIGHT / 3.0).max(0.0);
        *first -= narrower;
        *last += narrower;
    }
    widths
}

/// Digits of each column: as many as its longest text takes; where all of them together would be wider than `room`,
/// headers break into more lines, then the widest columns become narrower; never narrower than their longest word.
/// `indents` are the digits by which the texts of a column are indented.
pub(super) fn widths(
    header: &[String],
    rows: &[(Vec<Cell<'_>>, bool)],
    indents: &[f64],
    room: f64,
) -> Vec<f64> {
    // Words end at a space that a line may end at, which one between a number and its unit is not.
    let longest_word = |text: &str, bold: bool| {
        text.split([' ', '\n']).map(|word| look::wide(word, bold)).fold(0.0, f64::max)
    };
    let cells: Vec<(f64, f64)> = (0..header.len())
        .map(|i| {
            let (mut least, mut most) = (0.0f64, 0.0f64);
            for (cell, bold) in
                rows.iter().take(2000).filter_map(|(cells, bold)| Some((cells.get(i)?, *bold)))
            {
                let wide = width(cell, bold);
                most = most.max(wide);
                least = least.max(match cell {
                    Cell::Text(text) if wide > least => longest_word(text, bold),
                    Cell::Text(_) => least,
                    _ => wide,
                });
            }
            (least, most)
        })
        .collect();
    let wants = |head: f64| -> Vec<(f64, f64)> {
        let one = |((label, &(least, most)), indent): ((&String, &(f64, f64)), &f64)| {
            let word = longest_word(label, true);
            let few = look::wide(label, true).min(head).max(word);
            let least = (least.max(word + FILTER) + BESIDE + indent).clamp(LEAST, WIDEST);
            // A text that has one line has it where programs set its letters wider.
            let beside = BESIDE.max(most * (1.0 / look::SAFE - 1.0) + look::SPARE + 0.02);
            let most = (most + beside).max(few + FILTER + BESIDE) + indent;
            (least, most.clamp(least, WIDEST))
        };
        header.iter().zip(&cells).zip(indents).map(one).collect()
    };
    let sum = |wants: &[(f64, f64)], cap: f64| {
        wants.iter().map(|&(least, most)| most.min(cap).max(least)).sum::<f64>()
    };
    let tries = HEADS.map(wants);
    let fit = |room: f64| -> Vec<f64> {
        let best = tries.iter().find(|wants| sum(wants, WIDEST) <= room).or(tries.last());
        let wants: &[(f64, f64)] = best.map_or(&[], Vec::as_slice);
        let (mut low, mut high) = (LEAST, WIDEST);
        if sum(wants, high) <= room {
            low = high;
        }
        while high - low > 0.1 {
            let middle = f64::midpoint(low, high);
            if sum(wants, middle) <= room { low = middle } else { high = middle }
        }
        let widths = wants.iter().map(|&(least, most)| most.min(low).max(least));
        widths.zip(header).zip(indents).map(|((wide, label), indent)| apart(label, wide, *indent)).collect()
    };
    // What headers took to stand apart is taken from the columns again, as long as that helps.
    let (mut widths, mut asked) = (fit(room), room);
    for _ in 0..AGAIN {
        let beyond = widths.iter().sum::<f64>() - room;
        if beyond <= 0.0 {
            break;
        }
        asked -= beyond;
        let closer = fit(asked);
        if closer.iter().sum::<f64>() >= widths.iter().sum() {
            break;
        }
        widths = closer;
    }
    widths
}

/// A column of `wide` digits, a little wider where a line of its header would end at its edge: the headers of two columns do
/// not run into each other.
fn apart(label: &str, mut wide: f64, indent: f64) -> f64 {
    loop {
        let lines = look::broken(label, true, wide - indent + EDGE);
        let taken = lines.iter().map(|line| look::wide(line, true)).fold(0.0, f64::max) + indent;
        if wide - taken >= APART - 1e-9 {
            return wide;
        }
        wide = taken + APART;
    }
}

/// Digits of a cell, as wide as it is likely shown.
fn width(cell: &Cell<'_>, bold: bool) -> f64 {
    match cell {
        Cell::Blank | Cell::Flag(_) => 6.0,
        Cell::Text(text) => text.lines().map(|line| look::wide(line, bold)).fold(0.0, f64::max),
        Cell::Link(_, text) => look::wide(text, bold),
        Cell::Number(value, format) => {
            // What a format says in quotes stands beside the digits: a unit can be wider than its number.
            let mut parts = format.split(';').next().unwrap_or_default().split('"');
            let digits = parts.next().unwrap_or_default();
            let unit = look::wide(parts.next().unwrap_or_default(), bold);
            let decimals = digits.split_once('.').map_or(0, |(_, tail)| tail.len());
            let whole = value.abs().max(1.0).log10() as usize + 1;
            (whole + whole / 3 + decimals + 1) as f64 + unit
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    #[test]
    fn wide_columns_share_the_page_and_words_stay_whole() {
        let text = |text: &str| Cell::Text(Cow::Owned(text.to_owned()));
        let long = "Mục tiêu năm 2027: 6 trong 34 tỉnh, thành phố đã đạt hoặc đúng tiến độ thực hiện";
        let rows = [(vec![text(long), Cell::Number(12.5, "0.0".into()), text(long), text(long)], false)];
        let header = ["Chỉ tiêu", "Giá trị", "Thay đổi", "Mục tiêu"].map(str::to_owned);
        let widths = |rows: &[(Vec<Cell<'_>>, bool)], room| widths(&header, rows, &[0.0; 4], room);
        let free = widths(&rows, f64::INFINITY);
        assert_eq!(free[0], WIDEST);
        let page = widths(&rows, PAGE);
        assert!(page.iter().sum::<f64>() <= PAGE && page[0] > 30.0, "{page:?}");
        assert_eq!(page[1], free[1], "a narrow column keeps its width");
        let word = "x".repeat(50);
        let narrow = widths(&[((0..4).map(|_| text(&word)).collect(), false)], PAGE);
        assert!(narrow.iter().all(|wide| *wide > 50.0), "{narrow:?}");
    }

    #[test]
    fn a_number_has_room_for_its_unit() {
        let number = |value, format: &'static str| width(&Cell::Number(value, format.into()), false);
        let (unit, whole) = ("\u{a0}questions", look::wide("11\u{a0}questions", false));
        assert!(number(11.0, "#,##0\"\u{a0}questions\";\"−\"#,##0\"\u{a0}questions\"") >= whole);
        assert_eq!(
            number(11.25, "#,##0.00\"\u{a0}questions\""),
            number(11.25, "#,##0.00") + look::wide(unit, false)
        );
        assert_eq!(number(1234.5, "#,##0.0"), 7.0);
    }

    #[test]
    fn a_table_gets_wider_where_its_rows_would_get_high() {
        let text = |text: &str| Cell::Text(Cow::Owned(text.to_owned()));
        let long = "Người trưởng thành có điện thoại thông minh trong các hộ gia đình";
        let header: Vec<String> = std::iter::once("Chỉ tiêu".to_owned())
            .chain((0..8).map(|n| format!("Tốc độ cần có {n}")))
            .collect();
        let cells = || std::iter::once(text(long)).chain((0..8).map(|_| Cell::Number(12.5, "0.00".into())));
        let rows = |count: usize| -> Vec<(Vec<Cell<'_>>, bool)> {
            (0..count).map(|_| (cells().collect(), false)).collect()
        };
        let narrow = widths(&header, &rows(1), &[0.0; 9], PAGE);
        assert!(look::lines_of(long, false, narrow[0]) > 2, "{narrow:?}");
        let few = widths_on_page(&header, &rows(1), &[0.0; 9]);
        assert!(look::lines_of(long, false, few[0]) <= 2, "{few:?}");
        let many = widths_on_page(&header, &rows(40), &[0.0; 9]);
        let (few, many) = (few.iter().sum::<f64>(), many.iter().sum::<f64>());
        // Headers that stand apart may take a little more than the room.
        assert!(few > PAGE && many >= few && many <= ROOMS[3] * 1.05, "{few} {many}");
    }

    #[test]
    fn few_rows_of_a_long_table_break() {
        let text = |text: &str| Cell::Text(Cow::Owned(text.to_owned()));
        let long = "Người trưởng thành có điện thoại thông minh trong các hộ gia đình";
        let header: Vec<String> = ["Chỉ tiêu", "Đơn vị", "Cơ quan", "Nguồn"].map(str::to_owned).into();
        // All texts are as long, but for one that breaks where they do not.
        let row = |at: usize| {
            let first = if at == 0 { long } else { &long[..60] };
            (vec![text(first), text(&long[..60]), text(&long[..60]), text(&long[..60])], false)
        };
        let rows: Vec<(Vec<Cell<'_>>, bool)> = (0..30).map(row).collect();
        let widths = widths_on_page(&header, &rows, &[0.0; 4]);
        let broken = |(cells, _): &&(Vec<Cell<'_>>, bool)| {
            let lines = |(cell, wide): (&Cell<'_>, &f64)| match cell {
                Cell::Text(text) => look::lines_of(text, false, *wide),
                _ => 1,
            };
            cells.iter().zip(&widths).any(|both| lines(both) > 1)
        };
        assert_eq!(rows.iter().filter(broken).count(), 1, "{widths:?}");
    }

    #[test]
    fn a_table_that_one_upright_page_holds_is_printed_so() {
        let heads = [
            "Villages with mobile broadband",
            "All villages",
            "Change (percentage points)",
            "Contribution (percentage points)",
        ];
        let header: Vec<String> =
            ["Place [note 1] [note 2]", "Rank"].into_iter().chain(heads).map(str::to_owned).collect();
        let row = || {
            let numbers = (0..5).map(|_| Cell::Number(1234.56, "#,##0.00".into()));
            (std::iter::once(Cell::Text("Hồ Chí Minh City".into())).chain(numbers).collect(), false)
        };
        let is_upright = |count: usize| {
            let rows: Vec<(Vec<Cell<'_>>, bool)> = (0..count).map(|_| row()).collect();
            upright(widths_on_page(&header, &rows, &[0.0; 6]).iter().sum(), count)
        };
        assert!(is_upright(35) && !is_upright(10), "35 rows would need two pages across");
    }

    #[test]
    fn what_a_list_is_looked_up_by_leaves_room_to_its_texts() {
        assert_eq!(on_upright_page(vec![50.0, 42.0]), [UPRIGHT / 3.0, 92.0 - UPRIGHT / 3.0]);
        assert_eq!(on_upright_page(vec![20.0, 64.0]), [20.0, 64.0]);
    }

    #[test]
    fn headers_side_by_side_do_not_run_into_each_other() {
        let heads = [
            "Gap (percentage points)",
            "Pace needed (percentage points a year)",
            "Members per team (people)",
            "Share trained (%)",
        ];
        let header = heads.map(str::to_owned);
        for room in (0..40).map(|more| 40.0 + 2.0 * f64::from(more)) {
            for (label, wide) in heads.iter().zip(widths(&header, &[], &[0.0; 4], room)) {
                let lines = look::broken(label, true, wide);
                let widest = lines.iter().map(|line| look::wide(line, true)).fold(0.0, f64::max);
                assert!(widest + APART <= wide + 1e-6, "{lines:?} in {wide}");
            }
        }
    }

    #[test]
    fn what_names_a_row_stays_in_sight() {
        let names = |columns, codes| Names { columns, codes };
        assert_eq!(in_sight(&[12.0, 10.0, 22.0, 30.0, 40.0], names(4, 2)), (0..4, 4));
        // Codes leave first, then what stands last; a screen shows other columns besides.
        assert_eq!(in_sight(&[12.0, 10.0, 22.0, 28.0, 44.0, 12.0], names(6, 2)), (2..6, 4));
        assert_eq!(in_sight(&[30.0, 40.0, 50.0, 9.0], names(3, 0)), (0..2, 2));
        assert_eq!(in_sight(&[150.0, 9.0], names(1, 0)), (0..1, 0));
        assert_eq!(in_sight(&[], names(3, 1)), (0..0, 0));
    }

    #[test]
    fn a_wide_table_goes_on_over_pages_side_by_side() {
        assert_eq!(pages(SIDE_BY_SIDE, 60.0), 1);
        assert_eq!(pages(SIDE_BY_SIDE * 1.15, 60.0), 1);
        assert_eq!(pages(SIDE_BY_SIDE * 1.2, 60.0), 2);
        assert_eq!(pages(2.0 * SIDE_BY_SIDE - 59.0, 60.0), 3);
        assert_eq!(pages(1e6, SIDE_BY_SIDE), 1);
    }

    #[test]
    fn headers_break_before_words_below_them_do() {
        let text = |text: &str| Cell::Text(Cow::Owned(text.to_owned()));
        let unit = "Tốc độ cần có (điểm\u{a0}%/năm)";
        let header: Vec<String> =
            std::iter::once("Chỉ tiêu".to_owned()).chain((0..5).map(|n| format!("{unit} {n}"))).collect();
        let place = "Người trưởng thành có điện thoại thông minh";
        let cells = std::iter::once(text(place)).chain((0..5).map(|_| Cell::Number(12.5, "0.00".into())));
        let rows = [(cells.collect(), false)];
        let widths = widths(&header, &rows, &[0.0; 6], PAGE);
        assert!(widths[0] >= look::wide(place, false), "{widths:?}");
        // A unit stays whole, with its brackets.
        let word = look::wide("(điểm\u{a0}%/năm)", true);
        assert!(widths[1..].iter().all(|wide| *wide >= word), "{widths:?}");
    }
}
