//! Messages for the terminal: the line as it stood, the cell underlined, what is wrong and what to do.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

pub use crate::clean::audit::source_name;
use crate::clean::tables::Origin;
use crate::clean::{Audit, Check, Rejection};
use crate::ingest::Unusable;
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
    texts.extend(unusable(audit, style));
    // Each conflict is told once, with all of its rows.
    let told = |rule| rule == Rule::RowsConflict && audit.checks.iter().any(|check| check.rule == rule);
    for rejection in &audit.rejections {
        if !told(rejection.rule) && take(rejection.rule) {
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

/// The messages of files that cannot be used at all.
pub fn unusable(audit: &Audit, style: Style) -> Vec<String> {
    audit.unusable.iter().map(|unusable| unusable_file(unusable, style)).collect()
}

/// The levels of messages, called as the language calls them.
#[derive(Clone, Copy)]
enum Called {
    Error,
    Warning,
    Help,
    Note,
}

impl Called {
    fn level(self, lang: Lang) -> Level<'static> {
        let (level, vi) = match self {
            Called::Error => (Level::ERROR, "lỗi"),
            Called::Warning => (Level::WARNING, "cảnh báo"),
            Called::Help => (Level::HELP, "cách xử lý"),
            Called::Note => (Level::NOTE, "ghi chú"),
        };
        match lang {
            Lang::Vi => level.with_name(vi),
            Lang::En => level,
        }
    }
}

fn renderer(style: Style) -> Renderer {
    if style.colours { Renderer::styled() } else { Renderer::plain() }
}

fn unusable_file(unusable: &Unusable, style: Style) -> String {
    let lang = style.lang;
    let place = source_name(&unusable.source);
    let mut title = unusable.problem.get(lang).to_owned();
    if unusable.line.is_none() {
        title = format!("{place}: {title}");
    }
    let (text, span) = window(&unusable.line_text, None);
    let mut group =
        Group::with_title(Called::Error.level(lang).primary_title(&*title).id(unusable.rule.code()));
    if let Some(line) = unusable.line {
        let snippet = Snippet::source(&*text)
            .path(&*place)
            .line_start(usize::try_from(line).unwrap_or(usize::MAX))
            .fold(false)
            .annotation(AnnotationKind::Primary.span(span));
        group = group.element(snippet);
    }
    renderer(style).render(&[group.element(Called::Help.level(lang).message(unusable.advice.get(lang)))])
}

/// One rejected row, as a compiler would say it.
pub fn rejected_row(audit: &Audit, rejection: &Rejection, style: Style) -> String {
    let lang = style.lang;
    let file =
        audit.files.get(rejection.origin.file as usize).map_or_else(String::new, |a| source_name(&a.source));
    let (text, span) = window(&rejection.line_text, rejection.span.clone());
    let line = rejection.origin.line + rejection.below;
    let label = rejection.rule.title();
    let label = match &rejection.cell_ref {
        Some(cell) => format!("{cell}: {}", lang.pick(label.0, label.1)),
        None => lang.pick(label.0, label.1).to_owned(),
    };
    let snippet = Snippet::source(&*text)
        .path(&*file)
        .line_start(usize::try_from(line).unwrap_or(usize::MAX))
        .fold(false)
        .annotation(AnnotationKind::Primary.span(span.clone()).label(&*label));
    let group = Group::with_title(
        Called::Error.level(lang).primary_title(rejection.problem.get(lang)).id(rejection.rule.code()),
    )
    .element(snippet)
    .element(Called::Help.level(lang).message(rejection.advice.get(lang)));
    let rendered = renderer(style).render(&[group]);
    // The column is that of the line in the file, not of the part that is shown.
    let before = |text: &str, end: usize| text.get(..end).map_or(0, |text| text.chars().count()) as u64;
    let shown = before(&text, span.start) + 1;
    let start = rejection.span.as_ref().map_or(0, |span| span.start);
    let column = rejection.skipped + before(&rejection.line_text, start) + 1;
    let at = |column: u64| format!("{file}:{line}:{column}");
    rendered.replacen(&at(shown), &at(column), 1)
}

fn doubt(audit: &Audit, check: &Check, style: Style) -> String {
    let lang = style.lang;
    let level = match check.rule.severity() {
        Severity::Doubt => Called::Warning.level(lang),
        _ => Called::Error.level(lang),
    };
    let place_of = |origin: &Origin| {
        let account = audit.files.get(origin.file as usize)?;
        Some(format!("{}:{}", source_name(&account.source), origin.line))
    };
    let mut group = Group::with_title(level.primary_title(check.problem.get(lang)).id(check.rule.code()));
    let sides = if check.rule == Rule::RowsConflict { sides(audit, check) } else { Vec::new() };
    let shown = &check.origins[..check.origins.len().min(PLACES)];
    if sides.len() == check.origins.len() {
        for (path, line, text) in &sides {
            let snippet = Snippet::source(text.as_str())
                .path(path.as_str())
                .line_start(*line)
                .fold(false)
                .annotation(AnnotationKind::Primary.span(0..text.len()));
            group = group.element(snippet);
        }
    } else if !shown.is_empty() {
        let mut places: Vec<String> = shown.iter().filter_map(place_of).collect();
        if check.origins.len() > places.len() {
            places.push("…".to_owned());
        }
        group = group.element(Called::Note.level(lang).message(places.join(", ")));
    }
    let advice = lang.pick(check.rule.advice().0, check.rule.advice().1);
    renderer(style).render(&[group.element(Called::Help.level(lang).message(advice))])
}

/// Lines that a message names; the rest is an ellipsis.
const PLACES: usize = 4;

/// The rows of a conflict: file, line and the line as it stood.
fn sides(audit: &Audit, check: &Check) -> Vec<(String, usize, String)> {
    let side = |origin: &Origin| {
        let rejection = audit.rejections.iter().find(|rejection| rejection.origin == *origin)?;
        let account = audit.files.get(origin.file as usize)?;
        let (text, _) = window(&rejection.line_text, None);
        Some((source_name(&account.source), usize::try_from(origin.line).unwrap_or(usize::MAX), text))
    };
    check.origins.iter().take(PLACES).filter_map(side).collect()
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
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Project;
    use crate::model::Overrides;

    #[test]
    fn a_conflict_is_told_once_with_each_of_its_lines() {
        let folder = tempfile::tempdir().unwrap();
        for (name, percent) in [("a.csv", "95.10"), ("b.csv", "94.8")] {
            let text =
                format!("period,province,indicator,percent\n2022,Sơn La,adults_smartphone,{percent}\n");
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let audit = Project::open(folder.path(), &Overrides::default()).unwrap().check().unwrap();
        let told = messages(&audit, Style { colours: false, lang: Lang::Vi, per_rule: 9 });
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0].matches("a.csv:2:1").count(), 1, "{}", told[0]);
        assert_eq!(told[0].matches("b.csv:2:1").count(), 1, "{}", told[0]);
        assert!(told[0].contains("Sơn La, năm 2022"), "{}", told[0]);
        assert!(told[0].starts_with("lỗi[C001]: ") && told[0].contains("= cách xử lý: "), "{}", told[0]);
        let told = messages(&audit, Style { colours: false, lang: Lang::En, per_rule: 9 });
        assert!(told[0].starts_with("error[C001]: ") && told[0].contains("= help: "), "{}", told[0]);
    }

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
