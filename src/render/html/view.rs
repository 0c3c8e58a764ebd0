//! What the page's template is fed: finished strings, anchors and classes; nothing is decided in the template.

use serde::Serialize;

use super::anchors::{Anchors, Choice, Places, place_of};
use super::bare::bare;
use super::base64;
use super::explained::FormulaView;
use super::imprint::{self, Line};
use super::lines::LinesView;
use super::pages::{Pages, pages};
use super::tables::TableView;
use crate::compose::Report;
use crate::compose::report::{Block, Chart, Direction, KeyFigure, Signing, Span, State, Subject, Words};
use crate::compose::tongue::Tongues;
use crate::model::numbers::NBSP;
use crate::render::letters::sans;
use crate::render::{Edition, Picture, sourced};

/// The page.
#[derive(Serialize)]
pub(super) struct Page<'a> {
    lang: &'static str,
    name: String,
    title: &'a str,
    subtitle: &'a str,
    office: Option<&'a str>,
    invented: Option<&'a str>,
    signing: Option<&'a Signing>,
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
    lines: LinesView<'a>,
    imprint: Vec<Line<'a>>,
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
    notes: &'a str,
    figure_data: &'a str,
    how_computed: &'a str,
    source_lines: &'a str,
    line: &'a str,
    figure: &'a str,
    value: &'a str,
    search: &'a str,
    skip: &'a str,
    close: &'a str,
    place: &'a str,
    topic: &'a str,
    all: &'a str,
    all_columns: &'a str,
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
        table: Box<TableView<'a>>,
    },
    /// A chart, or two over time that follow each other: paper has them side by side.
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
    /// The number, and with the space before it what is counted, which stands smaller beside it.
    value: &'a str,
    unit: &'a str,
    /// The class of a value that a card has no room for in its usual size.
    long: &'static str,
    href: Option<String>,
    place: Option<&'a str>,
    change: &'a str,
    trend: &'static str,
    target: &'a str,
    state: &'static str,
    sign: &'static str,
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
    svg: String,
    /// The same drawn for a narrow screen.
    narrow: String,
    data: TableView<'a>,
    /// Over time: it can be read in half the width of a page, too, and paper has two of them side by side.
    #[serde(skip)]
    half: bool,
    /// Of so few points that paper has it in that width by itself, its title beside it.
    slim: bool,
}

