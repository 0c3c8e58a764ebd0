//! Names in lists and in order: Vietnamese collation, short lists, ranks, plurals.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::locale;

use super::numbers::NBSP;
use crate::model::register::Registers;
use crate::model::{Lang, Place};

/// The title of a city under the centre, and what tables write for it.
const CITY: &str = "Thành phố";
const CITY_IN_SHORT: &str = "TP.";

/// Orders names as Vietnamese readers look for them (A Ă Â, D Đ; tones decide last).
///
/// Place names stay Vietnamese in the English report, so both languages use this order.
pub struct Names {
    collator: Option<CollatorBorrowed<'static>>,
    /// Short names that never go without their title: in full, and the English one.
    titled: BTreeMap<Arc<str>, (Arc<str>, String)>,
}

impl Names {
    /// The Vietnamese collator, and the names of a register.
    pub fn new(registers: &Registers) -> Self {
        let units = registers.places.iter().flat_map(|places| &places.units);
        let titled = units.filter(|unit| unit.keeps_title()).map(|unit| {
            // The register's English names go without accents, the report's do not.
            let english = unit.english.replace(&*unit.ascii, &unit.name);
            (Arc::clone(&unit.name), (Arc::clone(&unit.full_name), english))
        });
        Names {
            collator: Collator::try_new(locale!("vi").into(), CollatorOptions::default()).ok(),
            titled: titled.collect(),
        }
    }

    /// The name of a place for a table or a chart.
    pub fn place(&self, place: &Place, lang: Lang) -> String {
        match (place.is_country(), lang) {
            (true, Lang::En) if &*place.name == "Cả nước" => "Whole country".to_owned(),
            (true, Lang::En) => "Places with figures".to_owned(),
            _ => self.titled(&place.name, lang),
        }
    }

    /// A place's name where it stands alone. A city named after a person never goes without its title: short in tables and
    /// drawings, written out in a sentence.
    pub fn titled(&self, name: &str, lang: Lang) -> String {
        match (self.titled.get(name), lang) {
            (None, _) => name.to_owned(),
            (Some((full, _)), Lang::Vi) => match full.strip_suffix(name).map(str::trim) {
                Some(CITY) => format!("{CITY_IN_SHORT}{NBSP}{name}"),
                _ => full.to_string(),
            },
            (Some((_, english)), Lang::En) => english.clone(),
        }
    }

    /// The name in full, where it never goes without its title.
    pub fn in_full(&self, name: &str) -> Option<&str> {
        self.titled.get(name).map(|(full, _)| &**full)
    }

    /// Short names that never go without their title.
    pub fn never_alone(&self) -> impl Iterator<Item = &str> {
        self.titled.keys().map(|name| &**name)
    }

    /// Names with their titles, as sentences have them.
    pub fn with_titles(&self) -> impl Iterator<Item = &str> {
        self.titled.values().flat_map(|(full, english)| [&**full, english.as_str()])
    }

    /// Compares two names; names that a reader could not tell apart are ordered by their letters.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        match &self.collator {
            Some(collator) => collator.compare(a, b).then_with(|| a.cmp(b)),
            None => a.cmp(b),
        }
    }
}

/// What a series measures: a share or a number of questions, where a level comes from, a measure of teams.
pub fn metric(metric: &str, lang: Lang) -> &str {
    let (vi, en) = match metric {
        "share" => ("tỷ trọng", "share"),
        "count" => ("số câu hỏi", "questions"),
        "published" => ("số công bố", "published"),
        "computed" => ("số tính từ số đạt và tổng số", "computed"),
        "teams" => ("số tổ", "number of teams"),
        "members" => ("số thành viên", "members"),
        "trained" => ("số tổ đã tập huấn", "trained teams"),
        "members_per_team" => ("số thành viên mỗi tổ", "members per team"),
        "teams_per_commune" => ("số tổ mỗi xã", "teams per commune"),
        "trained_share" => ("tỷ lệ tổ đã tập huấn", "share of trained teams"),
        other => (other, other),
    };
    lang.pick(vi, en)
}

