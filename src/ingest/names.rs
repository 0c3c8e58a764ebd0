//! What the words of a header mean: the registers, turned into look-ups over folded text.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::model::fold::fold;
use crate::model::register::Registers;
use crate::model::table::{
    AGENCY, COMMITMENT, COMMUNE, COVERED, Col, DATE, DISTRICT, DONE, DUE, HOST, INDICATOR, LEVEL, MEMBERS,
    NOTE, OPINIONS, PERCENT, PERIOD, PROVINCE, QUESTION, QUESTION_NO, RESPONDENT, SESSION_DATE, SOURCE,
    TARGET, TEAMS, THEME, TOPIC, TOTAL, TRAINED,
};

use super::ExportKind;
use super::captions::{Candidate, Parts};

/// Kinds of export, in the order in which one is preferred where a header fits several equally.
pub(super) const KINDS: [ExportKind; 5] = [
    ExportKind::Commitments,
    ExportKind::Targets,
    ExportKind::Sessions,
    ExportKind::Teams,
    ExportKind::Coverage,
];

/// What an export of a kind must have (one of each group), for long tables.
pub(super) fn required(kind: ExportKind) -> &'static [&'static [Col]] {
    match kind {
        ExportKind::Sessions => &[&[DATE], &[PROVINCE], &[TOPIC, QUESTION]],
        ExportKind::Coverage => &[&[PERIOD], &[PROVINCE], &[INDICATOR], &[PERCENT, COVERED]],
        ExportKind::Teams => &[&[PERIOD], &[PROVINCE], &[TEAMS]],
        ExportKind::Targets => &[&[INDICATOR], &[PROVINCE], &[DUE], &[TARGET]],
        ExportKind::Commitments => &[&[SESSION_DATE], &[PROVINCE], &[COMMITMENT], &[DUE]],
    }
}

/// All columns that an export of a kind may have.
pub(super) fn columns(kind: ExportKind) -> &'static [Col] {
    match kind {
        ExportKind::Sessions => &[
            DATE,
            PROVINCE,
            DISTRICT,
            COMMUNE,
            LEVEL,
            HOST,
            THEME,
            QUESTION_NO,
            TOPIC,
            QUESTION,
            RESPONDENT,
            OPINIONS,
            SOURCE,
            NOTE,
        ],
        ExportKind::Coverage => {
            &[PERIOD, PROVINCE, DISTRICT, COMMUNE, INDICATOR, COVERED, TOTAL, PERCENT, SOURCE, NOTE]
        }
        ExportKind::Teams => {
            &[PERIOD, PROVINCE, DISTRICT, COMMUNE, LEVEL, TEAMS, MEMBERS, TRAINED, SOURCE, NOTE]
        }
        ExportKind::Targets => &[INDICATOR, PROVINCE, DUE, TARGET, SOURCE, NOTE],
        ExportKind::Commitments => {
            &[SESSION_DATE, PROVINCE, QUESTION_NO, AGENCY, COMMITMENT, DUE, DONE, SOURCE, NOTE]
        }
    }
}

/// The contract column of this name.
fn contract_column(name: &str) -> Option<Col> {
    KINDS.iter().flat_map(|kind| columns(*kind)).find(|col| col.name() == name).copied()
}

/// Names of the registers, folded.
pub(super) struct Names {
    columns: HashMap<String, Vec<(Col, Vec<ExportKind>)>>,
    measures: HashMap<String, Vec<(Arc<str>, Col)>>,
    /// Names of indicators that may stand in a title, longest first.
    titles: Vec<(String, Arc<str>)>,
    /// Provinces: folded short name, name, and whether it is a city; longest first.
    provinces: Vec<(String, Arc<str>, bool)>,
    /// Names of all columns of a kind, once asked for: the same for every export of that kind.
    by_kind: [OnceLock<Arc<HashMap<String, Col>>>; KINDS.len()],
    /// What captions of fields can be, once asked for: in a folder of many exports the headers are few.
    candidates: Mutex<HashMap<Parts, [Option<Arc<Candidate>>; KINDS.len()]>>,
}

/// Captions of fields that are remembered.
const REMEMBERED: usize = 4096;

/// What one caption of a header can mean.
#[derive(Clone, Debug, Default)]
pub(super) struct Meaning {
    /// Contract columns, each with the kinds it is meant for.
    columns: Vec<(Col, Vec<ExportKind>)>,
    /// Measures of indicators.
    pub measures: Vec<(Arc<str>, Col)>,
}

