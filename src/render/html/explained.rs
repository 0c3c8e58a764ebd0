//! Explanations of figures as tables: those of one formula together, and of these the ones that are computed from the
//! same things in one table, so that a formula, the names of what goes into it and what all titles share stand once.

use std::collections::BTreeMap;

use serde::Serialize;

use super::anchors::{place_of, place_part};
use super::lines::{LineLink, Lines, LinesView};
use super::view::Look;
use crate::compose::report::Explanation;
use crate::model::FigureId;

/// So many figures that are computed from things of the same names stand in a table of their own; the names of fewer
/// stand in the cells.
const ALIKE: usize = 6;

/// So many figures of which only the place differs stand in a table of their own.
const PLACES: usize = 10;

/// Where what titles share may end, and in long tables between any two words.
const WORDS: [&str; 4] = [", ", ": ", "; ", " "];

/// A formula, and the figures that it gives.
#[derive(Serialize)]
pub(super) struct FormulaView<'a> {
    formula: &'a str,
    groups: Vec<GroupView<'a>>,
}

/// Figures that are computed from the same things.
#[derive(Serialize)]
struct GroupView<'a> {
    /// What all titles begin and end with.
    title: (&'a str, &'a str),
    /// What all names begin and end with.
    name: (&'a str, &'a str),
    /// Names of what goes into them, a column each; nothing where the cells say it.
    heads: Vec<Option<&'a str>>,
    /// What goes into all of them.
    shared: Vec<(&'a str, &'a str)>,
    caveats: &'a [String],
    /// Whether lines are named.
    lined: bool,
    /// The file in which all lines lie.
    file: Option<&'a str>,
    figures: Vec<ExplanationView<'a>>,
}

#[derive(Serialize)]
struct ExplanationView<'a> {
    id: String,
    title: &'a str,
    name: &'a str,
    value: &'a str,
    operands: Vec<Operand<'a>>,
    lines: Vec<LineLink<'a>>,
    more: &'a str,
    /// The place that is meant, where the name does not say so.
    place: Option<&'a str>,
}

#[derive(Serialize)]
struct Operand<'a> {
    /// Its name, where the head of its column does not say it.
    label: Option<&'a str>,
    value: &'a str,
    href: Option<String>,
}

/// A figure with its explanation.
type Explained<'a> = (&'a FigureId, &'a Explanation);

