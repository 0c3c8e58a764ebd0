//! What a line never parts: a number from what it counts, a day from its month and its year, the words of a place's name. A
//! long word behind a long number may begin the next line: held to it, it would tear the other words of a justified line
//! apart. And the marks of print: an apostrophe is a curly one.

use super::numbers::{NBSP, belongs, unbroken};
use super::report::{Block, Part, Report, Span, Table};
use super::tables::whole_words;
use super::whole::WholeNames;

/// Words that a number stands before without counting them: a line may end at the number.
const AFTER: [&str; 72] = [
    "trong",
    "và",
    "đến",
    "là",
    "so",
    "của",
    "ở",
    "thuộc",
    "lên",
    "xuống",
    "khi",
    "mà",
    "với",
    "theo",
    "cả",
    "đã",
    "nay",
    "từ",
    "thì",
    "có",
    "đạt",
    "được",
    "cũng",
    "vẫn",
    "chưa",
    "hoặc",
    "nên",
    "còn",
    "đều",
    "of",
    "and",
    "to",
    "in",
    "on",
    "at",
    "is",
    "are",
    "was",
    "were",
    "had",
    "have",
    "has",
    "with",
    "from",
    "by",
    "for",
    "since",
    "as",
    "or",
    "but",
    "that",
    "which",
    "than",
    "where",
    "clearly",
    "below",
    "above",
    "still",
    "met",
    "nationwide",
    "out",
    "each",
    "between",
    "because",
    "compared",
    "instead",
    "without",
    "through",
    "across",
    "apart",
    "lower",
    "higher",
];

/// Words that a number, a month or a year follows.
const BEFORE: [&str; 8] = ["năm", "tháng", "ngày", "quý", "hạng", "thứ", "Bảng", "Hình"];

/// Letters of a word that stays with any number before it.
const SHORT: usize = 5;

/// Letters of a number and a longer word that stay together: `15.58 percentage`, `4,774 questions`.
const TOGETHER: usize = 16;

/// Signs between a letter and its value: `z = 1,96`.
const SIGNS: [&str; 5] = ["=", "<", ">", "≥", "≤"];

/// Holds together what belongs together in all texts of the chapters, the `names` of places among it, and dates and periods in
/// the cells of all tables; an office's own words stay as they are.
pub(super) fn bind(report: &mut Report, names: &WholeNames) {
    let bound = |text: &str| bound(text, names);
    let subjects = report.places.iter_mut().chain(&mut report.topics);
    for part in subjects.flat_map(|subject| &mut subject.page) {
        match part {
            Part::Block(Block::Table(table)) => {
                bind_cells(table);
                table.source = bound(&table.source);
            }
            Part::Block(Block::Paragraph(spans) | Block::Note(spans)) => bind_spans(spans, names),
            Part::Block(Block::List(items)) => items.iter_mut().for_each(|item| bind_spans(item, names)),
            Part::Block(_) | Part::Small { .. } => {}
        }
    }
    let blocks = report.chapters.iter_mut().flat_map(|chapter| &mut chapter.blocks);
    for block in blocks {
        match block {
            Block::Paragraph(spans) | Block::Note(spans) => bind_spans(spans, names),
            Block::List(items) => items.iter_mut().for_each(|item| bind_spans(item, names)),
            Block::KeyFigures(figures) => figures.iter_mut().for_each(|figure| {
                for text in [&mut figure.label, &mut figure.change, &mut figure.target] {
                    *text = bound(text);
                }
            }),
            Block::Table(table) => {
                table.title = bound(&whole_words(&table.title));
                table.notes.iter_mut().for_each(|note| *note = bound(note));
                table.source = bound(&table.source);
                bind_cells(table);
            }
            Block::Heading { .. } | Block::Figure(_) | Block::OfficeNote { .. } => {}
        }
    }
    for figure in &mut report.figures {
        figure.headline = bound(&whole_words(&figure.headline));
        figure.subtitle = bound(&whole_words(&figure.subtitle));
        figure.source = bound(&figure.source);
    }
    for text in [&mut report.title, &mut report.subtitle] {
        *text = bound(text);
    }
}

