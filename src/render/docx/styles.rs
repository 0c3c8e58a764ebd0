//! The styles of the text document: named ones, of paragraphs and of characters, that an office can replace by its template's.

mod written;

pub(super) use written::{Asked, written};

use crate::compose::report::State;

/// A paragraph style.
struct Style {
    id: &'static str,
    name: &'static str,
    based_on: &'static str,
    next: &'static str,
    /// Half points; 0: as the style it rests on.
    size: u32,
    bold: bool,
    italic: bool,
    colour: &'static str,
    /// Twentieths of a point above and below.
    space: (u32, u32),
    keep_next: bool,
    /// Its lines stay on one page.
    whole: bool,
    align: &'static str,
    outline: Option<u32>,
    /// How far apart its lines are: 240 without space between them.
    line: u32,
    extra: Extra,
}

/// What single styles have besides.
#[derive(Clone, Copy, PartialEq)]
enum Extra {
    None,
    /// First line indented by 1 cm.
    Indent,
    /// Shaded, with a bar at the left.
    Bar,
    /// A frame around.
    Frame,
    /// A rule below.
    Rule,
    /// No space between paragraphs of this style.
    Tight,
    /// An entry of the contents, indented by that many twips.
    Entry(u32),
}

const PLAIN: Style = Style {
    id: "",
    name: "",
    based_on: "Normal",
    next: "",
    size: 0,
    bold: false,
    italic: false,
    colour: "",
    space: (0, 0),
    keep_next: false,
    whole: false,
    align: "",
    outline: None,
    line: 264,
    extra: Extra::None,
};
/// Size of plain text, half points.
const PLAIN_SIZE: u32 = 28;
/// Twips by which first lines, framed paragraphs and items of a list are indented.
const FIRST_LINE: u32 = 567;
const SIDE: u32 = 170;
pub(super) const HANGING: u32 = 510;
/// The style of items of a list, and those of texts and items on the page of the key figures where it is to hold much.
pub(super) const LIST: &str = "ListNumber";
pub(super) const KEY_TEXT: &str = "KeyText";
pub(super) const KEY_LIST: &str = "KeyList";
pub(super) const KEY_STYLES: [&str; 2] = [KEY_TEXT, KEY_LIST];
/// How much more space is below a text over the key figures than below their lists, where the page is to hold much, twips.
pub(super) const APART: u32 = 60;
/// Styles that a person picks for what they write: programs show these first, in this order, and the others with all styles.
const PICKED: [&str; 13] = [
    "BodyText",
    "Heading1",
    "Heading2",
    "Heading3",
    "ListNumber",
    "Caption",
    "TableText",
    "Source",
    "Note",
    "OfficeNote",
    "Title",
    "Subtitle",
    "Signature",
];
/// Names of styles that every program has; the others are the report's own.
const BUILT_IN: [&str; 12] = [
    "Body Text",
    "Title",
    "Subtitle",
    "heading 1",
    "heading 2",
    "heading 3",
    "TOC Heading",
    "toc 1",
    "toc 2",
    "List Number",
    "caption",
    "header",
];
const ACCENT: &str = "ACCENT";
const SOFT: &str = "44505C";

