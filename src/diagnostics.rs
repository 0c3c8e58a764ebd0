//! Messages for the terminal: the line as it stood, the cell underlined, what is wrong and what to do.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::clean::{Audit, Check, Rejection};
use crate::ingest::{Source, Unusable};
use crate::model::rule::Severity;
use crate::model::{Lang, Rule};

/// How messages are shown.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Colours (only for a terminal).
    pub colours: bool,
    /// Language.
    pub lang: Lang,
    /// Messages of one rule that are shown; the rest is counted.
    pub per_rule: usize,
}

/// A longer line is cut around its cell, so that the terminal shows what matters.
const WIDTH: usize = 160;

/// The messages of a run, worst first: unusable files, rejected rows, conflicts, doubts.
pub fn messages(audit: &Audit, style: Style) -> Vec<String> {
    let mut shown: BTreeMap<Rule, usize> = BTreeMap::new();
    let mut texts = Vec::new();
    let mut take = |rule: Rule| {
        let count = shown.entry(rule).or_default();
        *count += 1;
        *count <= style.per_rule
    };
    for unusable in &audit.unusable {
        texts.push(unusable_file(unusable, style));
    }
    for rejection in &audit.rejections {
        if take(rejection.rule) {
            texts.push(rejected_row(audit, rejection, style));
        }
    }
    for check in &audit.checks {
        if take(check.rule) {
            texts.push(doubt(audit, check, style));
        }
    }
    for (rule, count) in shown {
        if count > style.per_rule {
            let title = style.lang.pick(rule.title().0, rule.title().1);
            let rest = count - style.per_rule;
            texts.push(match style.lang {
                Lang::Vi => format!("… và {rest} trường hợp {} khác ({title}); xem quality/", rule.code()),
                Lang::En => format!("… and {rest} more of {} ({title}); see quality/", rule.code()),
            });
        }
    }
    texts
}

/// `coverage.csv`, or `bieu.xlsx[Biểu 5]`.
pub fn source_name(source: &Source) -> String {
    match &source.sheet {
        Some(sheet) => format!("{}[{sheet}]", source.file),
        None => source.file.to_string(),
    }
}

fn renderer(style: Style) -> Renderer {
    if style.colours { Renderer::styled() } else { Renderer::plain() }
}

fn unusable_file(unusable: &Unusable, style: Style) -> String {
    let lang = style.lang;
    let place = source_name(&unusable.source);
    let place = unusable.line.map_or(place.clone(), |line| format!("{place}:{line}"));
    let title = format!("{place}: {}", unusable.problem.get(lang));
    let advice = lang.pick(unusable.rule.advice().0, unusable.rule.advice().1);
    let group = Group::with_title(Level::ERROR.primary_title(&*title).id(unusable.rule.code()))
        .element(Level::HELP.message(advice));
    renderer(style).render(&[group])
}

/// One rejected row, as a compiler would say it.
pub fn rejected_row(audit: &Audit, rejection: &Rejection, style: Style) -> String {
    let lang = style.lang;
    let file =
        audit.files.get(rejection.origin.file as usize).map_or_else(String::new, |a| source_name(&a.source));
    let (text, span) = window(&rejection.line_text, rejection.span.clone());
    let mut label = rejection.rule.title();
    if rejection.cell_ref.is_some() {
        label = (label.0, label.1);
    }
    let label = match &rejection.cell_ref {
        Some(cell) => format!("{cell}: {}", lang.pick(label.0, label.1)),
        None => lang.pick(label.0, label.1).to_owned(),
    };
    let snippet = Snippet::source(&*text)
        .path(&*file)
        .line_start(usize::try_from(rejection.origin.line).unwrap_or(usize::MAX))
        .fold(false)
        .annotation(AnnotationKind::Primary.span(span).label(&*label));
    let group =
        Group::with_title(Level::ERROR.primary_title(rejection.problem.get(lang)).id(rejection.rule.code()))
            .element(snippet)
            .element(Level::HELP.message(rejection.advice.get(lang)));
    renderer(style).render(&[group])
}

fn doubt(audit: &Audit, check: &Check, style: Style) -> String {
    let lang = style.lang;
    let level = match check.rule.severity() {
        Severity::Doubt => Level::WARNING,
        _ => Level::ERROR,
    };
    let mut lines: Vec<String> = check
        .origins
        .iter()
        .take(4)
        .filter_map(|origin| {
            let account = audit.files.get(origin.file as usize)?;
            Some(format!("{}:{}", source_name(&account.source), origin.line))
        })
        .collect();
    if check.origins.len() > lines.len() {
        lines.push("…".to_owned());
    }
    let place = lines.join(", ");
    let advice = lang.pick(check.rule.advice().0, check.rule.advice().1);
    let mut group = Group::with_title(level.primary_title(check.problem.get(lang)).id(check.rule.code()));
    if !place.is_empty() {
        group = group.element(Level::NOTE.message(&*place));
    }
    renderer(style).render(&[group.element(Level::HELP.message(advice))])
}

/// The part of a long line around its cell, and the cell's place in it.
///
/// Control characters become spaces, so that nothing in an export can steer the terminal.
fn window(line: &str, span: Option<Range<usize>>) -> (String, Range<usize>) {
    let clean =
        |text: &str| -> String { text.chars().map(|ch| if ch.is_control() { ' ' } else { ch }).collect() };
    let span = span.filter(|s| line.get(s.clone()).is_some()).unwrap_or(0..line.len());
    let before: Vec<char> = line[..span.start].chars().collect();
    let cell: String = line[span.clone()].chars().take(WIDTH).collect();
    let room = WIDTH.saturating_sub(cell.chars().count()) / 2;
    let mut text = String::new();
    if before.len() > room {
        text.push('…');
    }
    text.push_str(&clean(&before[before.len().saturating_sub(room)..].iter().collect::<String>()));
    let start = text.len();
    text.push_str(&clean(&cell));
    let end = text.len();
    let after = &line[span.end..];
    text.push_str(&clean(&after.chars().take(room).collect::<String>()));
    if after.chars().count() > room {
        text.push('…');
    }
    (text, start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_keeps_the_cell_and_no_control_characters() {
        let line = format!("{}\u{1b}[31m,>90,{}", "á".repeat(300), "x".repeat(300));
        let at = line.find(">90").map(|start| start..start + 3);
        let (text, span) = window(&line, at);
        assert_eq!(&text[span], ">90");
        assert!(text.chars().count() <= WIDTH + 2);
        assert!(!text.contains('\u{1b}'));
        let (text, span) = window("", None);
        assert_eq!((text.as_str(), span), ("", 0..0));
    }
}
