//! What the page's template is fed: finished strings, anchors and classes; nothing is decided in the template.

use serde::Serialize;

use super::anchors::{Anchors, Choice, Places, common, place_of, subject_of, topic_of};
use super::base64;
use super::explained::{FormulaView, LineView};
use super::pages::{Pages, pages};
use crate::compose::Report;
use crate::compose::report::{
    Block, Direction, KeyFigure, Span, State, Subject, Table, TableCell, TableRow, Words,
};
use crate::model::Lang;
use crate::render::measure;
use crate::render::{Edition, Picture, sourced};

/// Width of a table beside the contents on a screen, and on paper, with the space at both sides of a cell, mm.
const SCREEN: (f64, f64) = (228.0, 2.54);
const PAPER: (f64, f64) = (165.0, 1.0);
/// The page's letters are so much wider than those that tables are measured in.
const WIDER: f64 = 1.2;

/// Heads of so many letters stand on one line, so that longer ones have what room there is.
const SHORT: usize = 12;

/// The page.
#[derive(Serialize)]
pub(super) struct Page<'a> {
    lang: &'static str,
    title: &'a str,
    subtitle: &'a str,
    office: Option<&'a str>,
    invented: Option<&'a str>,
    words: WordsView<'a>,
    words_js: String,
    accent: String,
    logo: Option<LogoView<'a>>,
    css: String,
    js: &'static str,
    places: Vec<Choice>,
    topics: Vec<Choice>,
    chapters: Vec<ChapterView<'a>>,
    pages: Vec<Pages<'a>>,
    formulas: Vec<FormulaView<'a>>,
    lines: Vec<LineView<'a>>,
    imprint: &'a [String],
}

#[derive(Serialize)]
struct LogoView<'a> {
    data: String,
    alt: &'a str,
    width: String,
    height: String,
}

#[derive(Serialize)]
struct WordsView<'a> {
    contents: &'a str,
    note: &'a str,
    figure_data: &'a str,
    how_computed: &'a str,
    source_lines: &'a str,
    search: &'a str,
    skip: &'a str,
    close: &'a str,
    place: &'a str,
    topic: &'a str,
    all: &'a str,
    print: &'a str,
}

#[derive(Serialize)]
struct ChapterView<'a> {
    id: &'a str,
    title: &'a str,
    sections: Vec<Choice>,
    blocks: Vec<BlockView<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum BlockView<'a> {
    Heading {
        level: u8,
        id: &'a str,
        text: &'a str,
    },
    Paragraph {
        spans: Vec<SpanView<'a>>,
    },
    List {
        items: Vec<Vec<SpanView<'a>>>,
    },
    Cards {
        cards: Vec<Card<'a>>,
    },
    Table {
        table: TableView<'a>,
    },
    /// Charts that follow each other: paper has two of them side by side.
    Figures {
        figures: Vec<FigureView<'a>>,
    },
    Note {
        spans: Vec<SpanView<'a>>,
    },
    Office {
        heading: &'a str,
        paragraphs: &'a [String],
    },
}

#[derive(Serialize)]
pub(super) struct SpanView<'a> {
    kind: &'static str,
    text: &'a str,
    href: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Card<'a> {
    label: &'a str,
    value: &'a str,
    href: Option<String>,
    place: Option<&'a str>,
    change: &'a str,
    trend: &'static str,
    target: &'a str,
    state: &'static str,
    sign: &'static str,
}

#[derive(Serialize)]
pub(super) struct TableView<'a> {
    id: &'a str,
    caption: String,
    /// Above the heads where paper goes on with the table; nothing where it has no number.
    again: Option<String>,
    /// Letter sizes on a screen and on paper, points.
    sizes: [f64; 2],
    columns: Vec<ColumnView<'a>>,
    rows: Vec<RowView<'a>>,
    notes: &'a [String],
    source: String,
}

#[derive(Serialize)]
struct ColumnView<'a> {
    label: &'a str,
    unit: &'a str,
    class: String,
    /// Sorted upwards first.
    up: bool,
    /// Shares of the table's width on a screen and on paper, percent.
    shares: [String; 2],
}

#[derive(Serialize)]
struct RowView<'a> {
    strong: bool,
    place: Option<&'a str>,
    subject: Option<&'a str>,
    topic: Option<&'a str>,
    cells: Vec<CellView<'a>>,
}

#[derive(Serialize)]
struct CellView<'a> {
    text: &'a str,
    class: String,
    value: Option<String>,
    href: Option<String>,
}

