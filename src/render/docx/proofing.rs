//! Which words of the document are of another language than the document is, and which are words of none: programs mark those
//! as misspelt, and read them aloud, as what they are not.

use std::ops::Range;

use crate::compose::Report;
use crate::model::Lang;

/// The language of names and quotations in a report that is written in another one.
pub(super) const VIETNAMESE: &str = "vi-VN";
/// Signs of a hash from which on it is taken for one.
const HASH: usize = 12;
/// English words that stand between two names, and are of neither.
const BETWEEN: [&str; 16] =
    ["and", "or", "of", "in", "to", "the", "with", "from", "for", "by", "at", "than", "is", "was", "a", "on"];

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tongue {
    /// Words of the document's language.
    Own,
    /// Vietnamese in a document of another language.
    Vietnamese,
    /// A name of a file, a code, a hash.
    Code,
}

/// What is known of the words of a document.
#[derive(Debug, Default)]
pub(super) struct Proofing {
    /// The document is not Vietnamese.
    foreign: bool,
    /// Names of places, some of which have no letter that tells them.
    names: Vec<String>,
}

impl Proofing {
    /// For the documents of a report.
    pub(super) fn of(report: &Report) -> Self {
        let places = report.places.iter().flat_map(|place| [&place.name, &place.called]);
        let mut names: Vec<String> = places.filter(|name| !name.is_empty()).cloned().collect();
        names.sort();
        names.dedup();
        Proofing { foreign: report.lang != Lang::Vi, names }
    }

    /// A text in pieces of one language each.
    pub(super) fn pieces<'t>(&self, text: &'t str) -> Vec<(&'t str, Tongue)> {
        let words = words(text);
        let mut tongues: Vec<Tongue> = words.iter().map(|word| self.tongue(&text[word.clone()])).collect();
        if self.foreign {
            self.quoted(text, &words, &mut tongues);
        }
        let mut pieces: Vec<(Range<usize>, Tongue)> = Vec::new();
        for (word, tongue) in words.iter().zip(tongues) {
            match pieces.last_mut() {
                Some((piece, last)) if *last == tongue => piece.end = word.end,
                // What stands between two words is of the language of the text.
                Some((piece, Tongue::Own)) => {
                    piece.end = word.start;
                    pieces.push((word.clone(), tongue));
                }
                Some((piece, _)) if tongue == Tongue::Own => {
                    let from = piece.end;
                    pieces.push((from..word.end, tongue));
                }
                Some((piece, _)) => {
                    let between = piece.end..word.start;
                    pieces.extend([(between, Tongue::Own), (word.clone(), tongue)]);
                }
                None => pieces.push((word.clone(), tongue)),
            }
        }
        // What is no word stands at the ends.
        if let Some((first, _)) = pieces.first_mut() {
            first.start = 0;
        }
        match pieces.last_mut() {
            Some((last, _)) => last.end = text.len(),
            None => pieces.push((0..text.len(), Tongue::Own)),
        }
        pieces
            .into_iter()
            .map(|(piece, tongue)| (&text[piece], tongue))
            .filter(|(p, _)| !p.is_empty())
            .collect()
    }

    fn tongue(&self, word: &str) -> Tongue {
        if is_code(word) {
            Tongue::Code
        } else if self.foreign && word.chars().any(is_vietnamese) {
            Tongue::Vietnamese
        } else {
            Tongue::Own
        }
    }

    /// Names without a letter that tells them, words between two others, and the whole of a text that mostly is Vietnamese.
    fn quoted(&self, text: &str, words: &[Range<usize>], tongues: &mut [Tongue]) {
        for name in self.names.iter().filter(|name| text.contains(name.as_str())) {
            for (at, _) in text.match_indices(name.as_str()) {
                let within = |word: &Range<usize>| word.start >= at && word.end <= at + name.len();
                let held = words.iter().zip(&mut *tongues).filter(|(word, _)| within(word));
                held.for_each(|(_, tongue)| *tongue = Tongue::Vietnamese);
            }
        }
        let count = |wanted: Tongue| tongues.iter().filter(|tongue| **tongue == wanted).count();
        let (own, foreign) = (count(Tongue::Own), count(Tongue::Vietnamese));
        let between = |at: usize| {
            let known = BETWEEN.contains(&&text[words[at].clone()]);
            let beside = |at: usize| tongues.get(at) == Some(&Tongue::Vietnamese);
            !known && at > 0 && beside(at - 1) && beside(at + 1)
        };
        let all = foreign * 2 >= own * 3 || own == 1 && foreign == 1;
        let more: Vec<usize> =
            (0..words.len()).filter(|at| tongues[*at] == Tongue::Own && (all || between(*at))).collect();
        more.into_iter().for_each(|at| tongues[at] = Tongue::Vietnamese);
    }
}

