//! How wide letters are in the embedded fonts.

use std::ops::Range;
use std::sync::OnceLock;

use ab_glyph::{Font, FontRef};

use super::fonts;
use crate::model::numbers::NBSP;

/// Characters whose widths are kept: Latin, Greek, Cyrillic, Vietnamese, punctuation, arrows, signs.
const KEPT: u32 = 0x2700;

/// Widths in thousandths of the font size; a character that no embedded font has counts as a full square.
pub(super) struct Letters(Vec<u16>);

impl Letters {
    /// The letters of a font; the serif fills in for those it lacks.
    pub(super) fn load(first: &'static [u8]) -> Self {
        let fonts: Vec<FontRef<'static>> = [first, fonts::SERIF_REGULAR]
            .into_iter()
            .filter_map(|bytes| FontRef::try_from_slice(bytes).ok())
            .collect();
        let of = |code: u32| {
            let Some(letter) = char::from_u32(code) else { return 1000 };
            for font in &fonts {
                let glyph = font.glyph_id(letter);
                if glyph.0 != 0 {
                    let em = f64::from(font.units_per_em().unwrap_or(1000.0));
                    return (f64::from(font.h_advance_unscaled(glyph)) * 1000.0 / em).round() as u16;
                }
            }
            1000
        };
        Self((0..KEPT).map(of).collect())
    }

    /// Width of a text in font sizes. Kerning, which mostly narrows, is left out: the text is this wide at most, or
    /// nearly so.
    pub(super) fn width(&self, text: &str) -> f64 {
        let sum: u32 =
            text.chars().map(|letter| self.0.get(letter as usize).copied().map_or(1000, u32::from)).sum();
        f64::from(sum) / 1000.0
    }
}

/// Lines of a text in the serif that is broken between words, `room` wide in sizes of its letters; the first line of each
/// paragraph begins `indent` further in.
pub(super) fn lines(text: &str, bold: bool, room: f64, indent: f64) -> usize {
    let paragraph = |text: &str| {
        let (mut lines, mut used) = (1, indent);
        // A line may end at a space, which then takes no room, and behind a dash.
        for word in text.split_inclusive([' ', '-', '–', '—']) {
            let (bare, whole) = (serif(word.trim_end_matches(' '), bold), serif(word, bold));
            if used > 0.0 && used + bare > room {
                lines += 1;
                used = 0.0;
            }
            // What is longer than a line is cut.
            let cut = (bare / room.max(0.1)).ceil().max(1.0) as usize - 1;
            lines += cut;
            used += whole - cut as f64 * room;
        }
        lines
    };
    text.split('\n').map(paragraph).sum()
}

/// By how much the words of a line of a justified text are drawn apart at most, in sizes of its letters; its last line is not.
pub(super) fn drawn_apart(text: &str, bold: bool, room: f64, indent: f64) -> f64 {
    let (mut most, mut used, mut gaps) = (0.0_f64, indent, 0);
    let space = serif(" ", bold);
    for word in text.split(' ') {
        let wide = serif(word, bold);
        if gaps > 0 && used + wide > room {
            // The space at its end is none between words, and a word alone stays as it is.
            if gaps > 1 {
                most = most.max((room - used + space) / f64::from(gaps - 1));
            }
            (used, gaps) = (0.0, 0);
        }
        used += wide + space;
        gaps += 1;
    }
    most
}

/// Where a word has one letter before its hyphen, which stays with what follows: `E-commerce`. Such words with the places of
/// their hyphens.
pub(super) fn held_hyphens(text: &str) -> Vec<(Range<usize>, usize)> {
    let part = |sign: Option<char>| sign.filter(|sign| sign.is_alphanumeric() || *sign == '-');
    let mut held = Vec::new();
    for (at, _) in text.match_indices('-') {
        let mut before = text[..at].chars().rev();
        let (Some(first), next) = (part(before.next()), part(before.next())) else { continue };
        let behind = &text[at + 1..];
        let end = behind.find(|sign: char| !sign.is_alphanumeric()).unwrap_or(behind.len());
        if first.is_alphabetic() && next.is_none() && behind.starts_with(char::is_alphabetic) {
            held.push((at - first.len_utf8()..at + 1 + end, at));
        }
    }
    held
}

/// Where words are that have a range of numbers in them: `2032–2033` would break behind its dash.
pub(super) fn held_ranges(text: &str) -> Vec<Range<usize>> {
    let blank = |sign: char| sign == ' ' || sign == NBSP;
    let digit = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_digit());
    let mut held: Vec<Range<usize>> = Vec::new();
    for (at, dash) in text.match_indices('–') {
        let (before, behind) = (&text[..at], &text[at + dash.len()..]);
        if digit(before.chars().next_back()) && digit(behind.chars().next()) {
            let word = before.rsplit(blank).next().unwrap_or_default();
            let start = at - word.len();
            let end = at + dash.len() + behind.find(blank).unwrap_or(behind.len());
            // A word of two dashes is one word.
            if held.last().is_none_or(|last| last.end <= start) {
                held.push(start..end);
            }
        }
    }
    held
}

/// Width of a text in sizes of its letters, in the serif: that of Times New Roman, whose widths it has.
pub(super) fn serif(text: &str, bold: bool) -> f64 {
    static REGULAR: OnceLock<Letters> = OnceLock::new();
    static BOLD: OnceLock<Letters> = OnceLock::new();
    let letters = match bold {
        true => BOLD.get_or_init(|| Letters::load(fonts::SERIF_BOLD)),
        false => REGULAR.get_or_init(|| Letters::load(fonts::SERIF_REGULAR)),
    };
    letters.width(text)
}

/// Width of a text in sizes of its letters, in the sans of the page.
pub(super) fn sans(text: &str, bold: bool) -> f64 {
    static REGULAR: OnceLock<Letters> = OnceLock::new();
    static BOLD: OnceLock<Letters> = OnceLock::new();
    let letters = match bold {
        true => BOLD.get_or_init(|| Letters::load(fonts::SANS_SEMIBOLD)),
        false => REGULAR.get_or_init(|| Letters::load(fonts::SANS_REGULAR)),
    };
    letters.width(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_numbers_is_one_word() {
        let words = |text: &'static str| -> Vec<&str> {
            held_ranges(text).into_iter().map(|word| &text[word]).collect()
        };
        assert_eq!(
            words("năm 2032 (2030–2041), 5,1–47,7\u{a0}%; 1–2–3"),
            ["(2030–2041),", "5,1–47,7", "1–2–3"]
        );
        assert_eq!(words("Theil–Sen, a – b, 2025– và –3"), Vec::<&str>::new());
    }

    #[test]
    fn one_letter_stays_with_what_is_behind_its_hyphen() {
        let words = |text: &'static str| -> Vec<&str> {
            held_hyphens(text)
                .into_iter()
                .map(|(word, at)| {
                    assert_eq!(&text[at..=at], "-");
                    &text[word]
                })
                .collect()
        };
        assert_eq!(words("“E-commerce” and e-mail, x-y-z"), ["E-commerce", "e-mail", "x-y"]);
        assert_eq!(words("year-on-year, 1-2, a - b, x-, --x"), Vec::<&str>::new());
    }
}
