//! Folding of Vietnamese text, so that spellings of one name compare equal.

use std::borrow::Cow;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// NFC, no-break and other Unicode spaces to one plain space, none at the ends; case and accents stay.
pub fn tidy(text: &str) -> String {
    tidied(text).into_owned()
}

/// [`tidy`], without a copy of what is plainly tidy.
pub fn tidied(text: &str) -> Cow<'_, str> {
    if is_plain(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    // Most text is composed already: composing it again would cost more than all the rest.
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => tidy_composed(text.chars(), text.len()).into(),
        _ => tidy_composed(text.nfc(), text.len()).into(),
    }
}

/// Whether a text is printable ASCII with single spaces between its words: it is tidy as it stands.
fn is_plain(text: &[u8]) -> bool {
    let mut before = b' ';
    for &byte in text {
        if !(b' '..=b'~').contains(&byte) || (byte == b' ' && before == b' ') {
            return false;
        }
        before = byte;
    }
    before != b' ' || text.is_empty()
}

fn tidy_composed(text: impl Iterator<Item = char>, len: usize) -> String {
    let mut tidied = String::with_capacity(len);
    for ch in text {
        match ch {
            // Signs without width: they join, part or turn letters, and say nothing.
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
            | '\u{ad}' => {}
            ch if ch.is_whitespace() => {
                if !tidied.is_empty() && !tidied.ends_with(' ') {
                    tidied.push(' ');
                }
            }
            ch => tidied.push(ch),
        }
    }
    if tidied.ends_with(' ') {
        tidied.pop();
    }
    tidied
}

/// Case and spaces folded, accents kept, tone marks of `oa, oe, uy` in one place (hoà → hòa);
/// compares spellings that differ in nothing a reader would call a different name.
pub fn fold_case(text: &str) -> String {
    let lower = tidy(text).to_lowercase();
    let lower = match is_nfc_quick(lower.chars()) {
        IsNormalized::Yes => lower,
        _ => lower.nfc().collect(),
    };
    if !lower.chars().any(|ch| TONES.iter().any(|(new, _)| new.ends_with(ch))) {
        return lower;
    }
    lower
        .split_inclusive(|ch: char| !ch.is_alphabetic())
        .map(|word| {
            let letters = word.trim_end_matches(|ch: char| !ch.is_alphabetic());
            let rest = &word[letters.len()..];
            match TONES.iter().find(|(new, _)| letters.ends_with(new)) {
                Some((new, old)) if !(letters.starts_with("qu") && new.starts_with('u')) => {
                    format!("{}{old}{rest}", &letters[..letters.len() - new.len()])
                }
                _ => word.to_owned(),
            }
        })
        .collect()
}

/// Tone marks on the second vowel of an open syllable, and where older spelling puts them.
const TONES: &[(&str, &str)] = &[
    ("oà", "òa"),
    ("oá", "óa"),
    ("oả", "ỏa"),
    ("oã", "õa"),
    ("oạ", "ọa"),
    ("oè", "òe"),
    ("oé", "óe"),
    ("oẻ", "ỏe"),
    ("oẽ", "õe"),
    ("oẹ", "ọe"),
    ("uỳ", "ùy"),
    ("uý", "úy"),
    ("uỷ", "ủy"),
    ("uỹ", "ũy"),
    ("uỵ", "ụy"),
];

/// Letters and digits only, lower case, without accents, single spaces between words: `Đắk  Lắk-2` → `dak lak 2`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for ch in text.chars() {
        // The order of marks does not matter where all of them go.
        match ch {
            'A'..='Z' | 'a'..='z' | '0'..='9' => folded.push(ch.to_ascii_lowercase()),
            ch if ch.is_ascii() => fold_char(ch, &mut folded),
            ch => decompose_canonical(ch, |part| {
                if !is_combining_mark(part) {
                    fold_char(part, &mut folded);
                }
            }),
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

fn fold_char(ch: char, folded: &mut String) {
    match ch {
        'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
        '\u{200b}' | '\u{feff}' | '\u{ad}' => {}
        ch if ch.is_alphanumeric() => folded.extend(ch.to_lowercase()),
        _ => {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds() {
        assert_eq!(fold("  ĐẮK\u{a0}LẮK – 2 "), "dak lak 2");
        assert_eq!(fold("So\u{31b}n La"), "son la");
        assert_eq!(tidy(" So\u{31b}n \u{a0}La "), "Sơn La");
        for (text, tidied) in
            [("1 459", "1 459"), (" 1", "1"), ("1 ", "1"), ("a  b", "a b"), ("a\tb", "a b"), ("", "")]
        {
            assert_eq!(tidy(text), tidied);
        }
        assert_eq!(fold_case("KHÁNH HOÀ"), "khánh hòa");
        assert_eq!(fold_case("quý III"), "quý iii");
        assert_eq!(fold_case("Thuỷ lợi"), fold_case("THỦY LỢI"));
    }
}
