//! Explanations of figures, those of one formula together, and the lines of the exports that they rest on: each formula
//! and each line stands once, as many figures rest on it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::anchors::{place_of, topic_of};
use super::view::Look;
use crate::compose::report::SourceLine;

/// A formula, and the figures that it gives.
#[derive(Serialize)]
pub(super) struct FormulaView<'a> {
    formula: &'a str,
    figures: Vec<ExplanationView<'a>>,
}

#[derive(Serialize)]
struct ExplanationView<'a> {
    id: String,
    title: &'a str,
    value: &'a str,
    operands: Vec<Operand<'a>>,
    caveats: &'a [String],
    lines: Vec<LineLink<'a>>,
    more: &'a str,
    place: Option<&'a str>,
    topic: Option<&'a str>,
}

#[derive(Serialize)]
struct Operand<'a> {
    label: &'a str,
    value: &'a str,
    href: Option<String>,
}

/// A line named by where it lies; its text stands at the anchor, where it has one.
#[derive(Serialize)]
struct LineLink<'a> {
    place: &'a str,
    id: Option<String>,
}

/// A line as it stood.
#[derive(Serialize)]
pub(super) struct LineView<'a> {
    id: String,
    place: &'a str,
    text: &'a str,
}

/// The lines met so far, in the order of their numbers.
#[derive(Default)]
struct Lines<'a> {
    numbers: BTreeMap<(&'a str, &'a str), usize>,
    views: Vec<LineView<'a>>,
}

impl<'a> Lines<'a> {
    fn link(&mut self, line: &'a SourceLine) -> LineLink<'a> {
        if line.text.is_empty() {
            return LineLink { place: &line.place, id: None };
        }
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry((&line.place, &line.text)).or_insert(next);
        let id = format!("L{number}");
        if number == next {
            self.views.push(LineView { id: id.clone(), place: &line.place, text: &line.text });
        }
        LineLink { place: &line.place, id: Some(id) }
    }
}

impl<'a> Look<'_, 'a> {
    /// All explanations by their formulas, in the order in which these are met, and the lines that they point to.
    pub(super) fn explanations(&self) -> (Vec<FormulaView<'a>>, Vec<LineView<'a>>) {
        let mut lines = Lines::default();
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut formulas: Vec<FormulaView<'a>> = Vec::new();
        for (id, explanation) in &self.report.explanations {
            let Some(anchor) = self.anchors.0.get(id) else { continue };
            let number = *numbers.entry(&explanation.formula).or_insert(formulas.len());
            if number == formulas.len() {
                formulas.push(FormulaView { formula: &explanation.formula, figures: Vec::new() });
            }
            let operands = explanation.operands.iter().map(|(label, value, figure)| Operand {
                label,
                value,
                href: figure.as_ref().and_then(|figure| self.anchors.href(figure)),
            });
            let said = |name: &str| explanation.title.contains(name);
            formulas[number].figures.push(ExplanationView {
                id: anchor.clone(),
                title: &explanation.title,
                value: &explanation.value,
                operands: operands.collect(),
                caveats: &explanation.caveats,
                lines: explanation.lines.iter().map(|line| lines.link(line)).collect(),
                more: &explanation.more,
                place: place_of(id).and_then(|code| self.places.key(code, said)),
                topic: topic_of(id),
            });
        }
        (formulas, lines.views)
    }
}
