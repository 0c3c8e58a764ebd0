//! How wide words are, and how they are made to fit.

use std::sync::OnceLock;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::render::fonts;
use crate::render::letters::Letters;

/// Weight of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// 400.
    Regular,
    /// 600.
    Strong,
}

/// Width of a text in px.
pub(super) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    static REGULAR: OnceLock<Letters> = OnceLock::new();
    static STRONG: OnceLock<Letters> = OnceLock::new();
    let letters = match weight {
        Weight::Regular => REGULAR.get_or_init(|| Letters::load(fonts::SANS_REGULAR)),
        Weight::Strong => STRONG.get_or_init(|| Letters::load(fonts::SANS_SEMIBOLD)),
    };
    letters.width(text) * size
}

/// The text on one line, composed, and without characters that a drawing cannot hold.
pub(super) fn clean(text: &str) -> String {
    let composed: String = if is_nfc(text) { text.to_owned() } else { text.nfc().collect() };
    let mut line = String::with_capacity(composed.len());
    for letter in composed.chars() {
        match letter {
            // Narrow spaces keep numbers and units together: as the plain no-break space, which the font has.
            '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' => line.push('\u{a0}'),
            _ if letter.is_whitespace() => {
                if !line.is_empty() && !line.ends_with(' ') {
                    line.push(' ');
                }
            }
            '\u{fffe}' | '\u{ffff}' | '\u{200b}' | '\u{feff}' => {}
            _ if letter.is_control() => {}
            _ => line.push(letter),
        }
    }
    line.truncate(line.trim_end_matches(' ').len());
    line
}

/// The text, cut with an ellipsis where it is wider than `room` px; empty where not even one letter fits.
pub(super) fn fit(text: &str, size: f64, weight: Weight, room: f64) -> String {
    if width(text, size, weight) <= room {
        return text.to_owned();
    }
    let mut left = room - width("…", size, weight);
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        left -= width(letter.encode_utf8(&mut [0; 4]), size, weight);
        if left < 0.0 {
            break;
        }
        end = at + letter.len_utf8();
    }
    let mut kept = &text[..end];
    // Whole words, where there is at least one before the cut.
    if !text[end..].starts_with(' ')
        && let Some(space) = kept.rfind(' ')
    {
        kept = &kept[..space];
    }
    let kept = kept.trim_end_matches([' ', ',', '(', '-', '–']);
    if kept.is_empty() { String::new() } else { format!("{kept}…") }
}

/// The text in at most `most` lines of at most `room` px, broken at spaces and cut with an ellipsis at the end.
pub(super) fn wrap(text: &str, size: f64, weight: Weight, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut words = text.split(' ').filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let grown = match lines.last() {
            Some(line) => format!("{line} {word}"),
            None => word.to_owned(),
        };
        if let Some(line) = lines.last_mut()
            && width(&grown, size, weight) <= room
        {
            *line = grown;
        } else if lines.len() < most.max(1) {
            lines.push(word.to_owned());
        } else {
            // No line is left: the rest goes to the last one, to be cut.
            let mut rest = grown;
            for word in words.by_ref() {
                rest.push(' ');
                rest.push_str(word);
            }
            if let Some(line) = lines.last_mut() {
                *line = rest;
            }
        }
    }
    for line in &mut lines {
        *line = fit(line, size, weight, room);
    }
    lines
}

/// As [`wrap`], with lines of about the same width, so that no word is left alone on the last one.
pub(super) fn balance(text: &str, size: f64, weight: Weight, room: f64, most: usize) -> Vec<String> {
    let lines = wrap(text, size, weight, room, most);
    if lines.len() < 2 || lines.join(" ") != text {
        return lines;
    }
    let (mut narrow, mut wide) = (width(text, size, weight) / lines.len() as f64, room);
    let mut best = lines;
    for _ in 0..8 {
        let middle = f64::midpoint(narrow, wide);
        let tried = wrap(text, size, weight, middle, best.len());
        if tried.join(" ") == text {
            (best, wide) = (tried, middle);
        } else {
            narrow = middle;
        }
    }
    best
}

/// A name with a value behind it in at most `most` lines: where they do not fit, the name is cut and the value stays.
pub(super) fn wrap_with_value(
    name: &str,
    value: &str,
    size: f64,
    weight: Weight,
    room: f64,
    most: usize,
) -> Vec<String> {
    let whole = format!("{name} {value}");
    let whole = whole.trim();
    let lines = balance(whole, size, weight, room, most);
    if lines.join(" ") == whole || value.is_empty() {
        return lines;
    }
    let mut lines = wrap(name, size, weight, room, most);
    let left = room - width(" ", size, weight) - width(value, size, weight);
    let Some(line) = lines.last_mut() else { return vec![fit(value, size, weight, room)] };
    if line.ends_with('…') || width(line, size, weight) > left {
        let stem = line.trim_end_matches('…').to_owned();
        *line = match fit(&format!("{stem}……"), size, weight, left) {
            cut if cut.ends_with("……") => format!("{stem}…"),
            cut => cut,
        };
    }
    *line = format!("{line} {value}").trim().to_owned();
    if left < 0.0 {
        *line = fit(value, size, weight, room);
    }
    lines
}