/// Cells are narrow: no date and no period breaks in one.
fn bind_cells(table: &mut Table) {
    table.columns.iter_mut().for_each(|column| column.label = unbroken(&column.label));
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
        if cell.text.contains(' ') {
            cell.text = unbroken(&cell.text);
        }
    }
}

/// A text whose numbers stay with what they count, and whose names stay whole.
fn bound(text: &str, names: &WholeNames) -> String {
    let held = [held_spaces(text), names.spaces(text)].concat();
    printed(text, |at| held.contains(&at))
}

/// The text with spaces held where `held` says so, those before long words let go, and with the apostrophes of print.
fn printed(text: &str, held: impl Fn(usize) -> bool) -> String {
    let loose = loose_spaces(text);
    let mut before = ' ';
    let sign = |(at, sign)| {
        let sign = match sign {
            ' ' if held(at) => NBSP,
            NBSP if loose.contains(&at) => ' ',
            '\'' if before.is_alphabetic() => '’',
            other => other,
        };
        before = sign;
        sign
    };
    text.char_indices().map(sign).collect()
}

/// The same across the spans of a sentence; of the text of a figure nothing changes but where a line may end.
fn bind_spans(spans: &mut [Span], names: &WholeNames) {
    let whole: String = spans.iter().map(|span| span.text()).collect();
    let held = [held_spaces(&whole), names.spaces(&whole)].concat();
    let mut from = 0;
    for span in spans {
        let size = span.text().len();
        match span {
            Span::Text(text) | Span::Strong(text) => {
                *text = printed(text, |at| held.contains(&(from + at)));
            }
            Span::Figure { text, .. } => *text = let_go(text),
            Span::Table { .. } => {}
        }
        from += size;
    }
}

/// Where spaces stand at which a line never breaks.
fn held_spaces(text: &str) -> Vec<usize> {
    let words: Vec<(usize, &str)> = {
        let mut at = 0;
        text.split(' ')
            .map(|word| {
                let start = at;
                at += word.len() + 1;
                (start, word)
            })
            .collect()
    };
    let mut held = Vec::new();
    for (i, pair) in words.windows(2).enumerate() {
        let [(_, left), (start, right)] = pair else { continue };
        let further = words.get(i + 2).map_or("", |word| word.1);
        let before = i.checked_sub(1).and_then(|i| words.get(i)).map_or("", |word| word.1);
        let counts = is_count(left) && is_noun(right) && near(left, letters(right));
        // A full date is as long as a word: a line may begin with it.
        let full = right.matches('/').count() > 1;
        let dated = !full && (BEFORE.contains(&letters(left)) && number_first(right) || belongs(left, right));
        let compared = (SIGNS.contains(right) && is_letter(left) && number_first(further))
            || (SIGNS.contains(left) && is_letter(before) && number_first(right));
        // A line may end behind the dash, and none begins with it: were the other space held too, the next line would
        // begin with that space.
        let halves = *right == "-" && name_ends(left) && name_begins(further);
        // `2 on “Digital skills”` says what the clause before it promises.
        let listed = left.ends_with(':') && is_count(right) && AFTER.contains(&letters(further));
        let listed = listed && letters(left).chars().count() + right.len() <= TOGETHER;
        let score = *left == "điểm" && letters(right) == "z";
        if counts || dated || compared || halves || listed || score {
            held.push(start - 1);
        }
    }
    held
}

/// The text with the spaces let go at which a line may end after all.
fn let_go(text: &str) -> String {
    let loose = loose_spaces(text);
    text.char_indices().map(|(at, sign)| if loose.contains(&at) { ' ' } else { sign }).collect()
}

/// Where held spaces stand between a number and a word that is too long to be held to it.
fn loose_spaces(text: &str) -> Vec<usize> {
    let spaced = |sign: char| sign == ' ' || sign == NBSP;
    let mut loose = Vec::new();
    for (at, _) in text.match_indices(NBSP) {
        let left = text[..at].rsplit(spaced).next().unwrap_or_default();
        let right = text[at + NBSP.len_utf8()..].split(spaced).next().unwrap_or_default();
        let number = left.ends_with(|sign: char| sign.is_ascii_digit()) && number_first(left);
        let word = letters(right);
        if number && !near(left, word) && word.starts_with(char::is_lowercase) {
            loose.push(at);
        }
    }
    loose
}