#[derive(Serialize)]
pub(super) struct FigureView<'a> {
    id: &'a str,
    no: String,
    headline: &'a str,
    subtitle: &'a str,
    unit: &'a str,
    alt: &'a str,
    source: String,
    svg: &'a str,
    /// The same drawn for a narrow screen, where its rows can be read there.
    narrow: Option<String>,
    data: TableView<'a>,
}

impl<'a> Page<'a> {
    /// The page of an edition with its charts as narrow screens show them, its style sheet and its script.
    pub(super) fn new(
        edition: &'a Edition<'a>,
        narrow: &[Option<String>],
        css: String,
        js: &'static str,
    ) -> Self {
        let report = edition.report;
        let anchors = Anchors::new(report);
        let words = &report.words;
        let places = Places::new(&report.places);
        let look =
            Look { anchors: &anchors, places: &places, words, pictures: edition.pictures, narrow, report };
        let (formulas, lines) = look.explanations();
        let of_places = pages(&look, ("place-pages", "p"), &words.place_pages, &report.places);
        let of_topics = pages(&look, ("topic-pages", "t"), &words.topic_pages, &report.topics);
        let chapters = report
            .chapters
            .iter()
            .map(|chapter| ChapterView {
                id: &chapter.id,
                title: &chapter.title,
                sections: sections(&chapter.blocks),
                blocks: look.blocks(&chapter.blocks),
            })
            .collect();
        Page {
            lang: report.lang.tag(),
            title: &report.title,
            subtitle: &report.subtitle,
            office: report.office.as_deref(),
            invented: report.invented.as_deref(),
            words: WordsView {
                contents: &words.contents,
                note: &words.note,
                figure_data: &words.figure_data,
                how_computed: &words.how_computed,
                source_lines: &words.source_lines,
                search: &words.search,
                skip: &words.skip,
                close: &words.close,
                place: &words.place,
                topic: &words.topic,
                all: &words.all,
                print: &words.print,
            },
            words_js: words_js(words),
            accent: edition.theme.accent.hex(),
            logo: edition.theme.logo.as_ref().map(|logo| {
                let (width, height) = logo.within(72.0, 280.0);
                LogoView {
                    data: match &logo.svg {
                        Some(svg) => format!("image/svg+xml;base64,{}", base64(svg.as_bytes())),
                        None => format!("image/png;base64,{}", base64(&logo.png)),
                    },
                    alt: &words.logo,
                    width: format!("{width:.0}"),
                    height: format!("{height:.0}"),
                }
            }),
            css,
            js,
            places: choices(&report.places),
            topics: choices(&report.topics),
            chapters,
            pages: of_places.into_iter().chain(of_topics).collect(),
            formulas,
            lines,
            imprint: &report.imprint,
        }
    }
}

/// The words that the script needs, as a statement that no text can end.
fn words_js(words: &Words) -> String {
    let json = serde_json::json!({ "filter": words.filter, "sort_by": words.sort_by, "how_computed": words.how_computed, "in_tables": words.in_tables, "source_lines": words.source_lines, "nothing": words.nothing }).to_string();
    format!(
        "var words = {};",
        json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
    )
}

fn sections(blocks: &[Block]) -> Vec<Choice> {
    blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { level: 2, id, text } => Some(Choice { key: id.clone(), label: text.clone() }),
            _ => None,
        })
        .collect()
}

/// What the picker offers.
fn choices(subjects: &[Subject]) -> Vec<Choice> {
    subjects.iter().map(|one| Choice { key: one.key.clone(), label: one.name.clone() }).collect()
}

/// What everything on the page is looked up in.
pub(super) struct Look<'l, 'a> {
    pub anchors: &'l Anchors<'a>,
    pub places: &'l Places<'a>,
    words: &'a Words,
    pictures: &'a [Picture],
    narrow: &'l [Option<String>],
    pub report: &'a Report,
}