const STYLES: [Style; 41] = [
    Style {
        id: "BodyText",
        name: "Body Text",
        space: (0, 120),
        align: "both",
        extra: Extra::Indent,
        ..PLAIN
    },
    // The same where a page is to hold much.
    Style {
        id: KEY_TEXT,
        name: "Key Text",
        size: 26,
        space: (0, 100),
        align: "both",
        extra: Extra::Indent,
        ..PLAIN
    },
    Style { id: "Logo", name: "Logo", align: "center", space: (0, 160), line: 240, ..PLAIN },
    Style { id: "Office", name: "Office", size: 26, bold: true, align: "center", space: (0, 480), ..PLAIN },
    Style {
        id: "Title",
        name: "Title",
        size: 48,
        bold: true,
        colour: ACCENT,
        align: "center",
        space: (480, 160),
        keep_next: true,
        ..PLAIN
    },
    Style {
        id: "Subtitle",
        name: "Subtitle",
        size: 26,
        italic: true,
        align: "center",
        space: (0, 240),
        ..PLAIN
    },
    Style {
        id: "Banner",
        name: "Banner",
        size: 26,
        bold: true,
        colour: "8A4A00",
        align: "center",
        space: (120, 360),
        extra: Extra::Frame,
        ..PLAIN
    },
    Style {
        id: "Heading1",
        name: "heading 1",
        next: "BodyText",
        size: 36,
        bold: true,
        colour: ACCENT,
        space: (560, 240),
        keep_next: true,
        outline: Some(0),
        extra: Extra::Rule,
        ..PLAIN
    },
    Style {
        id: "Heading2",
        name: "heading 2",
        next: "BodyText",
        size: 30,
        bold: true,
        space: (320, 140),
        keep_next: true,
        outline: Some(1),
        ..PLAIN
    },
    Style {
        id: "Heading3",
        name: "heading 3",
        next: "BodyText",
        size: 28,
        bold: true,
        italic: true,
        space: (280, 120),
        keep_next: true,
        outline: Some(2),
        ..PLAIN
    },
    Style {
        id: "TOCHeading",
        name: "TOC Heading",
        size: 30,
        bold: true,
        space: (240, 100),
        keep_next: true,
        ..PLAIN
    },
    Style {
        id: "TOC1",
        name: "toc 1",
        size: 24,
        bold: true,
        space: (80, 20),
        line: 240,
        extra: Extra::Entry(0),
        ..PLAIN
    },
    Style {
        id: "TOC2",
        name: "toc 2",
        size: 24,
        space: (0, 20),
        line: 240,
        extra: Extra::Entry(340),
        ..PLAIN
    },
    // Not justified: figures keep to their units, and few spaces would have to fill a line.
    Style { id: LIST, name: "List Number", space: (0, 100), ..PLAIN },
    Style { id: KEY_LIST, name: "Key List", size: 26, space: (0, 60), ..PLAIN },
    Style { id: "Note", name: "Note", size: 26, space: (160, 200), extra: Extra::Bar, ..PLAIN },
    Style { id: "OfficeNote", name: "Office Note", space: (0, 0), extra: Extra::Frame, ..PLAIN },
    Style {
        id: "Caption",
        name: "caption",
        next: "BodyText",
        size: 24,
        bold: true,
        space: (240, 100),
        keep_next: true,
        ..PLAIN
    },
    Style {
        id: "Measure",
        name: "Measure",
        size: 22,
        colour: SOFT,
        space: (0, 80),
        keep_next: true,
        ..PLAIN
    },
    Style {
        id: "MeasureClose",
        name: "Measure Close",
        based_on: "Measure",
        size: 21,
        space: (0, 80),
        keep_next: true,
        ..PLAIN
    },
    Style { id: "Picture", name: "Picture", size: 20, keep_next: true, align: "center", line: 240, ..PLAIN },
    Style {
        id: "Source",
        name: "Source",
        size: 20,
        colour: SOFT,
        space: (60, 200),
        whole: true,
        extra: Extra::Tight,
        ..PLAIN
    },
    Style {
        id: "ImprintRule",
        name: "Imprint Rule",
        size: 12,
        space: (240, 80),
        keep_next: true,
        extra: Extra::Rule,
        ..PLAIN
    },
    Style { id: "Imprint", name: "Imprint", size: 19, colour: SOFT, space: (0, 20), line: 240, ..PLAIN },
    // Cells: in the largest letters, and in those that a table needs to fit its page.
    Style { id: "TableText", name: "Table Text", size: 22, ..PLAIN },
    Style { id: "TableText105", name: "Table Text 10.5", size: 21, ..CELL },
    Style { id: "TableText10", name: "Table Text 10", size: 20, ..CELL },
    Style { id: "TableText95", name: "Table Text 9.5", size: 19, ..CELL },
    Style { id: "TableText9", name: "Table Text 9", size: 18, ..CELL },
    Style { id: "TableText85", name: "Table Text 8.5", size: 17, ..CELL },
    // The head of the first page and who signs, in the sizes of Decree 30.
    Style { id: "Letterhead", name: "Letterhead", size: 24, bold: true, align: "center", line: 240, ..PLAIN },
    Style { id: "LetterheadText", name: "Letterhead Text", size: 26, align: "center", line: 240, ..PLAIN },
    Style { id: "Signature", name: "Signature Block", size: 26, align: "center", line: 240, ..PLAIN },
    Style {
        id: "Recipients",
        name: "Recipients",
        next: "Receivers",
        size: 24,
        bold: true,
        italic: true,
        line: 240,
        ..PLAIN
    },
    Style { id: "Receivers", name: "Receivers", size: 22, line: 240, ..PLAIN },
    // Between a table and what follows where nothing is said below it.
    Style { id: "Gap", name: "Gap", size: 4, space: (0, 160), line: 240, ..PLAIN },
    Style { id: "CardText", name: "Card Text", size: 19, line: 240, ..PLAIN },
    Style {
        id: "CardLabel",
        name: "Card Label",
        based_on: "CardText",
        size: 19,
        colour: SOFT,
        line: 240,
        ..PLAIN
    },
    Style { id: "CardValue", name: "Card Value", size: 32, bold: true, space: (20, 20), line: 240, ..PLAIN },
    Style { id: "Header", name: "header", align: "center", ..PLAIN },
    Style {
        id: "RunningTitle",
        name: "Running Title",
        based_on: "Header",
        size: 18,
        colour: SOFT,
        align: "center",
        ..PLAIN
    },
];

/// A cell in smaller letters.
const CELL: Style = Style { based_on: "TableText", ..PLAIN };

/// A style of characters.
struct Letters {
    id: &'static str,
    name: &'static str,
    bold: bool,
    italic: bool,
    colour: &'static str,
}

