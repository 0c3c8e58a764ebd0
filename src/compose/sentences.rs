//! Sentences: words with figures inside, told in both languages side by side.

use super::names::capital;
use super::report::Span;
use crate::model::Lang;

/// A run of words and figures that is part of a sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Phrase(pub Vec<Span>);

impl From<&str> for Phrase {
    fn from(text: &str) -> Self {
        Phrase(vec![Span::Text(text.to_owned())])
    }
}

impl From<String> for Phrase {
    fn from(text: String) -> Self {
        Phrase(vec![Span::Text(text)])
    }
}

impl From<Span> for Phrase {
    fn from(span: Span) -> Self {
        Phrase(vec![span])
    }
}

impl Phrase {
    /// Whether there are no words at all.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|span| span.text().is_empty())
    }

    /// The words without their figures' names.
    pub fn text(&self) -> String {
        self.0.iter().map(Span::text).collect()
    }

    /// Appends another phrase; plain words that meet become one span.
    pub fn push(&mut self, other: Phrase) {
        for span in other.0 {
            match (self.0.last_mut(), span) {
                (_, Span::Text(text)) if text.is_empty() => {}
                (Some(Span::Text(before)), Span::Text(text)) => before.push_str(&text),
                (_, span) => self.0.push(span),
            }
        }
    }

    /// This phrase and another behind it.
    pub fn then(mut self, other: impl Into<Phrase>) -> Phrase {
        self.push(other.into());
        self
    }

    /// Phrases in a row, with `between` in the middle and `last` before the last one.
    pub fn joined(phrases: Vec<Phrase>, between: &str, last: &str) -> Phrase {
        let count = phrases.len();
        let mut all = Phrase::default();
        for (i, phrase) in phrases.into_iter().enumerate() {
            match i {
                0 => {}
                i if i + 1 == count => all.push(last.into()),
                _ => all.push(between.into()),
            }
            all.push(phrase);
        }
        all
    }

    /// The phrase as a sentence: its first letter a capital, a full stop at its end. It does not begin with the figure of
    /// a half year, `6 tháng cuối năm 2025`.
    pub fn sentence(mut self) -> Phrase {
        if self.text().starts_with("6 tháng ") {
            self = Phrase::from("trong ").then(self);
        }
        if let Some(first) = self.0.first_mut() {
            match first {
                Span::Text(text)
                | Span::Strong(text)
                | Span::Figure { text, .. }
                | Span::Table { text, .. } => *text = capital(text),
            }
        }
        if !self.text().ends_with(['.', '?', '!', ':']) {
            self.push(".".into());
        }
        self
    }
}

/// Sentences in a row as one paragraph; empty ones are left out.
pub fn paragraph(sentences: impl IntoIterator<Item = Phrase>) -> Vec<Span> {
    let kept: Vec<Phrase> =
        sentences.into_iter().filter(|phrase| !phrase.is_empty()).map(Phrase::sentence).collect();
    Phrase::joined(kept, " ", " ").0
}

/// Fills the slots `{name}` of the template in `lang`.
pub fn say(lang: Lang, vi: &str, en: &str, slots: &[(&str, Phrase)]) -> Phrase {
    let mut rest = lang.pick(vi, en);
    let mut phrase = Phrase::default();
    while let Some((before, after)) = rest.split_once('{') {
        phrase.push(before.into());
        let Some((name, tail)) = after.split_once('}') else {
            rest = after;
            break;
        };
        match slots.iter().find(|(slot, _)| *slot == name) {
            Some((_, filling)) => phrase.push(filling.clone()),
            // An unfilled slot stays visible, and the tests look for one.
            None => phrase.push(format!("{{{name}}}").into()),
        }
        rest = tail;
    }
    phrase.push(rest.into());
    phrase
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FigureId;

    #[test]
    fn templates_keep_figures() {
        let figure = Span::Figure { id: FigureId("a/b".into()), text: "95,10\u{a0}%".into() };
        let said = say(
            Lang::Vi,
            "{place} đạt {level}",
            "{level} in {place}",
            &[("place", "Sơn La".into()), ("level", figure.clone().into())],
        );
        assert_eq!(said.0, [Span::Text("Sơn La đạt ".into()), figure]);
        assert_eq!(said.sentence().text(), "Sơn La đạt 95,10\u{a0}%.");
        assert_eq!(say(Lang::En, "", "a {missing} b", &[]).text(), "a {missing} b");
        assert_eq!(
            Phrase::from("6 tháng đầu năm 2025, x").sentence().text(),
            "Trong 6 tháng đầu năm 2025, x."
        );
        let all = paragraph(["một".into(), Phrase::default(), "hai.".into()]);
        assert_eq!(all, [Span::Text("Một. Hai.".into())]);
    }
}