impl Meaning {
    /// Whether the caption means anything in an export of this kind.
    pub fn is_known(&self, kind: ExportKind) -> bool {
        !self.measures.is_empty() || self.column(kind).is_some()
    }

    /// The contract column that the caption names in an export of this kind.
    pub fn column(&self, kind: ExportKind) -> Option<Col> {
        self.columns.iter().find(|(_, kinds)| kinds.contains(&kind)).map(|(col, _)| *col)
    }
}

impl Names {
    /// Folds the names of the registers.
    pub fn new(registers: &Registers) -> Self {
        let mut names = Names {
            columns: HashMap::new(),
            measures: HashMap::new(),
            titles: Vec::new(),
            provinces: Vec::new(),
            by_kind: Default::default(),
            candidates: Mutex::default(),
        };
        for kind in KINDS {
            for col in columns(kind) {
                names.add_column(col.name(), *col, &[kind]);
            }
        }
        for entry in &registers.headers.columns {
            let Some(col) = contract_column(&entry.column) else { continue };
            let kinds: Vec<ExportKind> = KINDS
                .into_iter()
                .filter(|kind| columns(*kind).contains(&col))
                .filter(|kind| entry.kinds.is_empty() || entry.kinds.iter().any(|k| k == kind.as_str()))
                .collect();
            for name in &entry.names {
                names.add_column(name, col, &kinds);
            }
        }
        for indicator in &registers.indicators.indicators {
            let id: Arc<str> = indicator.id.as_str().into();
            let own = [&indicator.id, &indicator.name.vi, &indicator.name.en];
            for name in own.into_iter().chain(&indicator.aliases).chain(&indicator.percent_headers) {
                names.add_measure(name, &id, PERCENT);
                let folded = fold(name);
                if folded.contains(' ') {
                    names.titles.push((folded, Arc::clone(&id)));
                }
            }
            for name in indicator.covered_headers.iter().chain([&indicator.covered.vi, &indicator.covered.en])
            {
                names.add_measure(name, &id, COVERED);
            }
            for name in indicator.total_headers.iter().chain([&indicator.total.vi, &indicator.total.en]) {
                names.add_measure(name, &id, TOTAL);
            }
        }
        for unit in registers.places.iter().flat_map(|places| &places.units) {
            let is_city = [&unit.full_name, &unit.english].into_iter().chain(&unit.aliases).any(|spelling| {
                let spelling = fold(spelling);
                spelling.starts_with("thanh pho ") || spelling.ends_with(" city")
            });
            names.provinces.push((fold(&unit.name), Arc::clone(&unit.name), is_city));
        }
        names.titles.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.cmp(b)));
        names.provinces.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.cmp(b)));
        names.provinces.dedup();
        names
    }

    fn add_column(&mut self, name: &str, col: Col, kinds: &[ExportKind]) {
        let folded = fold(name);
        if folded.is_empty() {
            return;
        }
        let known = self.columns.entry(folded).or_default();
        match known.iter_mut().find(|(other, _)| *other == col) {
            Some((_, before)) => before.extend(kinds),
            None => known.push((col, kinds.to_vec())),
        }
    }

    fn add_measure(&mut self, name: &str, id: &Arc<str>, part: Col) {
        let folded = fold(name);
        if folded.is_empty() {
            return;
        }
        let known = self.measures.entry(folded).or_default();
        if !known.contains(&(Arc::clone(id), part)) {
            known.push((Arc::clone(id), part));
        }
    }

    /// Names of the columns of a kind, folded, those of `wanted` only.
    pub fn names_of<'n>(
        &'n self,
        kind: ExportKind,
        wanted: &'n [Col],
    ) -> impl Iterator<Item = (&'n str, Col)> + 'n {
        self.columns.iter().flat_map(move |(name, meant)| {
            let meant =
                meant.iter().filter(move |(col, kinds)| wanted.contains(col) && kinds.contains(&kind));
            meant.map(move |(col, _)| (name.as_str(), *col))
        })
    }

    /// Names of all columns of a kind, folded.
    pub fn columns_of(&self, kind: ExportKind) -> Arc<HashMap<String, Col>> {
        let all = || self.names_of(kind, columns(kind)).map(|(name, col)| (name.to_owned(), col)).collect();
        Arc::clone(self.by_kind[kind as usize].get_or_init(|| Arc::new(all())))
    }

    /// What a field with these captions can be in an export of this kind; `read` is asked once.
    pub fn candidate(
        &self,
        parts: &Parts,
        kind: ExportKind,
        read: impl FnOnce() -> Candidate,
    ) -> Arc<Candidate> {
        let known = |memory: &HashMap<Parts, [Option<Arc<Candidate>>; KINDS.len()]>| {
            memory.get(parts).and_then(|kinds| kinds[kind as usize].clone())
        };
        if let Some(candidate) = known(&self.candidates.lock().unwrap_or_else(PoisonError::into_inner)) {
            return candidate;
        }
        let candidate = Arc::new(read());
        let mut memory = self.candidates.lock().unwrap_or_else(PoisonError::into_inner);
        if memory.len() < REMEMBERED {
            memory.entry(parts.clone()).or_default()[kind as usize] = Some(Arc::clone(&candidate));
        }
        candidate
    }

    /// What a caption can mean, as it stands, without its unit in brackets, or without words such as "tỷ lệ".
    pub fn meaning(&self, caption: &str) -> Meaning {
        let whole = fold(caption);
        let bare = caption.split(['(', '[']).next().map(fold).unwrap_or_default();
        let mut meaning = Meaning::default();
        for text in [&whole, &bare] {
            if meaning.columns.is_empty() {
                meaning.columns = self.columns.get(text).cloned().unwrap_or_default();
            }
            if meaning.measures.is_empty() {
                meaning.measures = self.measures.get(text).cloned().unwrap_or_default();
            }
        }
        if whole.is_empty() && caption.contains('%') {
            meaning.columns = self.columns.get("percent").cloned().unwrap_or_default();
        }
        if meaning.measures.is_empty() && meaning.columns.is_empty() {
            meaning.measures = self.worded_measures(&bare);
        }
        meaning
    }

    /// "Tỷ lệ X", "Số X", "Tổng số X", where X is a name of an indicator.
    fn worded_measures(&self, text: &str) -> Vec<(Arc<str>, Col)> {
        for (words, part) in [
            ("ty le ", PERCENT),
            ("ti le ", PERCENT),
            ("phan tram ", PERCENT),
            ("tong so ", TOTAL),
            ("so luong ", COVERED),
            ("so ", COVERED),
        ] {
            let Some(rest) = text.strip_prefix(words) else { continue };
            let Some(found) = self.measures.get(rest) else { continue };
            let wanted = if part == TOTAL { TOTAL } else { PERCENT };
            let named: Vec<_> = found.iter().filter(|(_, p)| *p == wanted || *p == part).collect();
            if !named.is_empty() {
                return named.into_iter().map(|(id, _)| (Arc::clone(id), part)).collect();
            }
        }
        Vec::new()
    }

    /// The indicators that a title names, the longest name first; a name within another one does not count.
    pub fn indicators_in(&self, title: &str) -> Vec<Arc<str>> {
        let mut folded = fold(title);
        let mut found: Vec<Arc<str>> = Vec::new();
        for (name, id) in &self.titles {
            if holds_words(&folded, name) {
                folded = folded.replace(name.as_str(), "|");
                if !found.contains(id) {
                    found.push(Arc::clone(id));
                }
            }
        }
        found
    }

    /// Whether a title names a contract column of a kind, as a whole word sequence of at least two words.
    pub fn title_names(&self, title: &str, col: Col) -> bool {
        let folded = fold(title);
        self.columns.iter().any(|(name, meant)| {
            name.contains(' ') && meant.iter().any(|(c, _)| *c == col) && holds_words(&folded, name)
        })
    }

    /// The provinces that a title names as such: "Tỉnh Sơn La", "UBND thành phố Cần Thơ".
    pub fn provinces_in(&self, title: &str) -> Vec<Arc<str>> {
        let folded = fold(title);
        let mut found: Vec<Arc<str>> = Vec::new();
        for word in ["tinh ", "thanh pho ", "tp "] {
            // "UBND thành phố Sơn La" is a city in the province of that name.
            let fits = |is_city: bool| is_city || word == "tinh ";
            for (at, _) in folded.match_indices(word) {
                if at > 0 && !folded[..at].ends_with(' ') {
                    continue;
                }
                let rest = &folded[at + word.len()..];
                let named = self
                    .provinces
                    .iter()
                    .find(|(name, _, city)| fits(*city) && starts_with_words(rest, name));
                if let Some((_, name, _)) = named.filter(|(_, name, _)| !found.contains(name)) {
                    found.push(Arc::clone(name));
                }
            }
        }
        found
    }
}

