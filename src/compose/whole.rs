//! Names of places that stay in one line: in running text, in cells of tables and on cards of key figures.

use std::collections::BTreeMap;
use std::ops::Range;

use super::names::Names;
use super::numbers::NBSP;
use crate::model::Lang;
use crate::model::register::Registers;

/// Letters of the longest name that is kept whole: `Bà Rịa - Vũng Tàu`. A longer one breaks at its dash, into names that stay
/// whole.
const LONGEST: usize = 17;
/// Letters of the longest name that what stands in brackets behind it stays with.
const WITH_BRACKET: usize = 26;
/// Words of the longest name: `Bà Rịa - Vũng Tàu`.
const WORDS: usize = 5;
/// Letters of a short form that stays with the name behind it: `VNPT Sơn La`.
const SHORT_FORM: usize = 5;

/// Names as they are written, and how they are held together.
#[derive(Debug, Default)]
pub(super) struct WholeNames {
    names: BTreeMap<String, String>,
    /// What the line of all places is called: held where it stands in brackets, as names of places do.
    country: &'static str,
}

/// A word of a text, or the words of a name: where they stand with the signs around them, and without.
struct Said {
    words: Range<usize>,
    name: Option<Range<usize>>,
}

impl WholeNames {
    /// The names of a register, as texts in `lang` have them.
    pub fn new(registers: &Registers, names: &Names, lang: Lang) -> Self {
        let units = registers.places.iter().flat_map(|places| &places.units);
        let called = units.flat_map(|unit| [unit.name.to_string(), names.titled(&unit.name, lang)]);
        WholeNames {
            names: called.filter_map(|name| held(&name).map(|held| (name, held))).collect(),
            country: lang.pick("Cả nước", "Whole country"),
        }
    }

    /// The text of a cell or a card with the names in it kept whole, and with what stands in brackets behind one of them.
    pub fn held(&self, text: &str) -> String {
        let said = self.said(text);
        let mut held = self.spaces_within(text, &said);
        for pair in said.windows(2) {
            let [one, next] = [&text[pair[0].words.clone()], &text[pair[1].words.clone()]];
            let bracket = next.starts_with('(')
                && next.trim_end_matches([';', ',', '.']).ends_with(')')
                && one.chars().count() + next.chars().count() < WITH_BRACKET;
            if pair[0].name.is_some() && bracket {
                held.push(pair[0].words.end);
            }
        }
        let sign = |(at, sign)| if sign == ' ' && held.contains(&at) { NBSP } else { sign };
        text.char_indices().map(sign).collect()
    }

    /// Where the spaces within names stand in running text.
    pub fn spaces(&self, text: &str) -> Vec<usize> {
        self.spaces_within(text, &self.said(text))
    }

    fn spaces_within(&self, text: &str, said: &[Said]) -> Vec<usize> {
        let mut spaces = Vec::new();
        for (at, Said { words, name }) in said.iter().enumerate() {
            let Some(name) = name else { continue };
            let whole = &text[name.clone()];
            let held = self.names.get(whole).map_or("", String::as_str);
            // The country's name has no other form: all its spaces are held.
            let loose = |n: usize| held.chars().nth(n) == Some(' ');
            let signs = whole.char_indices().enumerate();
            let of_name = signs.filter(|(n, (_, sign))| *sign == ' ' && !loose(*n));
            spaces.extend(of_name.map(|(_, (space, _))| name.start + space));
            let before = at.checked_sub(1).map_or("", |before| &text[said[before].words.clone()]);
            if is_short_form(before) && before.chars().count() + whole.chars().count() < LONGEST {
                spaces.push(words.start - 1);
            }
        }
        spaces
    }

    /// The words of the text, those of a name together.
    fn said(&self, text: &str) -> Vec<Said> {
        let mut starts = vec![0];
        starts.extend(text.match_indices(' ').map(|(at, _)| at + 1));
        let end = |word: usize| starts.get(word + 1).map_or(text.len(), |next| next - 1);
        let mut found = Vec::with_capacity(starts.len());
        let mut word = 0;
        while word < starts.len() {
            let one = (1..=WORDS.min(starts.len() - word)).rev().find_map(|words| {
                let last = word + words - 1;
                let range = starts[word]..end(last);
                let said = &text[range.clone()];
                let name = said.trim_start_matches(OPEN);
                let start = range.start + said.len() - name.len();
                let name = name.trim_end_matches(CLOSE);
                let country = name == self.country && !name.is_empty() && said.starts_with('(');
                (country || self.names.contains_key(name))
                    .then(|| (last, Said { words: range, name: Some(start..start + name.len()) }))
            });
            let (last, said) = one.unwrap_or((word, Said { words: starts[word]..end(word), name: None }));
            found.push(said);
            word = last + 1;
        }
        found
    }
}

