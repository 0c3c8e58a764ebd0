//! Folding of Vietnamese text, so that spellings of one name compare equal.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// NFC, no-break and other Unicode spaces to one plain space, none at the ends; case and accents stay.
pub fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for ch in text.nfc() {
        match ch {
            '\u{200b}' | '\u{feff}' | '\u{ad}' => {}
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
    let lower: String = lower.nfc().collect();
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
    for ch in text.nfd().filter(|ch| !is_combining_mark(*ch)) {
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
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds() {
        assert_eq!(fold("  ĐẮK\u{a0}LẮK – 2 "), "dak lak 2");
        assert_eq!(fold("So\u{31b}n La"), "son la");
        assert_eq!(tidy(" So\u{31b}n \u{a0}La "), "Sơn La");
        assert_eq!(fold_case("KHÁNH HOÀ"), "khánh hòa");
        assert_eq!(fold_case("quý III"), "quý iii");
        assert_eq!(fold_case("Thuỷ lợi"), fold_case("THỦY LỢI"));
    }
}