/// The word without marks around it.
fn letters(word: &str) -> &str {
    word.trim_matches(|sign: char| !sign.is_alphanumeric())
}

fn number_first(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '“', '+', '−']);
    word.starts_with(|sign: char| sign.is_ascii_digit())
        || matches!(word.split('/').next(), Some("I" | "II" | "III" | "IV"))
}

/// Whether the word is a number that counts: neither a year nor a date, nor the end of a clause.
fn is_count(word: &str) -> bool {
    let word = word.rsplit(NBSP).next().unwrap_or(word).trim_start_matches(['(', '“', '+', '−']);
    let year = word.len() == 4 && word.bytes().all(|sign| sign.is_ascii_digit());
    let number = |sign: u8| sign.is_ascii_digit() || b".,/".contains(&sign);
    let dated = word.matches('/').count() > 1;
    let ends = |sign: Option<u8>| sign.is_some_and(|sign| sign.is_ascii_digit());
    word.bytes().all(number) && ends(word.bytes().next()) && ends(word.bytes().next_back()) && !year && !dated
}

/// Whether a number counts such a word.
fn is_noun(word: &str) -> bool {
    let bare = letters(word.split(NBSP).next().unwrap_or(word));
    word.starts_with(char::is_alphabetic) && !AFTER.contains(&bare)
}

/// Whether the number and what it counts are short enough to be held together, or a name dates it.
fn near(number: &str, word: &str) -> bool {
    let size = word.chars().count();
    let number = letters(number.rsplit(NBSP).next().unwrap_or(number)).chars().count();
    size <= SHORT || number + size <= TOGETHER || word.starts_with(char::is_uppercase)
}

fn is_letter(word: &str) -> bool {
    let bare = word.trim_start_matches('(');
    bare.chars().count() == 1 && bare.chars().all(char::is_alphabetic)
}

fn name_ends(word: &str) -> bool {
    word.ends_with(char::is_alphabetic) && word.trim_start_matches('“').starts_with(char::is_uppercase)
}