impl<'a> Look<'_, 'a> {
    pub(super) fn block(&self, block: &'a Block) -> Option<BlockView<'a>> {
        Some(match block {
            Block::Heading { level, id, text } => BlockView::Heading { level: *level, id, text },
            Block::Paragraph(spans) => BlockView::Paragraph { spans: self.spans(spans) },
            Block::List(items) => {
                BlockView::List { items: items.iter().map(|item| self.spans(item)).collect() }
            }
            Block::KeyFigures(figures) => {
                BlockView::Cards { cards: figures.iter().map(|f| self.card(f)).collect() }
            }
            Block::Table(table) => BlockView::Table {
                table: self.table(
                    table,
                    match table.number {
                        0 => table.title.clone(),
                        number => format!("{} {number}. {}", self.words.table, table.title),
                    },
                ),
            },
            Block::Figure(index) => BlockView::Figures { figures: vec![self.figure(*index)?] },
            Block::Note(spans) => BlockView::Note { spans: self.spans(spans) },
            Block::OfficeNote { heading, paragraphs } => BlockView::Office { heading, paragraphs },
        })
    }

    fn figure(&self, index: usize) -> Option<FigureView<'a>> {
        let (figure, picture) = (self.report.figures.get(index)?, self.pictures.get(index)?);
        Some(FigureView {
            id: &figure.id,
            no: format!("{} {}.", self.words.figure, figure.number),
            headline: &figure.headline,
            subtitle: &figure.subtitle,
            unit: &figure.unit,
            alt: &figure.alt,
            source: sourced(&figure.source, self.report),
            svg: &picture.svg,
            narrow: self.narrow.get(index).cloned().flatten(),
            data: self.table(&figure.data, figure.data.title.clone()),
        })
    }

    /// The blocks of a chapter.
    fn blocks(&self, blocks: &'a [Block]) -> Vec<BlockView<'a>> {
        let mut views: Vec<BlockView<'a>> = Vec::new();
        for view in blocks.iter().filter_map(|block| self.block(block)) {
            match (views.last_mut(), view) {
                // Those that can be drawn narrow stand together.
                (Some(BlockView::Figures { figures: before }), BlockView::Figures { figures })
                    if before.iter().chain(&figures).all(|figure| figure.narrow.is_some()) =>
                {
                    before.extend(figures);
                }
                (_, view) => views.push(view),
            }
        }
        views
    }

    fn spans(&self, spans: &'a [Span]) -> Vec<SpanView<'a>> {
        spans
            .iter()
            .map(|span| match span {
                Span::Text(text) => SpanView { kind: "text", text, href: None },
                Span::Strong(text) => SpanView { kind: "strong", text, href: None },
                Span::Figure { id, text } => SpanView { kind: "figure", text, href: self.anchors.href(id) },
            })
            .collect()
    }

    fn card(&self, figure: &'a KeyFigure) -> Card<'a> {
        Card {
            label: &figure.label,
            value: &figure.value,
            href: self.anchors.href(&figure.id),
            place: place_of(&figure.id)
                .and_then(|code| self.places.key(code, |name| figure.label.contains(name))),
            change: &figure.change,
            trend: match figure.trend {
                Direction::Up => "M6 10.5V2M2.5 5.5 6 2l3.5 3.5",
                Direction::Down => "M6 1.5V10M2.5 6.5 6 10l3.5-3.5",
                Direction::Level => "M1.5 6H10M7 2.8 10.3 6 7 9.2",
                Direction::Unknown => "",
            },
            target: &figure.target,
            state: state(figure.state),
            sign: match figure.state {
                State::Good => "M1.5 6.5 4.5 9.5 10.5 2.5",
                State::Watch => "M6 1.5V7M6 10.3V10.4",
                State::Bad => "M2 2 10 10M10 2 2 10",
                State::Neutral => "",
            },
        }
    }

    pub(super) fn table(&self, table: &'a Table, caption: String) -> TableView<'a> {
        // The line of all places stands beside those of a place where both speak of one thing.
        let mut subjects = table.rows.iter().filter_map(|row| common(row, subject_of));
        let first = subjects.next();
        let many = table.rows.iter().any(|row| row.strong) && subjects.any(|other| Some(other) != first);
        let around = 2.0 * table.columns.len() as f64;
        let measured = [SCREEN, PAPER].map(|(width, inset)| {
            measure::columns(table, (width - around * inset) / WIDER + around * measure::INSET)
        });
        let share = |at: usize, columns: &measure::Columns| {
            let all: f64 = columns.widths.iter().sum();
            columns.widths.get(at).map_or_else(String::new, |width| format!("{:.1}", width / all * 100.0))
        };
        TableView {
            id: &table.id,
            caption,
            again: (table.number > 0)
                .then(|| format!("{} {} {}", self.words.table, table.number, self.words.continued)),
            sizes: [measured[0].size, measured[1].size],
            columns: table
                .columns
                .iter()
                .enumerate()
                .map(|(i, column)| ColumnView {
                    shares: [share(i, &measured[0]), share(i, &measured[1])],
                    label: &column.label,
                    unit: &column.unit,
                    class: joined(&[
                        if column.numeric { "n" } else { "" },
                        if column.label.chars().count() <= SHORT { "w" } else { "" },
                    ]),
                    up: column.rank || !column.numeric,
                })
                .collect(),
            rows: table.rows.iter().map(|row| self.row(row, table, many)).collect(),
            notes: &table.notes,
            source: sourced(&table.source, self.report),
        }
    }

    fn row(&self, row: &'a TableRow, table: &Table, many: bool) -> RowView<'a> {
        RowView {
            strong: row.strong,
            subject: if many { common(row, subject_of) } else { None },
            place: row.place.as_deref().or_else(|| common(row, place_of)).and_then(|code| {
                self.places.key(code, |name| row.cells.iter().any(|cell| cell.text == name))
            }),
            topic: common(row, topic_of),
            cells: row
                .cells
                .iter()
                .enumerate()
                .map(|(i, cell)| self.cell(cell, table.columns.get(i).is_some_and(|column| column.numeric)))
                .collect(),
        }
    }

    fn cell(&self, cell: &'a TableCell, numeric: bool) -> CellView<'a> {
        CellView {
            text: &cell.text,
            class: joined(&[if numeric { "n" } else { "" }, state(cell.state)]),
            value: cell
                .value
                .filter(|value| value.is_finite())
                .filter(|value| !numeric || !says(&cell.text, *value, self.report.lang))
                .map(short),
            href: cell.figure.as_ref().and_then(|id| self.anchors.href(id)),
        }
    }
}

/// Whether a text is the number itself, as it is rounded: then it is sorted by what it says, as the script reads it.
fn says(text: &str, value: f64, lang: Lang) -> bool {
    let start = text.find(|sign: char| sign.is_ascii_digit()).unwrap_or(text.len());
    let (before, rest) = text.split_at(start);
    let end =
        rest.find(|sign: char| !sign.is_ascii_digit() && sign != '.' && sign != ',').unwrap_or(rest.len());
    let (group, decimal) = lang.pick(('.', ','), (',', '.'));
    let plain = rest[..end].replace(group, "").replace(decimal, ".");
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let number = plain.parse::<f64>().unwrap_or(f64::NAN);
    let number = if before.ends_with(['−', '-']) { -number } else { number };
    (number - value).abs() <= 0.500_001 * 0.1f64.powi(i32::try_from(decimals).unwrap_or(0))
}

/// A number to sort by: ten figures of it tell all apart that readers can.
fn short(value: f64) -> String {
    let whole = value.to_string();
    if whole.len() <= 11 {
        return whole;
    }
    let before = whole.trim_start_matches('-').find('.').unwrap_or(whole.len());
    let rounded = format!("{value:.0$}", 10usize.saturating_sub(before));
    match rounded.contains('.') {
        true => rounded.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => rounded,
    }
}

/// The classes that are none of them empty.
fn joined(classes: &[&str]) -> String {
    let mut all = String::new();
    for class in classes.iter().filter(|class| !class.is_empty()) {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(class);
    }
    all
}

fn state(state: State) -> &'static str {
    match state {
        State::Good => "good",
        State::Watch => "watch",
        State::Bad => "bad",
        State::Neutral => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_its_number_needs_none_beside_it() {
        for (text, value, lang, said) in [
            ("95,10", 95.1049, Lang::Vi, true),
            ("95.10", 95.1049, Lang::En, true),
            ("95,10", 95.12, Lang::Vi, false),
            ("1.459", 1459.0, Lang::Vi, true),
            ("1.459", 1.459, Lang::Vi, false),
            ("−0,11", -0.1051, Lang::Vi, true),
            ("+3,02\u{a0}%", 3.0166, Lang::Vi, true),
            ("4/175", 2.3, Lang::Vi, false),
            ("5,1–47,7", 5.1, Lang::Vi, true),
            ("…", 3.0, Lang::Vi, false),
        ] {
            assert_eq!(says(text, value, lang), said, "{text} {value}");
        }
        assert_eq!(
            [2.0, 82.666_666_666_666_67, -1_234_567.891_234, 0.000_123_456_789_123, 2019.235_616_438_356_2]
                .map(short),
            ["2", "82.66666667", "-1234567.891", "0.000123457", "2019.235616"]
        );
    }
}
