//! The differences as a page for people: a block a figure, numbers as the report writes them.

use std::collections::BTreeMap;

use minijinja::{Environment, Value, context};

use super::cause::BECAME;
use super::weight::{follows, place, rank};
use super::words::{said, setting};
use super::{Cause, Comparison, Difference, Why};
use crate::model::numbers::Numbers;
use crate::model::table::{
    self, AGENCY, COMMITMENT, Col, Column, FIRST_PERIOD, FIRST_VALUE, INDICATOR_LABEL, Kind, LAST_VALUE,
    METRIC, PLACE, TOPIC_LABEL,
};
use crate::model::{Lang, Period};
use crate::render::font_faces;

/// Decimals of a number of a table.
const DECIMALS: usize = 2;
/// Decimals where fewer would show nothing.
const FINE: usize = 6;

/// Rows of a table that are open to the eye, and those that are folded below them; the table that the command prints
/// holds all.
const OPEN: usize = 15;
const FOLDED: usize = 300;

/// The differences as a page of its own: which tables moved and what most, why, and then table by table what moved
/// most first; `old` and `new` name the editions.
///
/// # Errors
/// When the template does not hold what it is given, a fault of the program.
pub fn to_html(compared: &Comparison, lang: Lang) -> Result<String, minijinja::Error> {
    let differences = &compared.differences;
    let causes = causes(differences, lang);
    let (old, new) = (compared.old.told(lang), compared.new.told(lang));
    let turned = compared.is_turned().then(|| turned(lang));
    let overlap = overlap(differences).then(|| several(lang));
    let lines = names_lines(differences).then(|| line_numbers(lang));
    let mut environment = Environment::new();
    environment.add_template("head.html", crate::PAGE_HEAD)?;
    environment.add_global("fonts", Value::from_safe_string(font_faces()));
    environment.add_template("page.html", include_str!("page.html"))?;
    // Words of an edition in another language than the page's are said to be in that.
    let own = compared.new.lang().filter(|own| *own != lang.tag()).map(str::to_owned);
    let tables: Vec<Value> = table::FACTS
        .iter()
        .map(|table| differences.iter().filter(|one| one.table.name == table.name).collect::<Vec<_>>())
        .filter(|list| !list.is_empty())
        .map(|list| of_table(&list, lang))
        .collect();
    // What follows from a figure is counted below it, and said once what that is.
    let of_rows = differences.chunk_by(|a, b| a.table.name == b.table.name && a.row == b.row);
    let follows =
        of_rows.map(|row| row.iter().collect::<Vec<_>>()).any(|row| figure(&row, false, lang).besides > 0);
    let numbers = Numbers::new(lang);
    let (count, one) = (numbers.count(differences.len() as u64), differences.len() == 1);
    environment.get_template("page.html")?.render(
        context! { lang => lang.tag(), vi => lang == Lang::Vi, old, new, tables, causes => causes.iter().map(|cause| context! { why => &cause.why, count => &cause.count }).collect::<Vec<_>>(), count, one, turned, overlap, lines, own, follows },
    )
}

/// Said where the edition that is taken for the later one was written first.
pub(super) fn turned(lang: Lang) -> &'static str {
    lang.pick(
        "Lưu ý: bản “Sau” được ghi sớm hơn bản “Trước”; hãy kiểm tra thứ tự hai thư mục.",
        "Note: the edition “After” was written earlier than the one “Before”; check the order of the two folders.",
    )
}

/// Said where causes are counted that belong to the same changes.
pub(super) fn several(lang: Lang) -> &'static str {
    lang.pick(
        "Một thay đổi có thể do nhiều nguyên nhân cùng lúc, nên được đếm ở từng nguyên nhân.",
        "One change can have several causes at once and is counted with each of them.",
    )
}

/// Whether a change has several causes.
pub(super) fn overlap(differences: &[Difference]) -> bool {
    differences.iter().any(|one| one.why.len() > 1)
}

