//! The doubts and conflicts on the page of quality: those of one rule together, what concerns the same lines in one row.

use std::collections::BTreeMap;

use super::quality_page::quoted;
use crate::clean::tables::Origin;
use crate::clean::{Account, Audit, Check};
use crate::compose::numbers::Numbers;
use crate::diagnostics::source_name;
use crate::model::rule::Severity;
use crate::model::{Lang, Period, Place, Rule};

/// Rows of one rule that the page shows; the rest is counted.
const SHOWN: usize = 20;

/// Lines that are named in a row.
const NAMED: usize = 4;

/// What one rule found: conflicts first, then in the order of the rules.
pub(super) fn points(audit: &Audit, lang: Lang) -> Vec<minijinja::Value> {
    let numbers = Numbers::new(lang);
    let mut rules: BTreeMap<Rule, Vec<Point<'_>>> = BTreeMap::new();
    let mut known: BTreeMap<Concerned<'_>, Vec<usize>> = BTreeMap::new();
    for check in &audit.checks {
        let told = check.problem.get(lang);
        let rows = rules.entry(check.rule).or_default();
        let alike =
            known.entry((check.rule, &check.origins, check.place.as_ref(), check.period)).or_default();
        let takes = |at: &usize| rows.get_mut(*at).is_some_and(|row| row.takes(check, told));
        if !alike.iter().any(takes) {
            alike.push(rows.len());
            rows.push(Point { check, told: vec![told], shared: 0 });
        }
    }
    let mut rules: Vec<(Rule, Vec<Point<'_>>)> = rules.into_iter().collect();
    rules.sort_by_key(|(rule, _)| (rule.severity() != Severity::Conflict, *rule));
    let of_rule = |(rule, rows): &(Rule, Vec<Point<'_>>)| {
        minijinja::context! {
            code => rule.code(),
            conflict => rule.severity() == Severity::Conflict,
            title => lang.pick(rule.title().0, rule.title().1),
            advice => lang.pick(rule.advice().0, rule.advice().1),
            count => numbers.count(rows.len() as u64),
            rows => rows.iter().take(SHOWN).map(|row| minijinja::context! {
                problem => quoted(&row.problem()),
                lines => lines(row.check, &audit.files),
            }).collect::<Vec<_>>(),
            more => rows.len().checked_sub(SHOWN).filter(|more| *more > 0).map(|more| numbers.count(more as u64)),
        }
    };
    rules.iter().map(of_rule).collect()
}

/// What a point is about: rule, lines, place, period.
type Concerned<'a> = (Rule, &'a [Origin], Option<&'a Place>, Option<Period>);

/// Points that are one to those who look them up: the same lines, place and period, and the same words behind what is
/// particular to each, such as the indicators of one row.
struct Point<'a> {
    check: &'a Check,
    told: Vec<&'a str>,
    /// Bytes at the end of all texts that are the same; 0 where there is one text.
    shared: usize,
}

impl<'a> Point<'a> {
    /// Takes in another point about the same, where its words differ only in what is particular to it; without a line
    /// nothing says that it is the same one.
    fn takes(&mut self, other: &Check, told: &'a str) -> bool {
        if other.origins.is_empty() {
            return false;
        }
        if self.told.contains(&told) {
            return true;
        }
        let Some(shared) = self.told.first().and_then(|first| tail(first, told)) else { return false };
        if self.shared > 0 && self.shared != shared {
            return false;
        }
        self.shared = shared;
        self.told.push(told);
        true
    }

    /// `A; B; C, Sơn La: …`: what is particular to each, then what they share.
    fn problem(&self) -> String {
        let [first, ..] = self.told.as_slice() else { return String::new() };
        let heads: Vec<&str> = self.told.iter().map(|told| &told[..told.len() - self.shared]).collect();
        format!("{}{}", heads.join("; "), &first[first.len() - self.shared..])
    }
}

/// Length of the longest end of two texts that is the same and begins behind a name: at `, `.
fn tail(a: &str, b: &str) -> Option<usize> {
    let alike = a.bytes().rev().zip(b.bytes().rev()).take_while(|(a, b)| a == b).count();
    let from = a.len() - alike;
    let cut = a.match_indices(", ").map(|(at, _)| at).find(|at| *at >= from)?;
    // A name of its own stands before it in both.
    let shared = a.len() - cut;
    (cut > 0 && shared < b.len()).then_some(shared)
}

/// The first lines of a point, and how many more there are.
fn lines(check: &Check, files: &[Account]) -> String {
    let place = |file: u32, line: u64| {
        files.get(file as usize).map(|account| format!("{}:{line}", source_name(&account.source)))
    };
    let origins = &check.origins;
    let mut named: Vec<String> =
        origins.iter().take(NAMED).filter_map(|origin| place(origin.file, origin.line)).collect();
    if origins.len() > NAMED {
        named.push("…".to_owned());
    }
    named.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;

    fn check(rule: Rule, line: u64, told: &str) -> Check {
        let origins = vec![Origin { file: 0, line }];
        let (place, period, figure) = (None, None, None);
        Check { rule, origins, place, period, figure, problem: Text::new(told, told) }
    }

    #[test]
    fn what_concerns_the_same_lines_is_one_row_and_a_long_list_is_counted() {
        let why = "Sơn La: dòng của Mộc Châu, Yên Châu bị loại nên không tính được số chung";
        let mut audit = Audit::default();
        for line in 1..=23 {
            for indicator in ["Thôn, bản có sóng", "Dân số có điện thoại", "Hồ sơ nộp trực tuyến"]
            {
                audit.checks.push(check(Rule::PartsNotCombined, line, &format!("{indicator}, {why}")));
            }
        }
        audit.checks.push(check(Rule::PartsNotCombined, 23, "Tổ công nghệ số, Huế: không có số liệu"));
        let said = points(&audit, Lang::Vi);
        assert_eq!(said.len(), 1);
        let rule = serde_json::to_value(&said[0]).unwrap_or_default();
        assert_eq!((&rule["count"], &rule["more"]), (&"24".into(), &"4".into()));
        assert_eq!(rule["rows"].as_array().map(Vec::len), Some(SHOWN));
        assert_eq!(
            rule["rows"][0]["problem"],
            format!("Thôn, bản có sóng; Dân số có điện thoại; Hồ sơ nộp trực tuyến, {why}")
        );
    }

    #[test]
    fn points_of_other_lines_or_in_other_words_stay_apart() {
        let rule = Rule::PartsNotCombined;
        let audit = Audit {
            checks: vec![
                check(rule, 1, "A, Sơn La: thiếu dòng"),
                check(rule, 2, "B, Sơn La: thiếu dòng"),
                check(rule, 2, "Sơn La: hai dòng mâu thuẫn"),
                check(rule, 2, "B, Sơn La: thiếu dòng"),
            ],
            ..Audit::default()
        };
        let said = serde_json::to_value(points(&audit, Lang::Vi)).unwrap_or_default();
        let told: Vec<_> =
            said[0]["rows"].as_array().into_iter().flatten().map(|row| &row["problem"]).collect();
        assert_eq!(told, ["A, Sơn La: thiếu dòng", "B, Sơn La: thiếu dòng", "Sơn La: hai dòng mâu thuẫn"]);
    }
}