/// Letters that stand out within a paragraph. No two of them meet, and none stands in a paragraph that is bold by itself: of two
/// bold ones a text program makes one that is not.
const LETTERS: [Letters; 11] = [
    Letters { id: "Strong", name: "Strong", bold: true, ..MARK },
    Letters { id: "Emphasis", name: "Emphasis", italic: true, ..MARK },
    Letters { id: "TableHead", name: "Table Head", bold: true, ..MARK },
    Letters { id: "TableUnit", name: "Table Unit", colour: SOFT, ..MARK },
    Letters { id: "TableTotal", name: "Table Total", bold: true, ..MARK },
    Letters { id: "Good", name: "Good", colour: GOOD, ..MARK },
    Letters { id: "Watch", name: "Watch", colour: WATCH, ..MARK },
    Letters { id: "Bad", name: "Bad", colour: BAD, ..MARK },
    Letters { id: "TotalGood", name: "Table Total Good", bold: true, colour: GOOD, ..MARK },
    Letters { id: "TotalWatch", name: "Table Total Watch", bold: true, colour: WATCH, ..MARK },
    Letters { id: "TotalBad", name: "Table Total Bad", bold: true, colour: BAD, ..MARK },
];

impl Letters {
    fn coloured(&self) -> bool {
        !self.colour.is_empty()
    }
}

const MARK: Letters = Letters { id: "", name: "", bold: false, italic: false, colour: "" };
const GOOD: &str = "0B6B54";
const WATCH: &str = "8A4A00";
const BAD: &str = "801650";

/// The colour of what is in a state; none for what is in none.
pub(super) fn colour(state: State) -> Option<&'static str> {
    match state {
        State::Good => Some(GOOD),
        State::Watch => Some(WATCH),
        State::Bad => Some(BAD),
        State::Neutral => None,
    }
}

/// The style of characters in a cell of a state, in a row that counts the others or not.
pub(super) fn letters_of(state: State, total: bool) -> &'static str {
    match (state, total) {
        (State::Neutral, false) => "",
        (State::Neutral, true) => "TableTotal",
        (State::Good, false) => "Good",
        (State::Good, true) => "TotalGood",
        (State::Watch, false) => "Watch",
        (State::Watch, true) => "TotalWatch",
        (State::Bad, false) => "Bad",
        (State::Bad, true) => "TotalBad",
    }
}

/// The style of cells with letters of a size, points.
pub(super) fn cell(size: f64) -> &'static str {
    let fits = |style: &&Style| {
        (style.id == "TableText" || style.based_on == "TableText") && f64::from(style.size) <= size * 2.0
    };
    STYLES.iter().find(fits).map_or("TableText85", |style| style.id)
}

/// What a paragraph of a style takes of the page, in points.
pub(super) struct Place {
    /// Size and weight of its letters, and how far apart its lines are, in their own height.
    pub size: f64,
    pub bold: bool,
    pub apart: f64,
    /// Space above and below.
    pub space: (f64, f64),
    /// What a rule below its words takes, which no space of the next paragraph swallows.
    pub rule: f64,
    /// It stays on the page of the next one; its lines stay on one page.
    pub keep_next: bool,
    pub whole: bool,
    /// Its lines are as wide as the column.
    pub justified: bool,
    /// How much further in its first line begins.
    pub indent: f64,
    /// How much narrower it is than the column.
    pub inset: f64,
    /// Its name, where paragraphs of this style follow each other without space.
    pub tight: Option<&'static str>,
}

/// The place of a style; that of plain text where there is no such style.
pub(super) fn place(id: &str) -> Place {
    let style = STYLES.iter().find(|style| style.id == id).unwrap_or(&PLAIN);
    let points = |twips: u32| f64::from(twips) / 20.0;
    let size = if style.size == 0 { PLAIN_SIZE } else { style.size };
    // What borders and their distance from the words add: a frame stands off its neighbours, a rule belongs to its words.
    let (frame, rule) = match style.extra {
        Extra::Frame => (6.75, 0.0),
        Extra::Rule => (0.0, 5.25),
        _ => (0.0, 0.0),
    };
    Place {
        size: f64::from(size) / 2.0,
        bold: style.bold,
        apart: f64::from(style.line) / 240.0,
        space: (points(style.space.0) + frame, points(style.space.1) + frame),
        rule,
        keep_next: style.keep_next,
        whole: style.whole,
        justified: style.align == "both",
        indent: if style.extra == Extra::Indent { points(FIRST_LINE) } else { 0.0 },
        inset: match style.extra {
            Extra::Bar | Extra::Frame => 2.0 * points(SIDE),
            Extra::Entry(left) => points(left),
            _ if id == LIST || id == KEY_LIST => points(HANGING),
            _ => 0.0,
        },
        tight: matches!(style.extra, Extra::Tight | Extra::Frame).then_some(style.id),
    }
}
