//! Vietnamese within an English page: commitments, remarks, names of topics and agencies stand as an export has them, and
//! whoever has the page read aloud hears them in their language.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::escaped;

/// Whether a text is Vietnamese: most of its words have letters of Vietnamese, and one of them begins small, as no name of
/// a place alone does.
pub(super) fn is_vietnamese(text: &str) -> bool {
    let (mut words, mut vietnamese, mut small) = (0, 0, false);
    let letters = |word: &&str| word.contains(char::is_alphabetic);
    for word in text.split(|sign: char| !sign.is_alphanumeric()).filter(letters) {
        words += 1;
        if word.contains(is_letter) {
            vietnamese += 1;
            small |= word.starts_with(char::is_lowercase);
        }
    }
    small && 3 * vietnamese >= 2 * words
}

/// Letters that Vietnamese has and English has not.
fn is_letter(sign: char) -> bool {
    matches!(sign,
        'À'..='Ã' | 'È'..='Ê' | 'Ì' | 'Í' | 'Ò'..='Õ' | 'Ù' | 'Ú' | 'Ý' | 'à'..='ã' | 'è'..='ê' | 'ì' | 'í'
        | 'ò'..='õ' | 'ù' | 'ú' | 'ý' | 'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư'
        | '\u{1ea0}'..='\u{1ef9}')
}

/// The text as markup, with what of it is Vietnamese said to be that: all of it, or what it quotes.
pub(crate) fn marked(text: &str) -> String {
    let (mut around, mut markup) = (String::new(), String::with_capacity(text.len() + 32));
    let mut rest = text;
    while let Some((before, quoted, after)) = quotation(rest) {
        let said = if is_vietnamese(quoted) { span(quoted).into() } else { escaped(quoted) };
        let _ = write!(markup, "{}“{said}”", escaped(before));
        around.push_str(before);
        rest = after;
    }
    around.push_str(rest);
    if is_vietnamese(&around) {
        return span(text);
    }
    markup.push_str(&escaped(rest));
    markup
}

/// What stands before the first quotation, in it and behind it.
fn quotation(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('“')?;
    let (quoted, after) = rest.split_once('”')?;
    Some((before, quoted, after))
}

fn span(text: &str) -> String {
    format!("<span lang=vi>{}</span>", Cow::as_ref(&escaped(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_vietnamese_is_said_to_be_that() {
        for (text, vietnamese) in [
            ("Số hóa hồ sơ còn lưu trên giấy", true),
            ("Sở Khoa học và Công nghệ", true),
            ("không ghi rõ", true),
            ("Bà Rịa – Vũng Tàu", false),
            ("TP. Hồ Chí Minh", false),
            ("Ho Chi Minh City", false),
            ("Villages with mobile broadband in Sơn La", false),
            ("the café of 2024", false),
            (": Sở Nội vụ, as of 31 December 2024", false),
            ("95.10%", false),
        ] {
            assert_eq!(is_vietnamese(text), vietnamese, "{text}");
        }
        assert_eq!(
            marked("“Số hóa hồ sơ” & “digital files” of <b>"),
            "“<span lang=vi>Số hóa hồ sơ</span>” &amp; “digital files” of &lt;b&gt;"
        );
        assert_eq!(marked("nêu rõ “x"), "<span lang=vi>nêu rõ “x</span>");
        assert_eq!(marked("no end “nêu rõ"), "no end “nêu rõ");
    }
}