/// Where the words of a text are: letters and digits, with the signs within codes.
fn words(text: &str) -> Vec<Range<usize>> {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '/' | '-' | '\u{2019}' | '\'');
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| part(*c)) {
        match words.last_mut() {
            Some(word) if word.end == at => word.end = at + c.len_utf8(),
            _ => words.push(at..at + c.len_utf8()),
        }
    }
    // Stops at the ends are none of a word's.
    words.iter_mut().for_each(|word| {
        let inner = text[word.clone()].trim_end_matches(['.', '/', '-', '\'', '\u{2019}']);
        word.end = word.start + inner.len();
    });
    words.retain(|word| text[word.clone()].chars().any(char::is_alphabetic) && !word.is_empty());
    words
}

/// A letter that Vietnamese has and English has not.
fn is_vietnamese(c: char) -> bool {
    matches!(c, 'À'..='ɏ' | 'Ạ'..='ỹ') && c.is_alphabetic()
}

fn is_code(word: &str) -> bool {
    let dotted = word.rsplit_once('.').is_some_and(|(name, ending)| {
        !name.is_empty() && (2..=4).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_lowercase())
    });
    let hash = word.len() >= HASH
        && word.chars().all(|c| c.is_ascii_hexdigit())
        && word.chars().any(|c| c.is_ascii_digit());
    word.is_ascii() && (word.contains('_') || dotted || hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proofing(foreign: bool) -> Proofing {
        Proofing { foreign, names: vec!["Sơn La".into(), "An Giang".into()] }
    }

    fn told(foreign: bool, text: &str) -> Vec<(String, Tongue)> {
        let proofing = proofing(foreign);
        let pieces = proofing.pieces(text);
        assert_eq!(pieces.iter().map(|(piece, _)| *piece).collect::<String>(), text);
        assert!(pieces.windows(2).all(|pair| pair[0].1 != pair[1].1), "{pieces:?}");
        pieces.into_iter().map(|(piece, tongue)| (piece.to_owned(), tongue)).collect()
    }

    fn of(foreign: bool, text: &str, wanted: Tongue) -> Vec<String> {
        told(foreign, text)
            .into_iter()
            .filter(|(_, tongue)| *tongue == wanted)
            .map(|(piece, _)| piece)
            .collect()
    }

    #[test]
    fn names_and_quotations_are_vietnamese_in_an_english_report() {
        let vietnamese = |text: &str| of(true, text, Tongue::Vietnamese);
        assert_eq!(vietnamese("In 2024, Sơn La, An Giang and Huế had more."), ["Sơn La, An Giang", "Huế"]);
        let promise = "Phủ sóng cho 120 bản còn lại trong năm 2024.";
        assert_eq!(vietnamese(promise), [promise]);
        assert_eq!(vietnamese("The whole country"), Vec::<String>::new());
        assert_eq!(vietnamese("as Ủy ban nhân dân says in the last of its letters"), ["Ủy ban nhân dân"]);
        // A Vietnamese report has none of another language.
        assert_eq!(of(false, promise, Tongue::Vietnamese), Vec::<String>::new());
    }

    #[test]
    fn names_of_files_and_hashes_are_no_words() {
        let codes = |text: &str| of(false, text, Tongue::Code);
        assert_eq!(
            codes("Xem tables/topic_moves.csv, cột change_low (3f2a9c0d11ee)."),
            ["tables/topic_moves.csv", "change_low (3f2a9c0d11ee)."]
        );
        assert_eq!(codes("Tăng 1.459 tổ, 22/3/2023, v.v. và tr.2"), Vec::<String>::new());
        assert_eq!(told(false, "– …"), [("– …".to_owned(), Tongue::Own)]);
    }
}