/// Says whose lines are meant.
pub(super) fn line_numbers(lang: Lang) -> &'static str {
    lang.pick(
        "Số dòng là số dòng trong tệp của từng bản: trước mũi tên là tệp của bản trước, sau mũi tên là tệp của bản sau.",
        "Line numbers are those of each edition's own files: those before an arrow of the earlier edition, those after it of the later one.",
    )
}

/// Whether lines of both editions are named.
pub(super) fn names_lines(differences: &[Difference]) -> bool {
    let mut why = differences.iter().flat_map(|one| &one.why);
    why.any(|why| why.cause == Cause::SourceRow && why.detail.contains(BECAME))
}

/// A cause, and how many changes it can have made.
pub(super) struct Causes {
    pub why: String,
    pub count: String,
}

/// Each cause with how many changes it can have made, the files named and not their lines.
pub(super) fn causes(differences: &[Difference], lang: Lang) -> Vec<Causes> {
    let mut causes: BTreeMap<(Cause, &str), usize> = BTreeMap::new();
    for why in differences.iter().flat_map(|one| &one.why) {
        *causes.entry((why.cause, &why.about)).or_default() += 1;
    }
    let mut causes: Vec<((Cause, &str), usize)> = causes.into_iter().collect();
    causes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let told = causes.into_iter().map(|((cause, about), count)| Causes {
        why: reason(cause, about, lang),
        count: Numbers::new(lang).count(count as u64),
    });
    told.collect()
}

/// One table: its rows with what became of their figures, what moved most first. A cause that all of them share is said
/// once.
fn of_table(list: &[&Difference], lang: Lang) -> Value {
    let table = list.first().map(|first| first.table);
    let title = table.map_or("", |table| lang.pick(table.vi, table.en));
    let shared = list.windows(2).all(|pair| pair[0].why == pair[1].why);
    let why = list.first().filter(|_| shared).map(|first| reasons(&first.why, lang));
    let rows = ranked(list);
    let number = |count: usize| Numbers::new(lang).count(count as u64);
    let of_rows = |count: usize| match (lang, count) {
        (Lang::Vi, _) => "dòng",
        (Lang::En, 1) => "row",
        (Lang::En, _) => "rows",
    };
    let figures = |rows: &[&[&Difference]]| -> Vec<Value> {
        rows.iter().map(|of_row| figure(of_row, !shared, lang).value()).collect()
    };
    let open = rows.len().min(OPEN);
    let folded = rows.len().min(OPEN + FOLDED);
    context! {
        title, why,
        figures => figures(&rows[..open]),
        folded => figures(&rows[open..folded]),
        folded_count => number(folded - open),
        left => (rows.len() > folded).then(|| number(rows.len() - folded)),
        first => rows.first().map(|first| figure(first, false, lang).value()),
        came => came(list, lang),
        rows => number(rows.len()), of_rows => of_rows(rows.len()),
        count => number(list.len()), one => list.len() == 1,
    }
}

/// How many rows came and how many went; empty where none did.
pub(super) fn came(list: &[&Difference], lang: Lang) -> String {
    let whole = || list.iter().filter(|one| one.column.is_none());
    let (gone, new) =
        (whole().filter(|one| one.new.is_empty()).count(), whole().filter(|one| one.old.is_empty()).count());
    let told = |count: usize, vi: &str, en: &str| {
        let number = Numbers::new(lang).count(count as u64);
        (count > 0).then(|| lang.pick(format!("{number} {vi}"), format!("{number} {en}")))
    };
    let parts = [told(new, "dòng mới", "new"), told(gone, "dòng không còn", "gone")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The differences of a table row by row, what moved most first.
pub(super) fn ranked<'a, 'd>(list: &'a [&'d Difference]) -> Vec<&'a [&'d Difference]> {
    let mut rows: Vec<&[&Difference]> = list.chunk_by(|a, b| a.row == b.row).collect();
    rows.sort_by(|a, b| {
        let ((a, by), (b, other)) = (rank(a), rank(b));
        a.cmp(&b).then_with(|| by.total_cmp(&other))
    });
    rows
}

/// Columns whose words stand in the language of the edition, or as an export has them.
const OWN_WORDS: [Col; 4] = [TOPIC_LABEL, INDICATOR_LABEL, AGENCY, COMMITMENT];