fn name_begins(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::super::names::Names;
    use super::super::report::{Chapter, Subject, TableCell, TableColumn, TableRow};
    use super::*;
    use crate::model::{FigureId, Lang};

    #[test]
    fn numbers_stay_with_what_they_count() {
        for (text, held) in [
            ("trong 4 cam kết, 3 đã quá hạn", "trong 4_cam kết, 3 đã quá hạn"),
            ("mỗi chủ đề còn lại 1 câu", "mỗi chủ đề còn lại 1_câu"),
            ("16 trong 34 tỉnh, thành phố", "16 trong 34_tỉnh, thành phố"),
            ("năm 2025 là 1.459 tổ", "năm_2025 là 1.459_tổ"),
            ("tính đến ngày 31/12/2024 trong", "tính đến ngày 31/12/2024 trong"),
            ("ngày 22/3 và tháng 3/2022", "ngày_22/3 và tháng_3/2022"),
            ("quý III/2023, tháng 3/2022", "quý_III/2023, tháng_3/2022"),
            ("had 5 teams, 566 community teams", "had 5_teams, 566_community teams"),
            ("up 15.58_percentage_points", "up 15.58_percentage_points"),
            ("1,234,567.89_percentage_points", "1,234,567.89 percentage_points"),
            (
                "fewer than 5 questions in 11,184,949 households",
                "fewer than 5_questions in 11,184,949 households",
            ),
            ("7 between them, 2024 compared", "7 between them, 2024 compared"),
            ("of 2,71_điểm_%, TP._Hồ Chí Minh", "of 2,71_điểm_%, TP._Hồ Chí Minh"),
            ("as of 31 December 2024, 7 of 40 topics", "as of 31_December_2024, 7 of 40_topics"),
            ("in March 2022; Q3 2023; cuối năm 2025", "in March_2022; Q3_2023; cuối năm_2025"),
            ("in 2024 the share; (z = 1.96, p < 0.05)", "in 2024 the share; (z_=_1.96, p_<_0.05)"),
            ("11 questions on 10 topics: 2 on “Jobs”", "11_questions on 10_topics:_2 on “Jobs”"),
            ("quá hạn nhất: 4 trong 9 cam kết", "quá hạn nhất:_4 trong 9_cam kết"),
            ("nơi nổi trội nhất theo điểm z (có", "nơi nổi trội nhất theo điểm_z (có"),
            ("Bà Rịa - Vũng Tàu (75,50)", "Bà Rịa_- Vũng Tàu (75,50)"),
            ("a - b, 1 - 2", "a - b, 1 - 2"),
            ("Sơn La's share, the places' 3", "Sơn La’s share, the places’ 3"),
            ("", ""),
        ] {
            let none = WholeNames::default();
            assert_eq!(bound(&text.replace('_', "\u{a0}"), &none), held.replace('_', "\u{a0}"));
        }
    }

    #[test]
    fn a_name_stays_whole_across_the_parts_of_a_sentence() {
        let registers = super::super::sample::registers();
        let names = WholeNames::new(&registers, &Names::new(&registers), Lang::Vi);
        let text = |text: &str| Span::Text(text.to_owned());
        let mut spans = [text("Thấp nhất là "), Span::Strong("Hà Giang".to_owned()), text(", rồi Sơn La.")];
        bind_spans(&mut spans, &names);
        let said: String = spans.iter().map(Span::text).collect();
        assert_eq!(said.replace(NBSP, "_"), "Thấp nhất là Hà_Giang, rồi Sơn_La.");
    }

    #[test]
    fn dates_in_cells_and_heads_stay_in_one_line() {
        let mut report = Report::default();
        let cell = TableCell { text: "29 Mar 2022".to_owned(), ..TableCell::default() };
        let table = Table {
            columns: vec![TableColumn { label: "6 tháng đầu 2025".to_owned(), ..TableColumn::default() }],
            rows: vec![TableRow { cells: vec![cell], ..TableRow::default() }],
            ..Table::default()
        };
        let blocks = vec![Block::Table(table.clone())];
        report.chapters.push(Chapter { blocks, ..Chapter::default() });
        let said = Block::Paragraph(vec![Span::Text("còn thiếu 4 tỉnh".to_owned())]);
        let page = vec![Part::Block(Block::Table(table)), Part::Block(said)];
        report.places.push(Subject { page, ..Subject::default() });
        bind(&mut report, &WholeNames::default());
        let told = |block: &Block| match block {
            Block::Table(table) => [&table.columns[0].label, &table.rows[0].cells[0].text].map(Clone::clone),
            _ => Default::default(),
        };
        let said = ["6\u{a0}tháng đầu\u{a0}2025", "29\u{a0}Mar\u{a0}2022"];
        assert_eq!(told(&report.chapters[0].blocks[0]), said);
        assert!(matches!(&report.places[0].page[0], Part::Block(block) if told(block) == said));
        let bound = |part: &Part| match part {
            Part::Block(Block::Paragraph(spans)) => spans[0].text() == "còn thiếu 4\u{a0}tỉnh",
            _ => false,
        };
        assert!(bound(&report.places[0].page[1]));
    }

    #[test]
    fn a_figure_stays_with_the_words_behind_it() {
        let figure = |text: &str| Span::Figure { id: FigureId("a".to_owned()), text: text.to_owned() };
        let mut spans = [
            Span::Text("Trong ".to_owned()),
            figure("34"),
            Span::Text(" tỉnh có 2 xã, ".to_owned()),
            figure("1.234.567,89\u{a0}questions"),
        ];
        bind_spans(&mut spans, &WholeNames::default());
        let said = ["Trong ", "34", "\u{a0}tỉnh có 2\u{a0}xã, ", "1.234.567,89 questions"];
        assert_eq!(spans.each_ref().map(|span| span.text()), said);
    }
}
