//! Vietnamese within an English page: whoever has the page read aloud hears it in its language.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::escaped;
use crate::compose::tongue::{Tongue, Tongues};
use crate::render::letters::{held_hyphens, held_ranges};

/// The text as markup, with what of it is Vietnamese said to be that; names alone are read as the words around them are.
pub(crate) fn marked(tongues: &Tongues, text: &str) -> String {
    let mut markup = String::with_capacity(text.len() + 32);
    for (piece, tongue) in tongues.pieces(text) {
        let piece = held(piece);
        let _ = match tongue {
            Tongue::Vietnamese => write!(markup, "<span lang=vi>{piece}</span>"),
            Tongue::Own | Tongue::Name | Tongue::Code => write!(markup, "{piece}"),
        };
    }
    markup
}

/// Its markup, with words of one letter before a hyphen and ranges of numbers kept whole.
pub(super) fn held(text: &str) -> Cow<'_, str> {
    let mut words = held_ranges(text);
    words.extend(held_hyphens(text).into_iter().map(|(word, _)| word));
    if words.is_empty() {
        return escaped(text);
    }
    words.sort_unstable_by_key(|word| word.start);
    let (mut markup, mut from) = (String::new(), 0);
    for word in words {
        if word.start < from {
            continue;
        }
        let (before, whole) = (escaped(&text[from..word.start]), escaped(&text[word.clone()]));
        let _ = write!(markup, "{before}<span class=held>{whole}</span>");
        from = word.end;
    }
    markup.push_str(&escaped(&text[from..]));
    markup.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn what_is_vietnamese_is_said_to_be_that() {
        let marked = |lang: &str, text: &str| {
            let reports = sample::composed();
            let report = reports.iter().find(|report| report.lang.tag() == lang);
            report.map(|report| marked(&Tongues::of(report), text)).unwrap_or_default()
        };
        let text = "“Số hóa hồ sơ” & “digital files” of <b> in Sơn La";
        let escaped = "“Số hóa hồ sơ” &amp; “digital files” of &lt;b&gt; in Sơn La";
        assert_eq!(marked("vi", text), escaped);
        let said = escaped.replace("Số hóa hồ sơ", "<span lang=vi>Số hóa hồ sơ</span>");
        assert_eq!(marked("en", text), said);
        assert_eq!(
            marked("en", "for E-commerce & more"),
            "for <span class=held>E-commerce</span> &amp; more"
        );
        assert_eq!(marked("en", "in 2028 (2027–2029)"), "in 2028 <span class=held>(2027–2029)</span>");
    }
}