/// Teams of a level.
pub fn teams(level: &str, lang: Lang) -> &'static str {
    match level {
        "commune" => lang.pick("Tổ công nghệ số cấp xã", "Commune teams"),
        "village" => lang.pick("Tổ công nghệ số ở thôn, bản", "Village teams"),
        _ => lang.pick("Tổ công nghệ số", "Digital teams"),
    }
}

/// The text with the names held together: no line breaks within one of them.
pub fn held<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    let mut held = text.to_owned();
    for name in names.into_iter().filter(|name| name.contains(' ')) {
        if held.contains(name) {
            held = held.replace(name, &name.replace(' ', &NBSP.to_string()));
        }
    }
    held = held.replace("percentage points", &format!("percentage{NBSP}points"));
    // What a number counts or dates stays with it.
    for word in ["năm", "tháng", "quý", "ngày", "hạng", "in", "q <", "z ="] {
        for digit in '0'..='9' {
            let loose = format!(" {word} {digit}");
            if held.contains(&loose) {
                held = held.replace(&loose, &format!(" {word}{NBSP}{digit}"));
            }
        }
    }
    held
}

/// The name of a region inside a sentence: in English with its article (`the Red River Delta`), as a land is named after
/// what it is.
pub fn region_in(name: &str, lang: Lang) -> String {
    match lang {
        Lang::En if !name.starts_with("the ") => format!("the {}", name.strip_prefix("The ").unwrap_or(name)),
        _ => name.to_owned(),
    }
}

/// How many of `all` a list names that means to name `shown`: it leaves out several or none, so that it never counts a
/// single rest that a name would tell.
pub fn to_name(all: usize, shown: usize) -> usize {
    if all <= shown + 1 { all } else { shown }
}

/// A short list: `Sơn La, Điện Biên và 3 tỉnh khác`.
///
/// At most `shown` names are printed, one more where that spares the words for a single rest.
/// `other` names the rest: (`tỉnh`, singular, plural).
pub fn list(lang: Lang, names: &[String], shown: usize, other: (&str, &str, &str)) -> String {
    let and = lang.pick(" và ", " and ");
    if to_name(names.len(), shown) == names.len() {
        return match names {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => format!("{}{and}{last}", first.join(", ")),
        };
    }
    let rest = names.len() - shown;
    let head = names.get(..shown).unwrap_or(names).join(", ");
    match lang {
        Lang::Vi => format!("{head}{and}{rest} {} khác", other.0),
        // At least two are left out.
        Lang::En => format!("{head}{and}{rest} other {}", other.2),
    }
}

/// A rank: `thứ nhất`, `thứ tư`, `thứ 12`; `1st`, `12th`.
pub fn ordinal(lang: Lang, rank: usize) -> String {
    const VI: [&str; 10] = ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"];
    let word = rank.checked_sub(1).and_then(|i| VI.get(i).copied());
    match lang {
        Lang::Vi => word.map_or_else(|| format!("thứ {rank}"), |word| format!("thứ {word}")),
        Lang::En => {
            let suffix = match (rank % 10, rank % 100) {
                (1, tens) if tens != 11 => "st",
                (2, tens) if tens != 12 => "nd",
                (3, tens) if tens != 13 => "rd",
                _ => "th",
            };
            format!("{rank}{suffix}")
        }
    }
}

/// The singular for one and the plural otherwise; Vietnamese has one form.
pub fn plural<'a>(lang: Lang, count: u64, vi: &'a str, one: &'a str, many: &'a str) -> &'a str {
    match (lang, count) {
        (Lang::Vi, _) => vi,
        (Lang::En, 1) => one,
        (Lang::En, _) => many,
    }
}

