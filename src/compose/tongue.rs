//! Which words of a report are of another language than the report is, and which are words of none: programs mark those as
//! misspelt, and read them aloud, as what they are not.
//!
//! Names of places, topics and agencies, commitments and remarks stand in an English report as an export has them.

use std::ops::Range;

use super::Report;
use super::numbers::NBSP;
use crate::model::Lang;

/// Signs of a hash from which on it is taken for one.
const HASH: usize = 12;
/// English words that stand between two names, and are of neither.
const BETWEEN: [&str; 16] =
    ["and", "or", "of", "in", "to", "the", "with", "from", "for", "by", "at", "than", "is", "was", "a", "on"];

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// Words of the report's language.
    Own,
    /// A Vietnamese name in a report of another language: every word begins with a capital letter, as those of places do.
    Name,
    /// Vietnamese in a report of another language.
    Vietnamese,
    /// A name of a file, a code, a hash.
    Code,
}

/// What is known of the words of a report.
#[derive(Debug, Default)]
pub struct Tongues {
    /// The report is not Vietnamese.
    foreign: bool,
    /// Names of places, some of which have no letter that tells them.
    names: Vec<String>,
}

impl Tongues {
    /// For the texts of a report.
    pub fn of(report: &Report) -> Self {
        let places = report.places.iter().flat_map(|place| [&place.name, &place.called]);
        let several = places.filter(|name| !name.is_empty());
        // In cells a name is held together.
        let mut names: Vec<String> =
            several.flat_map(|name| [name.clone(), name.replace(' ', &NBSP.to_string())]).collect();
        names.sort();
        names.dedup();
        Tongues { foreign: report.lang != Lang::Vi, names }
    }

    /// For texts in `lang` that stand beside a report: no names are known.
    pub fn beside(lang: Lang) -> Self {
        Tongues { foreign: lang != Lang::Vi, names: Vec::new() }
    }

    /// Whether a text is Vietnamese as a whole, in a report of another language, and more than a name.
    pub fn is_vietnamese(&self, text: &str) -> bool {
        self.foreign
            && text.chars().any(is_letter)
            && matches!(self.pieces(text)[..], [(_, Tongue::Vietnamese)])
    }

    /// A text in pieces of one language each.
    pub fn pieces<'t>(&self, text: &'t str) -> Vec<(&'t str, Tongue)> {
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
        // What is no word stands at the ends, and belongs to a text that is of one language.
        if let [(whole, _)] = &mut pieces[..] {
            *whole = 0..text.len();
        }
        let ends = |pieces: &[(Range<usize>, Tongue)]| {
            (
                pieces.first().map_or(text.len(), |first| first.0.start),
                pieces.last().map_or(text.len(), |last| last.0.end),
            )
        };
        let (begin, end) = ends(&pieces);
        pieces.insert(0, (0..begin, Tongue::Own));
        pieces.push((end..text.len(), Tongue::Own));
        let mut said: Vec<(&str, Tongue)> = Vec::new();
        let mut from = 0;
        for (piece, tongue) in pieces.into_iter().filter(|(piece, _)| !piece.is_empty()) {
            match said.last_mut() {
                Some((last, Tongue::Own)) if tongue == Tongue::Own => *last = &text[from..piece.end],
                _ => {
                    from = piece.start;
                    said.push((&text[piece], tongue));
                }
            }
        }
        for (piece, tongue) in &mut said {
            if *tongue == Tongue::Vietnamese && is_name(piece) {
                *tongue = Tongue::Name;
            }
        }
        said
    }

    fn tongue(&self, word: &str) -> Tongue {
        if is_code(word) {
            Tongue::Code
        } else if self.foreign && word.chars().any(is_letter) {
            Tongue::Vietnamese
        } else {
            Tongue::Own
        }
    }

    /// Names without a letter that tells them, words between two others, and the whole of a text, or of a quotation in it,
    /// that mostly is Vietnamese.
    fn quoted(&self, text: &str, words: &[Range<usize>], tongues: &mut [Tongue]) {
        for name in self.names.iter().filter(|name| text.contains(name.as_str())) {
            for (at, _) in text.match_indices(name.as_str()) {
                let within = |word: &Range<usize>| word.start >= at && word.end <= at + name.len();
                let held = words.iter().zip(&mut *tongues).filter(|(word, _)| within(word));
                held.for_each(|(_, tongue)| *tongue = Tongue::Vietnamese);
            }
        }
        let quotations: Vec<usize> = words.iter().map(|word| quotation(&text[..word.start])).collect();
        let all = |at: usize| {
            let beside = quotations.iter().zip(&*tongues).filter(|(of, _)| **of == quotations[at]);
            let (own, foreign) = beside.fold((0, 0), |(own, foreign), (_, tongue)| match tongue {
                Tongue::Own => (own + 1, foreign),
                Tongue::Vietnamese => (own, foreign + 1),
                Tongue::Name | Tongue::Code => (own, foreign),
            });
            foreign * 2 >= own * 3 || own == 1 && foreign == 1
        };
        let between = |at: usize| {
            let known = BETWEEN.contains(&&text[words[at].clone()]);
            let beside = |at: usize| tongues.get(at) == Some(&Tongue::Vietnamese);
            !known && at > 0 && beside(at - 1) && beside(at + 1)
        };
        let more: Vec<usize> =
            (0..words.len()).filter(|at| tongues[*at] == Tongue::Own && (all(*at) || between(*at))).collect();
        more.into_iter().for_each(|at| tongues[at] = Tongue::Vietnamese);
    }
}

