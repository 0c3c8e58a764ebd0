//! Why a cell with something in it is not a number: a bound, a footnote mark, or no number at all.

use super::NumberFault;
use super::shape::{Shape, sign};

/// Words and signs before a number that make it a bound or an approximation (lower case).
const BOUND_BEFORE: &[&str] = &[
    ">",
    "<",
    "≥",
    "≤",
    "=>",
    "=<",
    "~",
    "≈",
    "±",
    "hơn",
    "trên",
    "dưới",
    "khoảng",
    "gần",
    "ít nhất",
    "tối thiểu",
    "tối đa",
    "không quá",
    "chưa đến",
    "chưa tới",
    "chưa đầy",
    "xấp xỉ",
    "đạt trên",
    "đạt hơn",
    "ước khoảng",
    "ước",
    "cỡ",
    "tầm",
    "over",
    "more than",
    "above",
    "about",
    "under",
    "less than",
    "below",
    "nearly",
    "almost",
    "at least",
    "at most",
    "approx",
    "approximately",
    "around",
    "up to",
    "hon",
    "tren",
    "duoi",
    "khoang",
    "gan",
    "từ",
];

/// Words and signs behind a number that make it a bound.
const BOUND_AFTER: &[&str] = &["+", "trở lên", "trở xuống", "or more", "or less", "%+"];

/// Why a cell with something in it is not a number.
pub(super) fn fault_of(text: &str) -> NumberFault {
    let lower = text.to_lowercase();
    if !lower.contains(|ch: char| ch.is_ascii_digit()) {
        return NumberFault::Invalid;
    }
    let before = BOUND_BEFORE.iter().any(|word| {
        lower.strip_prefix(word).is_some_and(|rest| {
            let is_word = word.ends_with(char::is_alphabetic);
            let rest_starts_apart =
                rest.starts_with([' ', '.', ':']) || rest.starts_with(|ch: char| ch.is_ascii_digit());
            (!is_word || rest_starts_apart) && rest.contains(|ch: char| ch.is_ascii_digit())
        })
    });
    if before || BOUND_AFTER.iter().any(|word| lower.ends_with(word)) || is_range(&lower) {
        return NumberFault::Bound;
    }
    if has_footnote(&lower) { NumberFault::Footnote } else { NumberFault::Invalid }
}

/// `90-95`, `90 - 95%`: from one number to another.
fn is_range(text: &str) -> bool {
    let bare = |part: &str| Shape::of(part.trim().trim_end_matches('%').trim_end()).is_some();
    text.split_once('-').is_some_and(|(low, high)| bare(low) && bare(high))
}

/// A number followed by a footnote mark and nothing else.
fn has_footnote(text: &str) -> bool {
    let number_end = text
        .char_indices()
        .take_while(|(_, ch)| ch.is_ascii_digit() || matches!(ch, '.' | ',' | ' ' | '-'))
        .last()
        .map_or(0, |(at, ch)| at + ch.len_utf8());
    let (number, tail) = text.split_at(number_end);
    let Some(_) = Shape::of(sign(number.trim()).1) else { return false };
    let mark = tail.trim().trim_start_matches('%').trim().trim_end_matches('%').trim_end();
    let is_sign =
        |ch: char| matches!(ch, '*' | '†' | '‡' | '§' | '#' | '^' | '¹' | '²' | '³' | '⁴'..='⁹' | 'ª' | 'º');
    if mark.is_empty() {
        return false;
    }
    if mark.chars().all(is_sign) {
        return true;
    }
    let inner = mark
        .strip_prefix('(')
        .and_then(|m| m.strip_suffix(')'))
        .or_else(|| mark.strip_prefix('[').and_then(|m| m.strip_suffix(']')))
        .or_else(|| mark.strip_suffix(')'));
    inner.is_some_and(|m| m.chars().count() <= 2 && m.chars().all(|ch| ch.is_alphanumeric() || is_sign(ch)))
}