impl<'a> Look<'_, 'a> {
    /// All explanations by their formulas, in the order in which these are met, and the lines that they point to.
    pub(super) fn explanations(&self) -> (Vec<FormulaView<'a>>, LinesView<'a>) {
        let mut lines = Lines::default();
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut formulas: Vec<(&str, Vec<Explained<'a>>)> = Vec::new();
        for (id, explanation) in &self.report.explanations {
            let number = *numbers.entry(&explanation.formula).or_insert(formulas.len());
            if number == formulas.len() {
                formulas.push((&explanation.formula, Vec::new()));
            }
            formulas[number].1.push((id, explanation));
        }
        let views = formulas.into_iter().map(|(formula, figures)| {
            let groups = grouped(figures).into_iter();
            FormulaView { formula, groups: groups.map(|figures| self.group(&figures, &mut lines)).collect() }
        });
        (views.collect(), lines.view(self.tongues))
    }

    fn group(&self, figures: &[Explained<'a>], lines: &mut Lines<'a>) -> GroupView<'a> {
        let first = figures.first().map(|(_, first)| *first);
        let columns = first.map_or(0, |first| first.operands.len());
        let alike = |at: usize| {
            let mut all = figures.iter().filter_map(|(_, explanation)| explanation.operands.get(at));
            let (label, value, figure) = all.next()?;
            let labels = all.clone().all(|(other, ..)| other == label);
            let values = figure.is_none() && all.all(|(_, other, figure)| figure.is_none() && other == value);
            Some((label.as_str(), value.as_str(), labels, values))
        };
        let columns: Vec<_> = (0..columns).filter_map(alike).collect();
        // What is the same in a single row is no less particular to it.
        let is_shared = |at: usize| {
            figures.len() > 1 && columns.get(at).is_some_and(|(_, _, labels, values)| *labels && *values)
        };
        let titles: Vec<&'a str> =
            figures.iter().map(|(_, explanation)| explanation.title.as_str()).collect();
        let names: Vec<&'a str> = figures.iter().map(|(id, _)| id.as_str()).collect();
        let title = common(&titles, if figures.len() >= PLACES { &WORDS } else { &WORDS[..3] });
        let name = common(&names, &["/"]);
        let mut files =
            figures.iter().flat_map(|(_, explanation)| &explanation.lines).map(|line| line.file());
        let file = files.next().flatten().filter(|first| files.all(|file| file == Some(*first)));
        let rows = figures.iter().map(|(id, explanation)| {
            let operands = explanation.operands.iter().enumerate().filter(|(at, _)| !is_shared(*at));
            let operands = operands.map(|(at, (label, value, figure))| Operand {
                label: columns.get(at).is_none_or(|(_, _, labels, _)| !labels).then_some(label.as_str()),
                value,
                href: figure.as_ref().and_then(|figure| self.anchors.href(figure)),
            });
            ExplanationView {
                id: self.anchors.href(id).unwrap_or_default(),
                title: between(&explanation.title, title),
                name: between(id.as_str(), name),
                value: &explanation.value,
                operands: operands.collect(),
                lines: explanation.lines.iter().map(|line| lines.link(line).within(file)).collect(),
                more: &explanation.more,
                place: self.place(id, &explanation.title),
            }
        });
        let rows: Vec<ExplanationView<'a>> = rows.collect();
        GroupView {
            title,
            name,
            heads: (0..columns.len())
                .filter(|at| !is_shared(*at))
                .map(|at| columns.get(at).filter(|column| column.2).map(|column| column.0))
                .collect(),
            shared: (0..columns.len())
                .filter(|at| is_shared(*at))
                .filter_map(|at| columns.get(at).map(|column| (column.0, column.1)))
                .collect(),
            caveats: first.map_or(&[], |first| &first.caveats),
            lined: rows.iter().any(|row| !row.lines.is_empty() || !row.more.is_empty()),
            file,
            figures: rows,
        }
    }

    /// The place that a figure is of, where that is not the one whose code its name has; blank where it is none.
    fn place(&self, id: &FigureId, title: &str) -> Option<&'a str> {
        let code = place_of(id)?;
        let key = self.places.key(code, |name| title.contains(name));
        let said = self.report.places.iter().any(|subject| subject.key == code);
        match key {
            Some(key) if key == code => None,
            Some(key) => Some(key),
            None => said.then_some(""),
        }
    }
}

/// Figures of one formula in groups: those with other caveats apart, then those computed from things of other names, then
/// those of which more than the place differs, as far as there are many of them.
fn grouped(figures: Vec<Explained<'_>>) -> Vec<Vec<Explained<'_>>> {
    let by_caveats = split(figures, 1, |(_, explanation)| explanation.caveats.clone());
    let by_labels = by_caveats.into_iter().flat_map(|figures| {
        let (many, few) = apart(figures, ALIKE, |(_, explanation)| {
            explanation.operands.iter().map(|(label, ..)| label.clone()).collect::<Vec<_>>()
        });
        many.into_iter().chain(split(few, 1, |(_, explanation)| explanation.operands.len()))
    });
    let by_names = by_labels.flat_map(|figures| split(figures, PLACES, |(id, _)| place_part(id)));
    by_names.collect()
}

/// Groups by a key in the order in which they are met; those with fewer than `least` stay together behind the others.
fn split<'a, K: Ord>(
    figures: Vec<Explained<'a>>,
    least: usize,
    key: impl Fn(&Explained<'a>) -> K,
) -> Vec<Vec<Explained<'a>>> {
    let (mut groups, few) = apart(figures, least, key);
    if !few.is_empty() {
        groups.push(few);
    }
    groups
}

/// Groups of `least` figures at least by a key, in the order in which they are met, and the figures of the others.
fn apart<'a, K: Ord>(
    figures: Vec<Explained<'a>>,
    least: usize,
    key: impl Fn(&Explained<'a>) -> K,
) -> (Vec<Vec<Explained<'a>>>, Vec<Explained<'a>>) {
    let mut numbers: BTreeMap<K, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<Explained<'a>>> = Vec::new();
    for figure in figures {
        let number = *numbers.entry(key(&figure)).or_insert(groups.len());
        if number == groups.len() {
            groups.push(Vec::new());
        }
        groups[number].push(figure);
    }
    let (many, few): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| group.len() >= least);
    (many, few.into_iter().flatten().collect())
}