/// The quotation that what follows `before` stands in, counted from 1; 0 where it stands in none.
fn quotation(before: &str) -> usize {
    let opened = before.matches('“').count();
    if opened > before.matches('”').count() { opened } else { 0 }
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

/// Letters that Vietnamese has and English has not.
fn is_letter(sign: char) -> bool {
    matches!(sign,
        'À'..='Ã' | 'È'..='Ê' | 'Ì' | 'Í' | 'Ò'..='Õ' | 'Ù' | 'Ú' | 'Ý' | 'à'..='ã' | 'è'..='ê' | 'ì' | 'í'
        | 'ò'..='õ' | 'ù' | 'ú' | 'ý' | 'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư'
        | '\u{1ea0}'..='\u{1ef9}')
}

/// Whether every word begins with a capital letter, as those of names do.
fn is_name(text: &str) -> bool {
    let words = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    !words.into_iter().any(|word| word.starts_with(char::is_lowercase))
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

    fn tongues(foreign: bool) -> Tongues {
        Tongues { foreign, names: vec!["Sơn La".into(), "An Giang".into()] }
    }

    fn told(foreign: bool, text: &str) -> Vec<(String, Tongue)> {
        let tongues = tongues(foreign);
        let pieces = tongues.pieces(text);
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
        let names = |text: &str| of(true, text, Tongue::Name);
        assert_eq!(names("In 2024, Sơn La, An Giang and Huế had more."), ["Sơn La, An Giang", "Huế"]);
        let vietnamese = |text: &str| of(true, text, Tongue::Vietnamese);
        assert_eq!(vietnamese("as Ủy ban nhân dân says in the last of its letters"), ["Ủy ban nhân dân"]);
        assert_eq!(vietnamese("“Số hóa hồ sơ” & “digital files” of <b>"), ["Số hóa hồ sơ"]);
        assert_eq!(vietnamese("column “số xã có báo cáo”"), ["số xã có báo cáo"]);
        assert_eq!(vietnamese(": Sở Nội vụ, as of 31 December 2024"), ["Sở Nội vụ"]);
        let promise = "Phủ sóng cho 120 bản còn lại trong năm 2024.";
        assert_eq!(vietnamese(promise), [promise]);
        // A Vietnamese report has none of another language.
        assert_eq!(told(false, promise), [(promise.to_owned(), Tongue::Own)]);
    }

    #[test]
    fn a_text_is_vietnamese_as_a_whole_where_it_is_more_than_a_name() {
        for (text, vietnamese) in [
            ("Số hóa hồ sơ còn lưu trên giấy", true),
            ("Sở Khoa học và Công nghệ", true),
            ("Công an An Giang", true),
            ("không ghi rõ", true),
            ("Bà Rịa – Vũng Tàu", false),
            ("TP. Hồ Chí Minh", false),
            ("Ho Chi Minh City", false),
            ("Villages with mobile broadband in Sơn La", false),
            ("The whole country", false),
            ("the café of 2024", false),
            ("95.10%", false),
            ("", false),
        ] {
            assert_eq!(tongues(true).is_vietnamese(text), vietnamese, "{text}");
            assert!(!tongues(false).is_vietnamese(text), "{text}");
        }
    }

    #[test]
    fn names_of_files_and_hashes_are_no_words() {
        let codes = |text: &str| of(false, text, Tongue::Code);
        assert_eq!(
            codes("Xem tables/topic_moves.csv, cột change_low (3f2a9c0d11ee)."),
            ["tables/topic_moves.csv", "change_low (3f2a9c0d11ee"]
        );
        assert_eq!(codes("Tăng 1.459 tổ, 22/3/2023, v.v. và tr.2"), Vec::<String>::new());
        assert_eq!(told(false, "– …"), [("– …".to_owned(), Tongue::Own)]);
    }
}
