//! The register of topics: `topics.toml`.

use serde::Deserialize;
use toml::Spanned;

use super::load::{Entry, SourceText, Spellings};
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
    let topics = source.entries(file.topic, |topic| {
        let spelled = [&topic.id, &topic.label.vi, &topic.label.en].into_iter().chain(&topic.aliases);
        spelled
            .map(|name| (name, names.add(name, &topic.id)))
            .chain(topic.keywords.iter().map(|word| (word, keywords.add(word, &topic.id))))
            .find_map(|(spelling, first)| first.map(|first| (spelling.clone(), first)))
    })?;
    Ok(TopicRegister { topics })
}

impl Entry for Topic {
    fn id(&self) -> &str {
        &self.id
    }

    fn check(&self) -> Result<(), Text> {
        if self.id == UNMATCHED || self.id.trim().is_empty() {
            return Err(Text::new(
                format!("mã chủ đề không được là \"{}\"", self.id),
                format!("a topic cannot have the id \"{}\"", self.id),
            ));
        }
        if self.label.vi.trim().is_empty() || self.label.en.trim().is_empty() {
            return Err(Text::new(
                format!("chủ đề \"{}\" cần tên tiếng Việt và tiếng Anh", self.id),
                format!("topic \"{}\" needs a label in Vietnamese and in English", self.id),
            ));
        }
        Ok(())
    }
}

/// Adds the topics and spellings of the project. A topic with a registered id replaces that entry; a spelling of
/// the project goes before the register's own, so it is taken from the topic that had it.
pub(super) fn with_settings(
    mut register: TopicRegister,
    settings: &Settings,
) -> Result<TopicRegister, RegisterError> {
    for topic in &settings.topic_entries {
        topic.check().map_err(|problem| RegisterError::Invalid {
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
