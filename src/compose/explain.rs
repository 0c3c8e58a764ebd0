//! Explanations: how a figure came about, from its formula down to the lines of the exports.

use super::composer::Composer;
use super::names::plural;
use super::report::{Explanation, SourceLine};
use crate::clean::tables::{Origin, Origins};
use crate::model::FigureId;

/// Lines shown of a figure that rests on more of them than are kept.
const SOME_LINES: usize = 3;

impl Explanation {
    /// An explanation with what the figure is, its value and its formula.
    pub(super) fn new(
        title: impl Into<String>,
        value: impl Into<String>,
        formula: impl Into<String>,
    ) -> Self {
        Explanation {
            title: title.into(),
            value: value.into(),
            formula: formula.into(),
            ..Explanation::default()
        }
    }

    /// Something that goes into the figure and has no name of its own.
    pub(super) fn plain(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.operands.push((name.into(), value.into(), None));
        self
    }

    /// Another figure that goes into this one.
    pub(super) fn operand(mut self, name: impl Into<String>, value: impl Into<String>, id: FigureId) -> Self {
        self.operands.push((name.into(), value.into(), Some(id)));
        self
    }

    /// A doubt or caveat; an empty one is left out.
    pub(super) fn caveat(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.caveats.push(text);
        }
        self
    }

    /// The lines it comes from.
    pub(super) fn resting_on(mut self, c: &Composer<'_>, origins: &Origins) -> Self {
        // A figure of few lines shows them all; of many it shows some, so that a large report stays a page.
        let kept = origins.first.len();
        let shown = if origins.count > Origins::KEPT as u64 { kept.min(SOME_LINES) } else { kept };
        self.lines.extend(origins.first.iter().take(shown).map(|&origin| source_line(c, origin)));
        let shown = u64::try_from(shown).unwrap_or(u64::MAX);
        let rest = origins.count.saturating_sub(shown);
        if rest > 0 {
            let number = c.n.count(rest);
            let lines = plural(c.lang, rest, "dòng khác", "more line", "more lines");
            self.more = c.t(&format!("và {number} {lines}"), &format!("and {number} {lines}"));
        }
        self
    }

    /// The one line it comes from.
    pub(super) fn resting_on_line(mut self, c: &Composer<'_>, origin: Origin) -> Self {
        self.lines.push(source_line(c, origin));
        self
    }

    /// The doubts that the audit has about the figure.
    pub(super) fn with_doubts(mut self, c: &Composer<'_>, id: &FigureId) -> Self {
        self.caveats.extend(c.doubts(id));
        self
    }
}

fn source_line(c: &Composer<'_>, origin: Origin) -> SourceLine {
    SourceLine { place: c.origin(origin), text: c.line(origin), origin: Some(origin) }
}
