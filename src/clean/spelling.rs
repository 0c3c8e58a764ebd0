//! How the names of places are spelled: words, kinds of unit before them, older letters, captions of total rows.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::fold::{fold, fold_case};

/// Words of a name in lower case with their accents, tone marks in one place; marks and dashes part words.
pub fn words(text: &str) -> Vec<String> {
    fold_case(&text.replace(['Ð', 'ð'], "đ"))
        .split(|ch: char| !ch.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Words written together: the key under which a spelling is kept.
pub fn joined(words: &[String]) -> String {
    words.concat()
}

/// A key without accents.
pub fn accentless(key: &str) -> String {
    fold(key)
}

/// Whether a key is `full` with the same accents or fewer. Tones may stand on another vowel (`hoàbình`), and hỏi and ngã,
/// which sound alike in half of the country, are one (`Quãng Ngãi`). Both have the same letters without accents.
pub fn lacks_accents(key: &str, full: &str) -> bool {
    let (shapes, tones) = accents(key);
    let (full_shapes, mut full_tones) = {
        let (shapes, tones) = accents(full);
        (shapes, tones.into_iter())
    };
    shapes.len() == full_shapes.len()
        && shapes.iter().zip(&full_shapes).all(|(own, full)| own.is_none() || own == full)
        && tones.iter().all(|tone| full_tones.any(|full| full == *tone))
}

/// What makes each letter another one (`ơ`, `đ`), and the tones of all in their order.
fn accents(key: &str) -> (Vec<Option<char>>, Vec<char>) {
    let (mut shapes, mut tones) = (Vec::new(), Vec::new());
    for ch in key.nfd() {
        match ch {
            '\u{303}' | '\u{309}' => tones.push('\u{309}'),
            '\u{300}' | '\u{301}' | '\u{323}' => tones.push(ch),
            ch if is_combining_mark(ch) => {
                if let Some(last) = shapes.last_mut() {
                    *last = Some(ch);
                }
            }
            'đ' => shapes.push(Some('đ')),
            _ => shapes.push(None),
        }
    }
    (shapes, tones)
}

/// One letter for those that older and newer spelling exchange: k and c, where both are said alike. Before h, e, i and
/// y they are not (kh and ch are two sounds, and c does not stand before the others).
pub fn older(key: &str) -> String {
    let mut letters = key.chars().peekable();
    let mut folded = String::with_capacity(key.len());
    while let Some(ch) = letters.next() {
        let alike = !matches!(letters.peek(), Some('h' | 'e' | 'i' | 'y'));
        folded.push(if ch == 'k' && alike { 'c' } else { ch });
    }
    folded
}

/// Words before a name that say what kind of unit it is.
const KINDS: &[&[&str]] = &[
    &["thành", "phố"],
    &["thanh", "pho"],
    &["thủ", "đô"],
    &["thu", "do"],
    &["t", "p"],
    &["tp"],
    &["city", "of"],
    &["province", "of"],
    &["tỉnh"],
    &["tinh"],
    &["t"],
    &["province"],
    &["city"],
    &["prov"],
];

/// Words after a name that say what kind of unit it is.
const KINDS_AFTER: &[&str] = &["province", "city", "tp", "tỉnh", "municipality", "prov"];

/// A name without the words that say what kind of unit it is; whole where nothing else is left.
pub fn strip(words: &[String]) -> &[String] {
    let mut rest = words;
    if let [number, tail @ ..] = rest
        && !tail.is_empty()
        && number.bytes().all(|b| b.is_ascii_digit())
    {
        rest = tail;
    }
    for kind in KINDS {
        if rest.len() > kind.len() && rest.iter().zip(*kind).all(|(word, kind)| word == kind) {
            rest = &rest[kind.len()..];
            break;
        }
    }
    if let [head @ .., last] = rest
        && !head.is_empty()
        && KINDS_AFTER.contains(&last.as_str())
    {
        rest = head;
    }
    rest
}

/// Whether the words before or after a name say that it is a city.
pub fn says_city(words: &[String]) -> bool {
    let begins = |kind: &[&str]| words.len() > kind.len() && words.iter().zip(kind).all(|(a, b)| a == b);
    let glued = ["tp", "thànhphố", "thanhpho"];
    [&["thành", "phố"][..], &["thanh", "pho"], &["t", "p"], &["tp"], &["city", "of"]].into_iter().any(begins)
        || matches!(words, [_, .., last] if matches!(last.as_str(), "city" | "tp" | "municipality"))
        || matches!(words, [first, ..] if glued.iter().any(|kind| first.starts_with(kind)))
}

/// The code that stands before a name as in `14 - Sơn La`. A number without a dash is that of a row.
pub fn code_before(text: &str) -> Option<&str> {
    let digits = text.find(|ch: char| !ch.is_ascii_digit())?;
    let (code, rest) = text.split_at(digits);
    let dash = rest.trim_start().starts_with(['-', '–', '—', '_']);
    (code.len() == 2 && dash).then_some(code)
}

/// The name and the code behind it, as in `Sơn La (14)`.
pub fn code_after(text: &str) -> (&str, Option<&str>) {
    let parts = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    match parts.map(|(name, code)| (name.trim_end(), code.trim())) {
        Some((name, code))
            if !name.is_empty()
                && matches!(code.len(), 1 | 2)
                && code.bytes().all(|b| b.is_ascii_digit()) =>
        {
            (name, Some(code))
        }
        _ => (text, None),
    }
}

/// The keys under which a cell is looked up: whole, then without the kind of unit.
pub fn candidates(all: &[String]) -> Vec<String> {
    let mut keys = vec![joined(all), joined(strip(all))];
    // `TPHCM`, `tỉnhSơn La`: the kind written together with the name.
    for kind in ["tp", "tỉnh", "tinh", "thànhphố", "thanhpho"] {
        if let Some(rest) = keys[0].strip_prefix(kind) {
            keys.push(rest.to_owned());
        }
    }
    if let Some(rest) = keys[0].strip_suffix("city").or_else(|| keys[0].strip_suffix("province")) {
        keys.push(rest.to_owned());
    }
    keys.retain(|key| !key.is_empty() && !key.bytes().all(|b| b.is_ascii_digit()));
    keys.dedup();
    keys
}

/// The line of all places, folded.
pub const COUNTRY: &[&str] = &[
    "ca nuoc",
    "toan quoc",
    "chung ca nuoc",
    "binh quan ca nuoc",
    "trung binh ca nuoc",
    "tong ca nuoc",
    "viet nam",
    "vietnam",
    "whole country",
    "country",
    "national",
    "nationwide",
];

/// Captions of total rows and of headings between rows, folded.
const TOTALS: &[&str] = &[
    "tong",
    "cong",
    "tong cong",
    "tong so",
    "tong chung",
    "cong chung",
    "tong hop",
    "total",
    "totals",
    "grand total",
    "sum",
    "subtotal",
    "trong do",
    "chia theo",
    "chia ra",
    "bao gom",
    "gom",
    "toan tinh cong",
    "tong toan tinh",
    "tong cac tinh",
    "tong cac huyen",
    "tong cac xa",
    "binh quan",
    "trung binh",
    "average",
];

/// Whether a folded caption is one of a total or of a heading between rows.
pub fn is_total(folded: &str) -> bool {
    TOTALS.contains(&folded)
        || [
            "tong cong ",
            "tong so ",
            "tong toan ",
            "tong vung ",
            "cong toan ",
            "cong vung ",
            "cong ",
            "trong do ",
            "chia theo ",
            "total ",
        ]
        .iter()
        .any(|start| {
            folded.strip_prefix(start).is_some_and(|rest| {
                // `Công Tum` is a place; a caption goes on with a number or with what is counted.
                start.trim() != "cong" || rest.bytes().all(|b| b.is_ascii_digit() || b == b' ')
            })
        })
}