const OPEN: [char; 2] = ['(', '“'];
const CLOSE: [char; 6] = [')', '”', ',', ';', '.', ':'];

/// Whether a word is a short form of a few capitals: `VNPT`, `UBND`.
fn is_short_form(word: &str) -> bool {
    let word = word.trim_start_matches(OPEN);
    (2..=SHORT_FORM).contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
}

/// A name held together, in two parts where it has a dash and is too long; nothing where it must break anywhere.
fn held(name: &str) -> Option<String> {
    let short = |name: &str| name.chars().count() <= LONGEST;
    let whole = |name: &str| name.replace(' ', &NBSP.to_string());
    match name.split_once(" - ") {
        _ if short(name) => Some(whole(name)),
        Some((one, other)) if short(one) && short(other) => {
            Some(format!("{}{NBSP}- {}", whole(one), whole(other)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::sample::registers;

    #[test]
    fn names_stay_in_one_line() {
        let registers = registers();
        let known = |lang| WholeNames::new(&registers, &Names::new(&registers), lang);
        for (lang, text, said) in [
            (Lang::Vi, "Tuyên Quang", "Tuyên_Quang"),
            (Lang::Vi, "Bà Rịa - Vũng Tàu", "Bà_Rịa_-_Vũng_Tàu"),
            (Lang::Vi, "Cả nước (Sơn La)", "Cả nước (Sơn_La)"),
            (Lang::Vi, "TP._Hồ Chí Minh (+0,129); Hà Nội", "TP._Hồ_Chí_Minh_(+0,129); Hà_Nội"),
            (Lang::En, "Hồ Chí Minh City (2.1%), Huế (3)", "Hồ_Chí_Minh_City_(2.1%), Huế_(3)"),
            // What is long in brackets may begin the next line.
            (Lang::Vi, "Sơn La (gồm cả huyện)", "Sơn_La (gồm cả huyện)"),
            (Lang::Vi, "Bà Rịa - Vũng Tàu (1.234.567,89)", "Bà_Rịa_-_Vũng_Tàu (1.234.567,89)"),
            // What all places are called, as the name of one that stands there.
            (Lang::Vi, "tỷ lệ, 2022 (Cả nước)", "tỷ lệ, 2022 (Cả_nước)"),
            (Lang::En, "Mar 2022 (Whole country)", "Mar 2022 (Whole_country)"),
            (Lang::Vi, "(VNPT Sơn La), Sở Sơn La", "(VNPT_Sơn_La), Sở Sơn_La"),
            (Lang::Vi, "tổ ở xã Sơn Lai", "tổ ở xã Sơn Lai"),
            (Lang::Vi, "", ""),
        ] {
            assert_eq!(known(lang).held(&text.replace('_', "\u{a0}")), said.replace('_', "\u{a0}"));
        }
    }

    #[test]
    fn a_long_name_breaks_at_its_dash() {
        let said = |name: &str| held(name).map(|held| held.replace(NBSP, "_"));
        assert_eq!(said("Bà Rịa - Vũng Tàu"), Some("Bà_Rịa_-_Vũng_Tàu".to_owned()));
        assert_eq!(said("Thừa Thiên - Quảng Trị"), Some("Thừa_Thiên_- Quảng_Trị".to_owned()));
        assert_eq!(said("Thành phố Hồ Chí Minh"), None);
    }

    #[test]
    fn names_in_running_text_keep_their_spaces_and_nothing_else() {
        let registers = registers();
        let known = WholeNames::new(&registers, &Names::new(&registers), Lang::Vi);
        let text = "cao nhất là Hải Phòng (78,4 %), Bà Rịa - Vũng Tàu; Cả nước thấp hơn Sơn La";
        let spaces = known.spaces(text);
        let sign = |(at, sign)| if spaces.contains(&at) { '_' } else { sign };
        let held: String = text.char_indices().map(sign).collect();
        assert_eq!(held, "cao nhất là Hải_Phòng (78,4 %), Bà_Rịa_-_Vũng_Tàu; Cả nước thấp hơn Sơn_La");
    }
}
