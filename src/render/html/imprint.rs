//! The last lines of the report, with the sums of files apart: on paper they take one line, on a phone they break anywhere.

use serde::Serialize;

/// Hexadecimal digits of a sum.
const DIGITS: usize = 64;

/// A line: what stands before a sum, the sum, what stands behind it.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Line<'a> {
    before: &'a str,
    sum: &'a str,
    after: &'a str,
}

/// The lines as the template is fed with them.
pub(super) fn lines(imprint: &[String]) -> Vec<Line<'_>> {
    imprint.iter().map(|line| apart(line)).collect()
}

fn apart(line: &str) -> Line<'_> {
    let is_sum = |word: &&str| word.len() == DIGITS && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let sum = line.split(|c: char| !c.is_ascii_alphanumeric()).find(is_sum).unwrap_or_default();
    match line.split_once(sum) {
        Some((before, after)) if !sum.is_empty() => Line { before, sum, after },
        _ => Line { before: line, sum: "", after: "" },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_a_sum_is_told_from_one_without_wherever_it_stands() {
        let sum = "0f".repeat(32);
        let imprint = [format!("teams.csv (SHA-256 {sum})"), "Khoảng tin cậy 95 % (Wilson).".to_owned()];
        assert_eq!(
            lines(&imprint),
            [
                Line { before: "teams.csv (SHA-256 ", sum: &sum, after: ")" },
                Line { before: &imprint[1], sum: "", after: "" }
            ]
        );
        assert_eq!(apart(&format!("{sum}0")).sum, "", "a longer word is no sum");
    }
}