/// Width of the widest word: the least room in which a text can be wrapped without cutting.
pub(super) fn widest_word(text: &str, size: f64, weight: Weight) -> f64 {
    text.split(' ').map(|word| width(word, size, weight)).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use ab_glyph::{Font, FontRef};

    use super::*;

    #[test]
    fn fonts_have_every_vietnamese_letter() {
        let vowels = "aăâeêioôơuưy";
        let marks = ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"];
        let mut letters: String =
            "bcdđghklmnpqrstvxfjwz0123456789%.,;:()-–—…/+−±×·≥≤<>=\"'“”‘’&°₫\u{a0}".into();
        for vowel in vowels.chars() {
            for mark in marks {
                letters.extend(format!("{vowel}{mark}").nfc());
            }
        }
        let letters = format!("{letters}{}", letters.to_uppercase());
        for bytes in [fonts::SANS_REGULAR, fonts::SANS_SEMIBOLD] {
            let font = FontRef::try_from_slice(bytes).unwrap();
            let missing: String = letters.chars().filter(|&letter| font.glyph_id(letter).0 == 0).collect();
            assert_eq!(missing, "");
        }
    }

    #[test]
    fn signs_that_the_sans_lacks_are_in_the_serif() {
        let font = FontRef::try_from_slice(fonts::SERIF_REGULAR).unwrap();
        for sign in "→←↑↓▲▼●○■□τ∑".chars() {
            assert_ne!(font.glyph_id(sign).0, 0, "{sign}");
        }
    }

    #[test]
    fn measures_as_the_font_says() {
        // Advance widths of the font file, thousandths: space 222 and so on; a sum scales with the size.
        let ten = width("Quảng Ngãi", 10.0, Weight::Regular);
        assert!((width("Quảng Ngãi", 20.0, Weight::Regular) - 2.0 * ten).abs() < 1e-9);
        assert!(width("Quảng Ngãi", 10.0, Weight::Strong) > ten);
        assert!((40.0..70.0).contains(&ten), "{ten}");
        assert_eq!(width("", 10.0, Weight::Regular), 0.0);
    }

    #[test]
    fn cuts_and_wraps_within_the_room() {
        let name = "Phòng, chống lừa đảo trực tuyến và bảo vệ dữ liệu cá nhân";
        let cut = fit(name, 12.0, Weight::Regular, 100.0);
        assert!(cut.ends_with('…') && width(&cut, 12.0, Weight::Regular) <= 100.0, "{cut}");
        assert_eq!(fit("Huế", 12.0, Weight::Regular, 100.0), "Huế");
        assert_eq!(fit("Huế", 12.0, Weight::Regular, 3.0), "");
        let lines = wrap(name, 12.0, Weight::Regular, 150.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| width(line, 12.0, Weight::Regular) <= 150.0), "{lines:?}");
        assert!(lines[1].ends_with('…'));
        let whole = wrap(name, 12.0, Weight::Regular, 150.0, 9);
        assert_eq!(whole.join(" "), name);
    }

    #[test]
    fn lines_are_balanced_and_lose_nothing() {
        let text = "một hai ba bốn năm sáu bảy tám chín mười";
        let greedy = wrap(text, 10.0, Weight::Regular, 180.0, 3);
        let even = balance(text, 10.0, Weight::Regular, 180.0, 3);
        assert_eq!(even.len(), greedy.len());
        assert_eq!(even.join(" "), text);
        let widest = |lines: &[String]| {
            lines.iter().map(|line| width(line, 10.0, Weight::Regular)).fold(0.0, f64::max)
        };
        assert!(widest(&even) < widest(&greedy));
    }

    #[test]
    fn a_value_stays_where_its_name_is_cut() {
        let name = "Thanh toán không dùng tiền mặt tại chợ truyền thống và vùng sâu, vùng xa";
        let lines = wrap_with_value(name, "15,5\u{a0}%", 11.5, Weight::Regular, 190.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with("… 15,5\u{a0}%"), "{lines:?}");
        assert!(lines.iter().all(|line| width(line, 11.5, Weight::Regular) <= 190.0));
    }

    #[test]
    fn composes_and_takes_out_what_a_drawing_cannot_hold() {
        assert_eq!(clean("Quа\u{309}ng\n  Ngãi \u{0}"), clean("Quа\u{309}ng Ngãi"));
        assert_eq!(clean("Ho\u{300}a"), "Hòa");
        assert_eq!(clean("95,10\u{202f}%"), "95,10\u{a0}%");
    }
}