impl<'a> Page<'a> {
    /// The page of an edition with its charts as narrow screens show them, its style sheet and its script.
    pub(super) fn new(
        edition: &'a Edition<'a>,
        tongues: &Tongues,
        narrow: &[String],
        css: String,
        js: &'static str,
    ) -> Self {
        let report = edition.report;
        let anchors = Anchors::new(report);
        let words = &report.words;
        let places = Places::new(&report.places);
        let look = Look {
            anchors: &anchors,
            places: &places,
            words,
            pictures: edition.pictures,
            narrow,
            report,
            tongues,
        };
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
            name: report.name(),
            title: &report.title,
            subtitle: &report.subtitle,
            office: report.office.as_deref(),
            invented: report.invented.as_deref(),
            words: WordsView {
                contents: &words.contents,
                note: &words.note,
                notes: &words.notes,
                figure_data: &words.figure_data,
                how_computed: &words.how_computed,
                source_lines: &words.source_lines,
                line: &words.line,
                figure: &words.key_heads[1],
                value: &words.value,
                search: &words.search,
                skip: &words.skip,
                close: &words.close,
                place: &words.place,
                topic: &words.topic,
                all: &words.all,
                all_columns: &words.all_columns,
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
            imprint: imprint::lines(&report.imprint),
            signing: report.signing.as_ref(),
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
    pub words: &'a Words,
    pictures: &'a [Picture],
    narrow: &'l [String],
    pub report: &'a Report,
    /// Whose the words of its texts are.
    pub tongues: &'l Tongues,
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
                table: Box::new(self.table(
                    table,
                    match table.number {
                        0 => table.title.clone(),
                        number => format!("{} {number}: {}", self.words.table, table.title),
                    },
                )),
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
            no: format!("{} {}:", self.words.figure, figure.number),
            headline: &figure.headline,
            subtitle: &figure.subtitle,
            unit: &figure.unit,
            alt: &figure.alt,
            source: sourced(&figure.source, self.report),
            svg: bare(&picture.svg),
            narrow: self.narrow.get(index).cloned()?,
            data: self.table(&figure.data, figure.data.title.clone()),
            half: matches!(figure.chart, Chart::Lines(_) | Chart::Spread(_)),
            slim: matches!(&figure.chart, Chart::Lines(lines) if lines.times.len() <= FEW),
        })
    }

    /// The blocks in the order of the page: a map stands before the table it would follow. It is as high as half a page of
    /// paper, where a browser fills no place that it leaves; rows of a table go over to the next one. Numbers are unlike for
    /// tables and figures, so that both keep their order.
    fn ordered(&self, blocks: &'a [Block]) -> Vec<&'a Block> {
        let is_map = |block: &Block| match block {
            Block::Figure(index) => {
                self.report.figures.get(*index).is_some_and(|figure| matches!(figure.chart, Chart::Tiles(_)))
            }
            _ => false,
        };
        let mut order: Vec<&Block> = blocks.iter().collect();
        for at in 1..order.len() {
            if is_map(order[at]) && matches!(order[at - 1], Block::Table(_)) {
                order.swap(at - 1, at);
            }
        }
        order
    }

    /// The blocks of a chapter.
    fn blocks(&self, blocks: &'a [Block]) -> Vec<BlockView<'a>> {
        let mut views: Vec<BlockView<'a>> = Vec::new();
        for view in self.ordered(blocks).into_iter().filter_map(|block| self.block(block)) {
            match (views.last_mut(), view) {
                (Some(BlockView::Figures { figures: before }), BlockView::Figures { figures })
                    if before.len() == 1 && before.iter().chain(&figures).all(|figure| figure.half) =>
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
                Span::Table { id, text } => SpanView { kind: "table", text, href: Some(id.clone()) },
                Span::Figure { id, text } => SpanView { kind: "figure", text, href: self.anchors.href(id) },
            })
            .collect()
    }

    fn card(&self, figure: &'a KeyFigure) -> Card<'a> {
        let (value, unit) = counted(&figure.value);
        Card {
            label: &figure.label,
            value,
            unit,
            long: long(value, unit),
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
}

/// Points in time that do not need the width of a page.
const FEW: usize = 3;

/// The number of a key figure apart from the words that say what is counted; a sign such as `%` stays with the number.
fn counted(value: &str) -> (&str, &str) {
    let words = |rest: &str| rest.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
    match value.find(NBSP) {
        Some(end) if words(&value[end..]) && !value[end..].contains(|sign: char| sign.is_numeric()) => {
            value.split_at(end)
        }
        _ => (value, ""),
    }
}

/// Width of a value that a card holds in the usual size of its letters, in sizes of these, and in the next smaller one.
const HOLDS: [f64; 2] = [6.4, 7.4];
/// Size of the words that say what is counted, as a part of the value's.
const COUNTED: f64 = 0.62;

/// The class of a value and what it counts by their width.
fn long(value: &str, unit: &str) -> &'static str {
    let wide = sans(value, true) + COUNTED * sans(unit, true);
    match HOLDS.map(|most| wide > most) {
        [false, _] => "",
        [true, false] => "long",
        [true, true] => "longer",
    }
}

/// The class of a state.
pub(super) fn state(state: State) -> &'static str {
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
    fn values_without_room_stand_in_smaller_letters() {
        for (value, unit, class) in [
            ("95,10_%", "", ""),
            ("46,373", "_teams", ""),
            ("4,625", "_questions", ""),
            ("1,232 of 1,764", "", "long"),
            ("123,232 of 151,764", "", "longer"),
        ] {
            let [value, unit] = [value, unit].map(|text| text.replace('_', "\u{a0}"));
            assert_eq!(long(&value, &unit), class, "{value}{unit}: {}", sans(&value, true));
        }
    }

    #[test]
    fn what_is_counted_stands_apart_from_the_number() {
        for (value, parts) in [
            ("4.774_câu hỏi", ("4.774", "_câu hỏi")),
            ("46,373_teams", ("46,373", "_teams")),
            ("95,10_%", ("95,10_%", "")),
            ("164/952", ("164/952", "")),
            ("164 of 952", ("164 of 952", "")),
        ] {
            let [value, number, unit] = [value, parts.0, parts.1].map(|text| text.replace('_', "\u{a0}"));
            assert_eq!(counted(&value), (number.as_str(), unit.as_str()));
        }
    }
}
