//! How sessions name topics: by label, by alias, or by the words of a question.

use std::collections::HashMap;

use crate::model::fold::{fold, fold_case};
use crate::model::register::TopicRegister;

/// A topic, by its place in the register.
pub type TopicId = u16;

/// The register of topics, ready for looking up labels and classifying questions.
#[derive(Debug, Default)]
pub struct TopicIndex {
    registered: bool,
    names: HashMap<String, TopicId>,
    /// First word of a keyword → the keywords that begin with it, with accents.
    accented: HashMap<String, Vec<(Vec<String>, TopicId)>>,
    /// The same without accents, for questions typed without.
    plain: HashMap<String, Vec<(Vec<String>, TopicId)>>,
}

impl TopicIndex {
    /// Indexes a register; `None` takes topics as they are.
    pub fn new(register: Option<&TopicRegister>) -> Self {
        let Some(register) = register else { return TopicIndex::default() };
        let mut index = TopicIndex { registered: true, ..TopicIndex::default() };
        for (i, topic) in register.topics.iter().enumerate() {
            let id = i as TopicId;
            let names = [&topic.id, &topic.label.vi, &topic.label.en];
            for name in names.into_iter().chain(&topic.aliases) {
                index.names.entry(fold(name)).or_insert(id);
            }
            for keyword in &topic.keywords {
                for (map, text) in
                    [(&mut index.accented, fold_case(keyword)), (&mut index.plain, fold(keyword))]
                {
                    let words = words(&text);
                    if let Some(first) = words.first() {
                        map.entry(first.clone()).or_default().push((words, id));
                    }
                }
            }
        }
        index
    }

    /// Whether topics are taken as they are.
    pub fn is_free(&self) -> bool {
        !self.registered
    }

    /// The topic that a cell names, by label or alias; numbering and words such as `Lĩnh vực` before it are left out.
    pub fn by_name(&self, cell: &str) -> Option<TopicId> {
        let folded = fold(cell);
        if let Some(id) = self.names.get(&folded) {
            return Some(*id);
        }
        let mut rest = folded.as_str();
        while let Some(shorter) = without_lead(rest) {
            rest = shorter;
            if let Some(id) = self.names.get(rest) {
                return Some(*id);
            }
        }
        None
    }

    /// The topic of a question: the longest keyword that stands in it as whole words;
    /// of several of one length the first in the register.
    pub fn by_question(&self, question: &str) -> Option<TopicId> {
        let accented = fold_case(question);
        let has_accents = !accented.is_ascii();
        let (map, text) =
            if has_accents { (&self.accented, accented) } else { (&self.plain, fold(question)) };
        let words = words(&text);
        let mut best: Option<(usize, TopicId)> = None;
        for (at, word) in words.iter().enumerate() {
            for (keyword, id) in map.get(word).into_iter().flatten() {
                if words[at..].starts_with(keyword) {
                    let length: usize = keyword.iter().map(|word| word.chars().count()).sum();
                    let better = best
                        .is_none_or(|(longest, first)| length > longest || length == longest && *id < first);
                    if better {
                        best = Some((length, *id));
                    }
                }
            }
        }
        best.map(|(_, id)| id)
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Words that lead up to a topic in exports, folded.
const LEADS: &[&str] = &[
    "nhom van de",
    "nhom noi dung",
    "nhom",
    "linh vuc",
    "ve linh vuc",
    "ve van de",
    "ve",
    "chu de",
    "van de",
    "noi dung",
    "cau hoi ve",
    "kien nghi ve",
    "topic",
    "nganh",
];

/// The rest behind one leading number, Roman number, letter or word.
fn without_lead(folded: &str) -> Option<&str> {
    for lead in LEADS {
        if let Some(rest) = folded.strip_prefix(lead).and_then(|rest| rest.strip_prefix(' ')) {
            return Some(rest);
        }
    }
    let (first, rest) = folded.split_once(' ')?;
    let is_number = first.bytes().all(|b| b.is_ascii_digit());
    let is_roman = first.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    let is_letter = first.len() == 1 && first.bytes().all(|b| b.is_ascii_lowercase());
    (is_number || is_roman || is_letter).then_some(rest)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::model::Text;
    use crate::model::register::Topic;

    fn index() -> TopicIndex {
        let topic = |id: &str, vi: &str, aliases: &[&str], keywords: &[&str]| Topic {
            id: id.to_owned(),
            label: Text::new(vi, id),
            aliases: aliases.iter().map(|s| (*s).to_owned()).collect(),
            keywords: keywords.iter().map(|s| (*s).to_owned()).collect(),
        };
        TopicIndex::new(Some(&TopicRegister {
            topics: vec![
                topic(
                    "infrastructure",
                    "Hạ tầng viễn thông",
                    &["Hạ tầng số"],
                    &["sóng", "trạm thu phát sóng"],
                ),
                topic("education", "Giáo dục", &[], &["trường học", "dạy học"]),
                topic("cyber-safety", "An toàn mạng", &[], &["lừa đảo", "trạm"]),
            ],
        }))
    }

    #[test]
    fn labels_aliases_and_what_leads_up_to_them() {
        let index = index();
        for cell in [
            "Hạ tầng viễn thông",
            "HẠ TẦNG SỐ",
            "ha tang so",
            "1. Hạ tầng số",
            "Nhóm 3: Hạ tầng số",
            "III. Lĩnh vực hạ tầng số",
            "infrastructure",
        ] {
            assert_eq!(index.by_name(cell), Some(0), "{cell}");
        }
        assert_eq!(index.by_name("Giáo dục nghề nghiệp"), None);
        assert_eq!(index.by_name(""), None);
    }

    #[test]
    fn questions_by_their_longest_keyword_as_whole_words() {
        let index = index();
        assert_eq!(index.by_question("Bản còn thiếu trạm thu phát sóng"), Some(0));
        assert_eq!(index.by_question("Chuyển đổi số trong trường học"), Some(1));
        assert_eq!(index.by_question("chuyen doi so trong TRUONG HOC"), Some(1));
        assert_eq!(index.by_question("Phòng ngừa lừa đảo qua mạng"), Some(2));
        // `song` (parallel) is not `sóng` (a wave) where the question has its accents.
        assert_eq!(index.by_question("Thực hiện song song hai việc"), None);
    }
}
