//! Explanations: how one figure came about.

use crate::clean::tables::Origin;
use crate::model::FigureId;

/// How one figure came about.
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    /// What the figure is, in words.
    pub title: String,
    /// The value as people read it.
    pub value: String,
    /// The formula, in words and signs.
    pub formula: String,
    /// What goes into it: name, value, and the figure's own name where it has one.
    pub operands: Vec<(String, String, Option<FigureId>)>,
    /// Where it comes from.
    pub lines: Vec<SourceLine>,
    /// Doubts and caveats about it, finished.
    pub caveats: Vec<String>,
    /// "và 12 dòng khác", finished; empty where all lines are shown.
    pub more: String,
}

/// What stands between two cells of a line, and between a header and its cell.
const BETWEEN: &str = " · ";
const IS: &str = " = ";

/// The text of a line: `header = cell · header = cell`.
pub fn line_text(cells: impl IntoIterator<Item = (String, String)>) -> String {
    let cells = cells.into_iter().map(|(header, cell)| header + IS + &cell);
    cells.collect::<Vec<_>>().join(BETWEEN)
}

/// One line of an export behind a figure.
#[derive(Clone, Debug, Default)]
pub struct SourceLine {
    /// `coverage.csv:3`, or `so-lieu.xlsx[Biểu 5]:12`.
    pub place: String,
    /// The line as it stood; empty where it may not be published.
    pub text: String,
    /// The line, to look its text up by.
    pub origin: Option<Origin>,
}

impl SourceLine {
    /// The file, with its sheet; nothing where it is no line of one.
    pub fn file(&self) -> Option<&str> {
        self.place.rsplit_once(':').map(|(file, _)| file)
    }

    /// The cells that [`line_text`] made the text of, each behind its header; nothing where it is no such text.
    pub fn cells(&self) -> Option<Vec<(&str, &str)>> {
        self.text.split(BETWEEN).map(|cell| cell.split_once(IS)).collect()
    }
}