fn starts_with_words(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

pub(super) fn holds_words(text: &str, words: &str) -> bool {
    text.match_indices(words)
        .any(|(at, _)| (at == 0 || text[..at].ends_with(' ')) && starts_with_words(&text[at..], words))
}

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::model::register::{HeaderNames, HeaderRegister, Indicator, IndicatorRegister};

    /// A small register of our own.
    pub(in crate::ingest) fn registers() -> Registers {
        let header = |column: &str, names: &[&str], kinds: &[&str]| HeaderNames {
            column: column.to_owned(),
            names: names.iter().map(|n| (*n).to_owned()).collect(),
            kinds: kinds.iter().map(|k| (*k).to_owned()).collect(),
        };
        let indicator = |id: &str, vi: &str, covered: &[&str], total: &[&str]| -> Indicator {
            let list = |names: &[&str]| names.iter().map(|n| format!("{n:?}")).collect::<Vec<_>>().join(",");
            toml::from_str(&format!(
                "id = {id:?}\nname = {{ vi = {vi:?}, en = {id:?} }}\ncovered = {{ vi = '', en = '' }}\n\
                 total = {{ vi = '', en = '' }}\nconcept = {{ vi = '', en = '' }}\n\
                 covered_headers = [{}]\ntotal_headers = [{}]\n",
                list(covered),
                list(total)
            ))
            .unwrap()
        };
        let headers = HeaderRegister {
            columns: vec![
                header("period", &["Năm", "Kỳ", "month", "quarter"], &[]),
                header("province", &["Tỉnh", "Tỉnh/thành phố", "Đơn vị", "Mã tỉnh"], &[]),
                header("date", &["Ngày"], &["sessions"]),
                header("topic", &["Vấn đề", "Chủ đề"], &[]),
                header("opinions", &["votes"], &[]),
                header("level", &["Cấp"], &[]),
                header("teams", &["Số tổ", "Tổ công nghệ số cộng đồng"], &[]),
                header("members", &["Số thành viên"], &[]),
                header("covered", &["Số được phủ"], &[]),
                header("total", &["Tổng số"], &[]),
                header("percent", &["Tỷ lệ", "coverage_pct"], &[]),
            ],
        };
        let indicators = IndicatorRegister {
            indicators: vec![
                indicator(
                    "villages_mobile_broadband",
                    "Thôn, bản được phủ sóng băng rộng di động",
                    &["Số bản được phủ sóng băng rộng di động", "villages_covered"],
                    &["Tổng số bản", "villages_total"],
                ),
                indicator(
                    "population_mobile_broadband",
                    "Dân số được phủ sóng băng rộng di động",
                    &["population_covered"],
                    &["population_total"],
                ),
            ],
        };
        Registers { headers: Arc::new(headers), indicators: Arc::new(indicators), ..Registers::default() }
    }

    #[test]
    fn captions_mean() {
        let names = Names::new(&registers());
        let part = |caption: &str| {
            names.meaning(caption).measures.first().map(|(id, part)| (id.to_string(), part.name()))
        };
        let villages = "villages_mobile_broadband".to_owned();
        assert_eq!(part("Số bản được phủ sóng băng rộng di động"), Some((villages.clone(), "covered")));
        assert_eq!(part("TỔNG SỐ BẢN (bản)"), Some((villages.clone(), "total")));
        assert_eq!(part("Tỷ lệ thôn, bản được phủ sóng băng rộng di động (%)"), Some((villages, "percent")));
        assert_eq!(names.meaning("Tỷ lệ (%)").column(ExportKind::Coverage), Some(PERCENT));
        assert_eq!(names.meaning("Ngày").column(ExportKind::Sessions), Some(DATE));
        assert_eq!(names.meaning("Ngày").column(ExportKind::Coverage), None);
        assert_eq!(names.meaning("question_no").column(ExportKind::Commitments), Some(QUESTION_NO));
        assert_eq!(
            names.indicators_in("Biểu 2: Dân số được phủ sóng băng rộng di động, năm 2023"),
            [Arc::from("population_mobile_broadband")]
        );
        let both = "Thôn, bản được phủ sóng băng rộng di động và dân số được phủ sóng băng rộng di động";
        assert_eq!(names.indicators_in(both).len(), 2);
    }
}