/// A row of a table: what leads, and how many figures moved that follow from it.
pub(super) struct Figure {
    pub name: String,
    /// The parts of the name, and whether each stands as the edition's own tables have it.
    parts: Vec<(String, bool)>,
    pub lines: Vec<Line>,
    pub why: Option<String>,
    pub besides: usize,
}

/// What became of one figure: of the whole row, or of a column.
pub(super) struct Line {
    pub whole: Option<String>,
    pub name: String,
    pub number: bool,
    pub old: String,
    pub new: String,
    pub change: Option<String>,
}

impl Figure {
    fn value(&self) -> Value {
        let lines: Vec<Value> = self.lines.iter().map(Line::value).collect();
        let parts: Vec<Value> = self.parts.iter().map(|(text, own)| context! { text, own }).collect();
        context! { parts, lines, why => self.why.as_deref(), besides => self.besides }
    }
}

impl Line {
    fn value(&self) -> Value {
        context! {
            whole => self.whole.as_deref(), name => &self.name, number => self.number, old => &self.old, new => &self.new,
            change => self.change.as_deref(),
        }
    }
}

pub(super) fn figure(of_row: &[&Difference], with_why: bool, lang: Lang) -> Figure {
    // The first period of a series tells it from the one before a break.
    let word = |(col, word): &(Col, String)| match *col == FIRST_PERIOD {
        true => format!("{} {}", lang.pick("từ", "from"), readable(word, lang)),
        false => readable(word, lang),
    };
    let parts: Vec<(String, bool)> = of_row.first().map_or_else(Vec::new, |one| {
        one.row.iter().map(|part| (word(part), OWN_WORDS.contains(&part.0))).collect()
    });
    let name: Vec<&str> = parts.iter().map(|(text, _)| text.as_str()).collect();
    let (follow, mut lead): (Vec<&Difference>, Vec<&Difference>) =
        of_row.iter().partition(|one| follows(one));
    // What ranks the row is told first.
    let named = |one: &Difference| one.column.is_some_and(|column| column.col == PLACE);
    lead.sort_by_key(|one| (named(one), one.column.and_then(|column| place(one.table, column.col))));
    // What only follows from other rows is told by itself.
    let (told, besides) = if lead.is_empty() { (follow, 0) } else { (lead, follow.len()) };
    let lines: Vec<_> = told.iter().map(|one| line(one, lang)).collect();
    let why = of_row.first().filter(|_| with_why).map(|one| reasons(&one.why, lang));
    Figure { name: name.join(" · "), parts, lines, why, besides }
}

fn line(one: &Difference, lang: Lang) -> Line {
    let Some(column) = one.column else {
        let gone = one.new.is_empty();
        let words = match gone {
            true => lang.pick("không còn trong bản sau", "no longer there"),
            false => lang.pick("mới có trong bản sau", "new"),
        };
        let none = String::new;
        return Line {
            whole: Some(match &one.value {
                Some((column, value)) => {
                    format!("{words} ({}: {})", label(column, lang), cell(value, column, DECIMALS, lang))
                }
                None => words.to_owned(),
            }),
            name: none(),
            number: false,
            old: none(),
            new: none(),
            change: None,
        };
    };
    let number = matches!(column.kind, Kind::Count | Kind::Number);
    // Two numbers that look alike are told apart, and so is a change that would be told as none: all in the same decimals.
    let alike = cell(&one.old, column, DECIMALS, lang) == cell(&one.new, column, DECIMALS, lang);
    let nothing = one.change.is_some_and(|change| Numbers::new(lang).is_zero(change, DECIMALS));
    let decimals = match alike || nothing {
        _ if counts(one, column) => 0,
        true => FINE,
        false => DECIMALS,
    };
    Line {
        whole: None,
        name: label(column, lang),
        number,
        old: cell(&one.old, column, decimals, lang),
        new: cell(&one.new, column, decimals, lang),
        change: one.change.map(|change| signed(change, column, decimals, lang)),
    }
}

