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
        for word in broken(text) {
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

/// The parts of a text between which a line may end: at a space, which then takes no room, and behind a dash, but not within a
/// name.
pub(super) fn broken(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let ends = |(at, sign): (usize, char)| match sign {
            ' ' | '\n' | '–' | '—' => Some(at + sign.len_utf8()),
            '-' if !within_a_name(rest, at) => Some(at + 1),
            _ => None,
        };
        let (part, behind) = rest.split_at(rest.char_indices().find_map(ends).unwrap_or(rest.len()));
        rest = behind;
        (!part.is_empty()).then_some(part)
    })
}

/// Whether the hyphen there stands between spaces at which no line ends: `Bà Rịa - Vũng Tàu`.
fn within_a_name(text: &str, at: usize) -> bool {
    text[..at].ends_with(NBSP) && text[at + 1..].starts_with(NBSP)
}

/// Where a justified text lets go of spaces at which else no line ends: before the words of a line would be drawn apart by more
/// than `most`, in sizes of its letters. `room` is that of a line, and by how much the first one begins further in.
pub(super) fn eased(text: &str, bold: bool, (room, indent): (f64, f64), most: f64) -> Vec<usize> {
    let (mut eased, mut used, mut gaps, mut from) = (Vec::new(), indent, 0, 0);
    let space = serif(" ", bold);
    for word in text.split(' ') {
        let mut part = word;
        if gaps > 0 && used + serif(word, bold) > room {
            // The space at the end of a line is none between words, and a word alone stays as it is.
            let apart = (room - used + space) / f64::from((gaps - 1).max(1));
            let fits = |at: &usize| used + serif(&word[..*at], bold) <= room && may_part(word, *at);
            let spaces = || word.match_indices(NBSP).map(|(at, _)| at).collect::<Vec<_>>();
            if apart > most
                && let Some(at) = spaces().into_iter().rfind(fits)
            {
                eased.push(from + at);
                part = &word[at + NBSP.len_utf8()..];
            }
            (used, gaps) = (0.0, 0);
        }
        used += serif(part, bold) + space;
        gaps += 1;
        from += word.len() + 1;
    }
    eased
}

/// Words that units of measures begin with.
const UNITS: [&str; 3] = ["điểm", "percentage", "points"];

/// Whether a line may end there if it must: between a number and a word that it counts, and behind the dash of a name; not
/// before a sign or a unit, nor within a name or a date.
fn may_part(word: &str, at: usize) -> bool {
    let behind = &word[at + NBSP.len_utf8()..];
    if UNITS.iter().any(|unit| behind.starts_with(unit)) {
        return false;
    }
    let mut letters = behind.chars().take_while(|sign| sign.is_alphabetic());
    let counted = letters.next().is_some_and(char::is_lowercase) && letters.next().is_some();
    counted || word[..at].ends_with('-')
}

/// Where a word has one letter before its hyphen, which stays with what follows: `E-commerce`; and where a hyphen stands within
/// a name that is kept whole. Such words, or the hyphen with the spaces around it, with the places of the hyphens.
pub(super) fn held_hyphens(text: &str) -> Vec<(Range<usize>, usize)> {
    let part = |sign: Option<char>| sign.filter(|sign| sign.is_alphanumeric() || *sign == '-');
    let mut held = Vec::new();
    for (at, _) in text.match_indices('-') {
        if within_a_name(text, at) {
            held.push((at - NBSP.len_utf8()..at + 1 + NBSP.len_utf8(), at));
            continue;
        }
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
        assert_eq!(words("Bà\u{a0}Rịa\u{a0}-\u{a0}Vũng\u{a0}Tàu"), ["\u{a0}-\u{a0}"]);
        assert_eq!(words("year-on-year, 1-2, a - b, x-, --x"), Vec::<&str>::new());
    }

    #[test]
    fn a_line_ends_behind_a_dash_but_not_within_a_name() {
        let parts = |text: &str| broken(text).map(|part| part.replace(NBSP, "_")).collect::<Vec<_>>();
        let name = "ở Bà_Rịa_-_Vũng_Tàu".replace('_', "\u{a0}");
        assert_eq!(parts(&name), ["ở ", "Bà_Rịa_-_Vũng_Tàu"]);
        assert_eq!(parts("2021–2022 on-line - x"), ["2021–", "2022 ", "on-", "line ", "-", " ", "x"]);
        assert_eq!(parts(""), Vec::<String>::new());
        // So long a name needs a line of its own.
        let wide = serif(&name, false) + 0.01;
        assert_eq!((lines(&name, false, wide, 0.0), lines(&name, false, wide - 0.1, 0.0)), (1, 2));
    }

    #[test]
    fn a_torn_line_lets_go_of_what_a_number_counts() {
        let text = "aaaa aaaa 1,234,567.89_applications and a name".replace('_', "\u{a0}");
        let eased = |room: f64, most: f64| eased(&text, false, (room, 0.0), most);
        let (first, number) = (serif("aaaa aaaa ", false), serif("1,234,567.89", false));
        let room = first + number + 0.1;
        assert_eq!(eased(room, 0.75), [text.find('\u{a0}').unwrap_or_default()]);
        // The number would not fit either, the line is good as it is, or it is all one line.
        assert!(eased(room - 0.2, 0.75).is_empty());
        assert!(eased(room, 99.0).is_empty());
        assert!(eased(99.0, 0.75).is_empty());
        for (word, at, may) in [
            ("95_điểm_%", "95", false),
            ("95_percentage_points", "95", false),
            ("95_tỉnh", "95", true),
            ("95_điểm_%", "95_điểm", false),
            ("Sơn_La", "Sơn", false),
            ("Rịa_-_Vũng", "Rịa_-", true),
            ("Rịa_-_Vũng", "Rịa", false),
            ("z_=_1,96", "z", false),
            ("tháng_3", "tháng", false),
        ] {
            let [word, before] = [word, at].map(|text| text.replace('_', "\u{a0}"));
            assert_eq!(may_part(&word, before.len()), may, "{word} {at}");
        }
    }
}
