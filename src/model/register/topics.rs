//! The register of topics: `topics.toml`.

use serde::Deserialize;
use toml::Spanned;

use super::load::{SourceText, Spellings};
use super::{RegisterError, Topic, TopicRegister, UNMATCHED};
use crate::model::Text;
use crate::model::settings::{FILE_NAME, Settings};

const BUILT_IN: SourceText<'static> =
    SourceText { name: "topics.toml", text: include_str!("../../../data/registry/topics.toml") };

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicFile {
    topic: Vec<Spanned<Topic>>,
}

impl TopicRegister {
    /// The register that ships with the program.
    pub fn built_in() -> Result<Self, RegisterError> {
        parse(&BUILT_IN)
    }

    /// A register from the text of a `topics.toml`; `name` is how messages call the file.
    pub fn from_toml(name: &str, text: &str) -> Result<Self, RegisterError> {
        parse(&SourceText { name, text })
    }

    /// The topic with this id.
    pub fn get(&self, id: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == id)
    }
}

fn parse(source: &SourceText<'_>) -> Result<TopicRegister, RegisterError> {
    let file: TopicFile = source.toml()?;
    let mut names = Spellings::default();
    let mut keywords = Spellings::default();
    let mut lines: Vec<(String, usize)> = Vec::new();
    let mut topics = Vec::new();
    for entry in file.topic {
        let start = entry.span().start;
        let topic = entry.into_inner();
        let line = source.line(start);
        check(&topic).map_err(|problem| RegisterError::Invalid {
            file: source.name.to_owned(),
            line,
            problem,
        })?;
        if let Some((_, first_line)) = lines.iter().find(|(id, _)| *id == topic.id) {
            return Err(RegisterError::Duplicate {
                file: source.name.to_owned(),
                line,
                id: topic.id,
                first_line: *first_line,
            });
        }
        lines.push((topic.id.clone(), line));
        let spelled = [&topic.id, &topic.label.vi, &topic.label.en].into_iter().chain(&topic.aliases);
        let clash = spelled
            .map(|name| (name, names.add(name, &topic.id)))
            .chain(topic.keywords.iter().map(|word| (word, keywords.add(word, &topic.id))))
            .find_map(|(spelling, first)| first.map(|first| (spelling.clone(), first)));
        if let Some((spelling, first)) = clash {
            let line = source.line_of(start, &spelling);
            return Err(RegisterError::Clash {
                file: source.name.to_owned(),
                line,
                spelling,
                first,
                second: topic.id,
            });
        }
        topics.push(topic);
    }
    Ok(TopicRegister { topics })
}

/// What no topic may be, wherever it is declared.
fn check(topic: &Topic) -> Result<(), Text> {
    if topic.id == UNMATCHED || topic.id.trim().is_empty() {
        return Err(Text::new(
            format!("mã chủ đề không được là \"{}\"", topic.id),
            format!("a topic cannot have the id \"{}\"", topic.id),
        ));
    }
    if topic.label.vi.trim().is_empty() || topic.label.en.trim().is_empty() {
        return Err(Text::new(
            format!("chủ đề \"{}\" cần tên tiếng Việt và tiếng Anh", topic.id),
            format!("topic \"{}\" needs a label in Vietnamese and in English", topic.id),
        ));
    }
    Ok(())
}

/// Adds the topics and spellings of the project. A topic with a registered id replaces that entry; a spelling of
/// the project goes before the register's own, so it is taken from the topic that had it.
pub(super) fn with_settings(
    mut register: TopicRegister,
    settings: &Settings,
) -> Result<TopicRegister, RegisterError> {
    for topic in &settings.topic_entries {
        check(topic).map_err(|problem| RegisterError::Invalid {
            file: FILE_NAME.to_owned(),
            line: settings.line_of(&topic.id),
            problem,
        })?;
        match register.topics.iter_mut().find(|known| known.id == topic.id) {
            Some(known) => *known = topic.clone(),
            None => register.topics.push(topic.clone()),
        }
    }
    for (spelling, id) in &settings.topic_aliases {
        if register.get(id).is_none() {
            return Err(RegisterError::Dangling {
                file: FILE_NAME.to_owned(),
                line: settings.line_of(spelling),
                what: "topic",
                id: id.clone(),
            });
        }
        for topic in &mut register.topics {
            super::load::forget(&mut topic.aliases, spelling);
            if topic.id == *id {
                topic.aliases.push(spelling.clone());
            }
        }
    }
    let mut names = Spellings::default();
    for topic in &register.topics {
        let spelled = [&topic.id, &topic.label.vi, &topic.label.en].into_iter().chain(&topic.aliases);
        for spelling in spelled {
            if let Some(first) = names.add(spelling, &topic.id) {
                return Err(RegisterError::Clash {
                    file: FILE_NAME.to_owned(),
                    line: settings.line_of(spelling),
                    spelling: spelling.clone(),
                    first,
                    second: topic.id.clone(),
                });
            }
        }
    }
    Ok(register)
}
