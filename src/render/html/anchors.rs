//! Where figures stand on the page, and which place and topic they speak of.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::compose::Report;
use crate::compose::report::{Subject, TableRow};
use crate::model::FigureId;
use crate::model::table::{COMMITMENTS, TOPICS};

/// An entry of the picker or of the contents.
#[derive(Serialize)]
pub(super) struct Choice {
    pub key: String,
    pub label: String,
}

/// The places that can be picked, by the codes under which figures speak of them.
pub(super) struct Places<'a>(BTreeMap<&'a str, Vec<&'a Subject>>);

impl<'a> Places<'a> {
    pub(super) fn new(subjects: &'a [Subject]) -> Self {
        let mut codes: BTreeMap<&str, Vec<&Subject>> = BTreeMap::new();
        for subject in subjects {
            for code in &subject.codes {
                codes.entry(code).or_default().push(subject);
            }
        }
        Places(codes)
    }

    /// The address of the place that `code` means. Where two places had the code one after the other, it is the one whose
    /// name is there; where neither is, nothing is guessed.
    pub(super) fn key(&self, code: &str, says: impl Fn(&str) -> bool) -> Option<&'a str> {
        match self.0.get(code)?.as_slice() {
            [only] => Some(&only.key),
            several => {
                let mut said = several.iter().filter(|subject| says(&subject.called));
                said.next().filter(|_| said.next().is_none()).map(|subject| subject.key.as_str())
            }
        }
    }
}

/// Where the figures stand on the page: a number each, since an edition has thousands of links to them. Their names stand
/// beside their explanations.
pub(super) struct Anchors<'a>(BTreeMap<&'a FigureId, String>);

impl<'a> Anchors<'a> {
    pub(super) fn new(report: &'a Report) -> Self {
        Anchors(report.explanations.keys().enumerate().map(|(at, id)| (id, numbered(at))).collect())
    }

    /// The anchor of a figure, which is also how it is linked to.
    pub(super) fn href(&self, id: &FigureId) -> Option<String> {
        self.0.get(id).cloned()
    }
}

/// `-0`, `-z`, `-10`: no heading and no other place of the page has such a name.
fn numbered(number: usize) -> String {
    const SIGNS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut signs = Vec::new();
    let mut rest = number;
    while rest > 0 || signs.is_empty() {
        signs.push(char::from(SIGNS[rest % SIGNS.len()]));
        rest /= SIGNS.len();
    }
    std::iter::once('-').chain(signs.into_iter().rev()).collect()
}

/// A name as an id, which holds no space.
pub(super) fn anchor(name: &str) -> String {
    name.chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect()
}

pub(super) fn percent_encoded(anchor: &str) -> String {
    let mut text = String::with_capacity(anchor.len());
    for byte in anchor.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/@:!$()*,;=".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

/// The place a figure's name speaks of, without its vintage.
pub(super) fn place_of(id: &FigureId) -> Option<&str> {
    let mut parts = id.as_str().split('/');
    let (table, place) = (parts.next()?, parts.next()?);
    // One commitment is named by its line.
    let is_line =
        table == COMMITMENTS.name && parts.clone().count() == 1 && parts.next() == Some("days_late");
    (!is_line).then(|| place.split('@').next().unwrap_or(place))
}

/// A figure's name around its place.
pub(super) fn place_part(id: &FigureId) -> Option<(&str, &str)> {
    let name = id.as_str();
    let from = name.find('/')? + 1;
    let rest = &name[from..];
    Some((&name[..from], &rest[rest.find('/').unwrap_or(rest.len())..]))
}

/// The topic a figure's name speaks of.
pub(super) fn topic_of(id: &FigureId) -> Option<&str> {
    let mut parts = id.as_str().split('/');
    match parts.next()? {
        // Place and period stand before it.
        table if table == TOPICS.name => parts.nth(2),
        "topic_trends" | "topic_moves" | "distinctive_topics" => parts.nth(1),
        _ => None,
    }
}

/// What a figure's name speaks of beside place and period: its topic, or its indicator.
pub(super) fn subject_of(id: &FigureId) -> Option<&str> {
    topic_of(id).or_else(|| id.as_str().split('/').nth(2))
}

/// The one answer that all figures of a row give that have one, where they agree.
pub(super) fn common(row: &TableRow, part: fn(&FigureId) -> Option<&str>) -> Option<&str> {
    let mut answers = row.cells.iter().filter_map(|cell| cell.figure.as_ref()).filter_map(part);
    let first = answers.next()?;
    answers.all(|answer| answer == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_short_and_each_is_another() {
        assert_eq!([0, 35, 36, 1295, 1296].map(numbered), ["-0", "-z", "-10", "-zz", "-100"]);
        let part = |id: &str| place_part(&FigureId(id.to_owned())).map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(part("ranks/14/x/2024"), Some(("ranks/".to_owned(), "/x/2024".to_owned())));
        assert_eq!(part("quality/read"), Some(("quality/".to_owned(), String::new())));
    }

    #[test]
    fn names_say_of_whom_and_of_what_they_speak() {
        let said = |id: &str| {
            let id = FigureId(id.to_owned());
            [place_of(&id), topic_of(&id), subject_of(&id)].map(|part| part.map(str::to_owned))
        };
        let some = |words: &str| Some(words.to_owned());
        assert_eq!(said("topics/14/2023/ai/questions"), [some("14"), some("ai"), some("ai")]);
        assert_eq!(said("topic_trends/all/ai/share/q"), [some("all"), some("ai"), some("ai")]);
        assert_eq!(said("targets/44@63/villages/2025/gap"), [some("44"), None, some("villages")]);
        assert_eq!(said("commitments/c.csv:5/days_late")[0], None);
        assert_eq!(said("commitments/14/Sở/overdue")[0], some("14"));
    }
}