/// The text with its first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The text with its first letter small, unless the first word is an abbreviation (UBND, VNeID).
pub fn small(text: &str) -> String {
    let word: Vec<char> = text.chars().take_while(|letter| letter.is_alphanumeric()).collect();
    if word.iter().filter(|letter| letter.is_uppercase()).count() > 1 {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::sample::registers;

    #[test]
    fn vietnamese_order() {
        let names = Names::new(&registers());
        let mut places = vec![
            "Đà Nẵng",
            "Điện Biên",
            "Cần Thơ",
            "Ăn",
            "Ân",
            "An",
            "Dân",
            "Đắk Lắk",
            "Hà Nội",
            "Hải Phòng",
        ];
        places.sort_by(|a, b| names.compare(a, b));
        assert_eq!(places[..3], ["An", "Ăn", "Ân"]);
        let at = |name: &str| places.iter().position(|place| *place == name);
        assert!(at("Dân") < at("Đà Nẵng"), "D comes before Đ as a letter: {places:?}");
        assert!(at("Đà Nẵng") < at("Đắk Lắk"));
        assert!(at("Hà Nội") < at("Hải Phòng"));
    }

    #[test]
    fn a_city_named_after_a_person_keeps_its_title_and_names_hold_together() {
        let place = |name: &str| Place {
            name: name.into(),
            level: crate::model::Level::Province,
            ..Place::country(crate::model::Vintage::V34)
        };
        let known = Names::new(&registers());
        assert_eq!(known.place(&place("Hồ Chí Minh"), Lang::Vi), "TP.\u{a0}Hồ Chí Minh");
        assert_eq!(known.place(&place("Hồ Chí Minh"), Lang::En), "Hồ Chí Minh City");
        assert_eq!(known.in_full("Hồ Chí Minh"), Some("Thành phố Hồ Chí Minh"));
        // The register says whose title stays: it alone.
        assert_eq!(known.with_titles().count(), 2);
        assert_eq!(known.place(&place("Hà Nội"), Lang::Vi), "Hà Nội");
        assert_eq!(Names::new(&Registers::default()).place(&place("Hồ Chí Minh"), Lang::Vi), "Hồ Chí Minh");
        let names = ["Hà Nội", "Thành phố Hồ Chí Minh", "Huế"];
        assert_eq!(
            held("Thành phố Hồ Chí Minh cao hơn Hà Nội và Huế", names),
            "Thành\u{a0}phố\u{a0}Hồ\u{a0}Chí\u{a0}Minh cao hơn Hà\u{a0}Nội và Huế"
        );
        assert_eq!(held("tăng so với năm 2024, hạng 3", []), "tăng so với năm\u{a0}2024, hạng\u{a0}3");
    }

    #[test]
    fn short_lists() {
        let names: Vec<String> =
            ["Sơn La", "Điện Biên", "Lai Châu", "Hà Giang", "Lào Cai"].map(str::to_owned).to_vec();
        let other = ("tỉnh", "province", "provinces");
        assert_eq!(list(Lang::Vi, &names, 2, other), "Sơn La, Điện Biên và 3 tỉnh khác");
        assert_eq!(list(Lang::En, &names, 2, other), "Sơn La, Điện Biên and 3 other provinces");
        assert_eq!(list(Lang::Vi, &names[..3], 2, other), "Sơn La, Điện Biên và Lai Châu");
        assert_eq!(list(Lang::En, &names[..1], 2, other), "Sơn La");
        assert_eq!(list(Lang::En, &names[..2], 2, other), "Sơn La and Điện Biên");
        assert_eq!(list(Lang::Vi, &[], 2, other), "");
        assert_eq!([2, 3, 4, 5].map(|all| to_name(all, 3)), [2, 3, 4, 3], "one left out is named instead");
    }

    #[test]
    fn ranks_and_letters() {
        assert_eq!(ordinal(Lang::Vi, 1), "thứ nhất");
        assert_eq!(ordinal(Lang::Vi, 4), "thứ tư");
        assert_eq!(ordinal(Lang::Vi, 21), "thứ 21");
        for (rank, word) in
            [(3, "3rd"), (11, "11th"), (12, "12th"), (21, "21st"), (22, "22nd"), (113, "113th")]
        {
            assert_eq!(ordinal(Lang::En, rank), word);
        }
        assert_eq!(region_in("Southeast", Lang::En), "the Southeast");
        assert_eq!(region_in("The North", Lang::En), "the North");
        assert_eq!(region_in("Tây Nguyên", Lang::Vi), "Tây Nguyên");
        assert_eq!(plural(Lang::En, 1, "tổ", "team", "teams"), "team");
        assert_eq!(plural(Lang::En, 0, "tổ", "team", "teams"), "teams");
        assert_eq!(capital("đạt"), "Đạt");
        assert_eq!(small("Thôn, bản"), "thôn, bản");
        assert_eq!(small("UBND xã"), "UBND xã");
        assert_eq!(small("VNeID"), "VNeID");
    }
}