/// What all texts begin and end with, up to one of `marks`: nothing of a single text, and never a whole one.
fn common<'a>(texts: &[&'a str], marks: &[&str]) -> (&'a str, &'a str) {
    let Some((first, others)) = texts.split_first().filter(|(_, others)| !others.is_empty()) else {
        return ("", "");
    };
    let alike = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| -> usize {
        a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
    };
    let before = others.iter().map(|other| alike(&mut first.chars(), &mut other.chars())).min().unwrap_or(0);
    let after = others
        .iter()
        .map(|other| alike(&mut first.chars().rev(), &mut other.chars().rev()))
        .min()
        .unwrap_or(0);
    let shared = first.get(..before).unwrap_or_default();
    let before =
        marks.iter().filter_map(|mark| shared.rfind(mark).map(|at| at + mark.len())).max().unwrap_or(0);
    // What they end with begins behind what the shortest of them begins with.
    let shortest = texts.iter().map(|text| text.len()).min().unwrap_or(0);
    let after = after.min(shortest.saturating_sub(before + 1));
    let from =
        (first.len() - after..=first.len()).find(|at| first.is_char_boundary(*at)).unwrap_or(first.len());
    let shared = first.get(from..).unwrap_or_default();
    let after = marks.iter().filter_map(|mark| shared.find(mark)).min().map_or(0, |at| shared.len() - at);
    (first.get(..before).unwrap_or_default(), first.get(first.len() - after..).unwrap_or_default())
}

/// A text without what it begins and ends with.
fn between<'a>(text: &'a str, (before, after): (&str, &str)) -> &'a str {
    text.get(before.len()..text.len() - after.len()).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_titles_and_names_share_stands_once() {
        let titles = ["Thứ hạng của Hà Nội, năm 2024", "Thứ hạng của Hà Giang, năm 2024"];
        assert_eq!(common(&titles, &WORDS), ("Thứ hạng của Hà ", ", năm 2024"));
        assert_eq!(common(&titles, &WORDS[..3]), ("", ", năm 2024"));
        let names = ["ranks/01/x/2024", "ranks/02/x/2024"];
        assert_eq!(common(&names, &["/"]), ("ranks/", "/x/2024"));
        assert_eq!(between(names[1], ("ranks/", "/x/2024")), "02");
        // A title is never all of what is shared, and a single one shares nothing.
        let titles = ["Cam kết: x, y", "Cam kết: y"];
        let shared = common(&titles, &WORDS);
        assert!(titles.iter().all(|title| !between(title, shared).is_empty()), "{shared:?}");
        assert_eq!(common(&titles[..1], &WORDS), ("", ""));
        assert_eq!(common(&["a, b", "a, b"], &WORDS), ("a, ", ""));
    }

    #[test]
    fn figures_stand_with_those_that_are_computed_alike() {
        let explanation = |labels: &[&str], caveat: &str| Explanation {
            operands: labels.iter().map(|label| ((*label).to_owned(), "1".to_owned(), None)).collect(),
            caveats: (!caveat.is_empty()).then(|| caveat.to_owned()).into_iter().collect(),
            ..Explanation::default()
        };
        let id = |name: String| FigureId(name);
        let mut all: Vec<(FigureId, Explanation)> = (10..22)
            .flat_map(|place| {
                [
                    (id(format!("coverage/{place}/x/2024")), explanation(&["đạt", "tổng"], "")),
                    (id(format!("coverage/{place}/y/2024")), explanation(&["đạt", "tổng"], "")),
                ]
            })
            .collect();
        all.push((id("coverage/all/z/2024".into()), explanation(&["đạt", "tổng"], "")));
        all.push((id("coverage/10/gap".into()), explanation(&["Hà Nội", "Cả nước"], "")));
        all.push((id("coverage/11/gap".into()), explanation(&["Huế", "Cả nước"], "")));
        all.push((id("coverage/12/x/2023".into()), explanation(&["đạt", "tổng"], "ít câu hỏi")));
        let groups = grouped(all.iter().map(|(id, explanation)| (id, explanation)).collect());
        let told: Vec<(&str, usize)> =
            groups.iter().map(|group| (group[0].0.as_str(), group.len())).collect();
        assert_eq!(
            told,
            [
                ("coverage/10/x/2024", 12),
                ("coverage/10/y/2024", 12),
                ("coverage/all/z/2024", 1),
                ("coverage/10/gap", 2),
                ("coverage/12/x/2023", 1)
            ]
        );
    }
}
