//! How digits, marks and spaces stand in a number.

use super::Mark;

/// How digits and marks stand in a number; digits without their marks.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Digits alone.
    Whole(String),
    /// `1.234.567` or `1 234`: groups of three, by the mark or by spaces.
    Grouped(String, Option<Mark>),
    /// `95,10`, `1.234,5`, `1234.567`, `0.123`.
    Fraction { whole: String, part: String, mark: Mark },
    /// `1.234`: thousands or decimals; `split` is where the mark stood.
    Either { whole: String, split: usize, mark: Mark },
}

impl Shape {
    pub(super) fn of(text: &str) -> Option<Shape> {
        let bytes = text.as_bytes();
        if bytes.is_empty() || bytes.len() > 40 {
            return None;
        }
        if !bytes.iter().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b' ')) {
            return None;
        }
        let marks: Vec<(usize, u8)> = bytes
            .iter()
            .enumerate()
            .filter(|(_, b)| matches!(b, b'.' | b','))
            .map(|(i, b)| (i, *b))
            .collect();
        let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).map(char::from).collect::<String>();
        let fraction = |at: usize, mark: u8| {
            let (whole, part) = (&text[..at], &text[at + 1..]);
            let whole = if whole.is_empty() { "0".to_owned() } else { digits(whole) };
            let part_is_plain = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            part_is_plain.then(|| Shape::Fraction { whole, part: part.to_owned(), mark: Mark::of(mark) })
        };
        match marks.as_slice() {
            [] if bytes.contains(&b' ') => groups(text, b' ').then(|| Shape::Grouped(digits(text), None)),
            [] => Some(Shape::Whole(text.to_owned())),
            [(at, mark)] => {
                let (whole, part) = (&text[..*at], &text[*at + 1..]);
                let spaced = whole.contains(' ');
                if spaced && !groups(whole, b' ') || part.contains(' ') {
                    return None;
                }
                let could_group =
                    part.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
                if could_group && !spaced {
                    let whole_digits = digits(whole);
                    let split = whole_digits.len();
                    return Some(Shape::Either { whole: whole_digits + part, split, mark: Mark::of(*mark) });
                }
                fraction(*at, *mark)
            }
            [(_, first), .., (last_at, last)] => {
                if first == last {
                    let all_same = marks.iter().all(|(_, mark)| mark == first);
                    return (all_same && groups(text, *first))
                        .then(|| Shape::Grouped(digits(text), Some(Mark::of(*first))));
                }
                let only_once = marks.iter().filter(|(_, mark)| mark == last).count() == 1;
                if !only_once || !groups(&text[..*last_at], *first) {
                    return None;
                }
                fraction(*last_at, *last)
            }
        }
    }
}

/// Whether digits stand in groups of three behind a first group of one to three.
fn groups(text: &str, mark: u8) -> bool {
    let mut parts = text.split(char::from(mark));
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let first_is_good = parts.next().is_some_and(|first| (1..=3).contains(&first.len()) && plain(first));
    first_is_good && parts.all(|part| part.len() == 3 && plain(part))
}

pub(super) fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// Spaces folded and trimmed, full-width characters and long dashes to plain ones.
pub(super) fn simplify(cell: &[u8]) -> String {
    let text = String::from_utf8_lossy(cell);
    crate::model::fold::tidy(&text)
        .chars()
        .map(|ch| match ch {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(ch as u32 - 0xfee0).unwrap_or(ch),
            '–' | '—' | '−' | '‒' => '-',
            ch => ch,
        })
        .collect()
}