/// Whether a cell is a count though its column holds shares and means as well: the ends of a series of teams, people or
/// questions.
fn counts(one: &Difference, column: &Column) -> bool {
    const COUNTED: [&str; 4] = ["count", "teams", "members", "trained"];
    let of = |metric: &str| one.row.iter().any(|(col, cell)| *col == METRIC && cell == metric);
    [FIRST_VALUE, LAST_VALUE].contains(&column.col) && COUNTED.iter().any(|metric| of(metric))
}

/// The name of a column with its unit; what stands behind the name says how to read it in a file.
fn label(column: &Column, lang: Lang) -> String {
    let unit = unit(column, lang);
    let label = lang.pick(column.vi, column.en).split([':', ';']).next().unwrap_or_default().trim();
    if unit.is_empty() { label.to_owned() } else { format!("{label} ({unit})") }
}

/// A cell as the report would write it.
fn cell(text: &str, column: &Column, decimals: usize, lang: Lang) -> String {
    let numbers = Numbers::new(lang);
    match (column.kind, text.parse::<f64>()) {
        _ if text.is_empty() => "…".to_owned(),
        (Kind::Count, Ok(value)) => numbers.decimal(value, 0),
        (Kind::Number, Ok(value)) => numbers.decimal(value, decimals),
        _ => readable(text, lang),
    }
}

fn signed(change: f64, column: &Column, decimals: usize, lang: Lang) -> String {
    Numbers::new(lang).signed(change, if column.kind == Kind::Count { 0 } else { decimals })
}

/// A period as the report writes it, a code in words, other texts as they are.
fn readable(text: &str, lang: Lang) -> String {
    match Period::from_iso(text) {
        Some(period) => Numbers::new(lang).short(period),
        None => said(text, lang),
    }
}

fn unit(column: &Column, lang: Lang) -> String {
    match (column.unit, lang) {
        ("percentage points", _) => Numbers::new(lang).point_unit(),
        ("percentage points per year", Lang::Vi) => "điểm %/năm".to_owned(),
        ("percentage points per year", Lang::En) => "points a year".to_owned(),
        ("%", _) => "%".to_owned(),
        _ => String::new(),
    }
}

/// "số liệu gốc khác (coverage.csv)"; where more than one thing differs, all of them.
pub(super) fn reasons(why: &[Why], lang: Lang) -> String {
    why.iter().map(|why| reason(why.cause, &why.detail, lang)).collect::<Vec<_>>().join("; ")
}

/// `coverage.csv (n = 4 → n = 5)`: the files, and how many lines there were and are.
fn moved_lines(detail: &str) -> Option<(&str, (&str, &str))> {
    let (files, lines) = detail.strip_suffix(')')?.split_once(" (")?;
    let (was, is) = lines.split_once(BECAME)?;
    let count = |said: &'_ str| said == "–" || said.starts_with(COUNT);
    (count(was) && count(is)).then(|| (files, (was.trim_start_matches(COUNT), is.trim_start_matches(COUNT))))
}

/// Stands before a number of lines.
const COUNT: &str = "n = ";

fn reason(cause: Cause, detail: &str, lang: Lang) -> String {
    // A figure with too many lines to name is told with their number, or what became of that.
    if let Some((files, (was, is))) = moved_lines(detail) {
        return lang.pick(
            format!("{} ({files}, số dòng: {was} → {is})", cause.text().vi),
            format!("{} ({files}, lines: {was} → {is})", cause.text().en),
        );
    }
    let counted = detail.strip_suffix(')').and_then(|detail| detail.split_once(" (n = "));
    if let Some((files, Ok(lines))) = counted.map(|(files, count)| (files, count.parse::<u64>())) {
        let lines = Numbers::new(lang).count(lines);
        return lang.pick(
            format!("{} ({files}, trong {lines} dòng của số liệu này)", cause.text().vi),
            format!("{} ({files}, among the {lines} lines of this figure)", cause.text().en),
        );
    }
    let became = |said_of: &str| {
        let words: Vec<String> = said_of.split(BECAME).map(|word| said(word, lang)).collect();
        words.join(BECAME)
    };
    let told = match cause {
        Cause::Mapping | Cause::Setting => {
            let settings = detail.split("; ").map(|one| match one.split_once(": ") {
                Some((name, change)) => format!("{}: {}", setting(name, lang), became(change)),
                None => setting(one, lang).to_owned(),
            });
            settings.collect::<Vec<_>>().join("; ")
        }
        _ => became(detail),
    };
    match detail {
        "" => cause.text().get(lang).to_owned(),
        _ => format!("{} ({told})", cause.text().get(lang)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use crate::model::table::{
        COVERAGE, COVERAGE_TRENDS, Col, LATEST_VALUE, PERCENT, PLACE, Q, SLOPE, TARGETS, TEAM_TRENDS, Table,
        VERDICT,
    };

    fn moved(table: &'static Table, name: &str, column: Col, change: f64, lines: &str) -> Difference {
        let column = table.columns.iter().find(|one| one.col == column).unwrap();
        let number = column.kind == Kind::Number;
        Difference {
            table,
            row: vec![(PLACE, name.to_owned())],
            column: Some(column),
            old: if number { "50".to_owned() } else { "rising".to_owned() },
            new: if number { (50.0 + change).to_string() } else { "falling".to_owned() },
            change: number.then_some(change),
            value: None,
            why: vec![Why {
                cause: Cause::SourceRow,
                about: "coverage.csv".to_owned(),
                detail: format!("coverage.csv:{lines}"),
            }],
        }
    }

    #[test]
    fn many_lines_are_told_by_their_number() {
        let of = |detail| reason(Cause::SourceRow, detail, Lang::Vi);
        assert_eq!(
            of("coverage.csv (n = 3284)"),
            "số liệu gốc khác (coverage.csv, trong 3.284 dòng của số liệu này)"
        );
        assert_eq!(
            of("coverage.csv:2 → coverage.csv:4"),
            "số liệu gốc khác (coverage.csv:2 → coverage.csv:4)"
        );
        assert_eq!(of("coverage.csv (n = 4 → n = 5)"), "số liệu gốc khác (coverage.csv, số dòng: 4 → 5)");
        assert_eq!(
            reason(Cause::Setting, "files; year: 2023 → 2024", Lang::Vi),
            "thiết lập khác (thiết lập của từng tệp; năm báo cáo: 2023 → 2024)"
        );
        assert_eq!(of("coverage.csv (– → n = 53)"), "số liệu gốc khác (coverage.csv, số dòng: – → 53)");
    }

    #[test]
    fn a_change_has_the_decimals_of_its_figures() {
        let told = |old: &str, new: &str| {
            let change = new.parse::<f64>().unwrap() - old.parse::<f64>().unwrap();
            let one = Difference {
                old: old.to_owned(),
                new: new.to_owned(),
                change: Some(change),
                ..moved(&COVERAGE, "Sơn La", PERCENT, 0.0, "7")
            };
            let line = line(&one, Lang::Vi);
            (line.old, line.new, line.change.unwrap())
        };
        let texts = |old: &str, new: &str, change: &str| (old.to_owned(), new.to_owned(), change.to_owned());
        assert_eq!(told("65.3246", "65.326576"), texts("65,324600", "65,326576", "+0,001976"));
        assert_eq!(told("65.32", "66.5"), texts("65,32", "66,50", "+1,18"));
        assert_eq!(told("65.321", "65.322"), texts("65,321000", "65,322000", "+0,001000"));
        // The ends of a series of people are whole, those of a share are not.
        for (metric, was, change) in [("members", "2.491", "+28"), ("trained_share", "2.491,00", "+28,00")] {
            let one = Difference {
                old: "2491".into(),
                new: "2519".into(),
                row: vec![(METRIC, metric.to_owned())],
                ..moved(&TEAM_TRENDS, "Kon Tum", LAST_VALUE, 28.0, "7")
            };
            let line = line(&one, Lang::Vi);
            assert_eq!((&*line.old, &*line.change.unwrap()), (was, change));
        }
        // A verdict is words: it is read in lines.
        let words = moved(&COVERAGE_TRENDS, "Xã 5", VERDICT, 0.0, "10");
        let page =
            to_html(&Comparison { differences: vec![words], ..Comparison::default() }, Lang::Vi).unwrap();
        assert!(page.contains("<td class=\"n w\">"), "{page}");
        // The verdict, for which a row comes first, is told before what moved by less than can be seen.
        let row = [LATEST_VALUE, VERDICT].map(|column| moved(&TARGETS, "Sơn La", column, 0.001, "7"));
        let told = figure(&row.iter().collect::<Vec<_>>(), false, Lang::Vi);
        assert_eq!(told.lines.iter().map(|line| line.number).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn rows_that_came_say_their_value_behind_what_moved() {
        let moved = moved(&COVERAGE, "Huế", PERCENT, 0.1, "7");
        let came = Difference {
            row: vec![(PLACE, "Lai Châu".to_owned())],
            value: moved.column.map(|column| (column, "50".to_owned())),
            column: None,
            old: String::new(),
            new: "✓".to_owned(),
            change: None,
            ..moved.clone()
        };
        let mut twice = moved.clone();
        twice.row = vec![(PLACE, "Sơn La".to_owned())];
        twice.why.push(Why { cause: Cause::Setting, about: "year".to_owned(), detail: "year".to_owned() });
        let page =
            to_html(&Comparison { differences: vec![came, moved, twice], ..Comparison::default() }, Lang::Vi)
                .unwrap();
        let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}: {page}"));
        assert!(at(">Huế<") < at(">Lai Châu<"));
        assert!(page.contains("mới có trong bản sau (Tỷ lệ (%): 50,00)") && page.contains("(1 dòng mới)"));
        assert!(page.contains("nhiều nguyên nhân cùng lúc"));
    }

    #[test]
    fn what_moved_most_comes_first_and_the_rest_is_folded() {
        let mut all: Vec<Difference> = (0..400)
            .map(|n| {
                moved(&COVERAGE, &format!("Xã {n}"), PERCENT, f64::from(n % 97) / 10.0 + 0.1, &n.to_string())
            })
            .collect();
        all.push(moved(&COVERAGE, "Cả nước", PERCENT, -20.0, "7"));
        all.push(moved(&COVERAGE_TRENDS, "Xã 3", Q, 0.01, "8"));
        all.push(moved(&COVERAGE_TRENDS, "Xã 4", SLOPE, 2.0, "9"));
        all.push(moved(&COVERAGE_TRENDS, "Xã 4", Q, 0.02, "9"));
        all.push(moved(&COVERAGE_TRENDS, "Xã 5", VERDICT, 0.0, "10"));
        let page =
            to_html(&Comparison { differences: all.clone(), ..Comparison::default() }, Lang::En).unwrap();
        let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}"));
        // One line a file and not one a row.
        assert!(
            page.contains("other source rows (coverage.csv): 405") && !page.contains("several causes"),
            "{}",
            &page[..3000]
        );
        let body = at("<h2 id=\"t1\"");
        assert!(
            page[..body].contains(": <span class=\"move\">50.00 → 30.00</span> (−20.00)"),
            "{}",
            &page[..body]
        );
        assert!(page[body..].find("Whole country").unwrap() < page[body..].find("Xã 96<").unwrap());
        let open = page[body..at("<details>")].matches("rowgroup").count();
        assert_eq!(open, OPEN);
        assert!(page.contains("86 more rows") && page.contains("300 further rows"));
        // What is judged otherwise, then what moved, then what only follows.
        let trends = at("<h2 id=\"t2\"");
        let order = ["Xã 5<", "Xã 4<", "Xã 3<"].map(|name| page[trends..].find(name).unwrap());
        assert!(order.is_sorted(), "{order:?}");
        assert!(page[trends..].contains("and 1 that follows from it"), "{}", &page[trends..]);
        assert!(
            page[trends..].contains(">+0.01<"),
            "what only follows is told by itself: {}",
            &page[trends..]
        );
    }
}
