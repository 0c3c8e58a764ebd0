//! Registers from their files: read, checked, and merged with what the project says.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use toml::Spanned;

use super::{
    HeaderRegister, IndicatorRegister, PlaceRegister, RegisterError, Registers, TopicRegister, headers,
    indicators, places, topics,
};
use crate::model::fold::fold;
use crate::model::settings::{RegisterChoice, Settings};
use crate::model::{Text, reason};

impl Registers {
    /// The registers that ship with the program.
    pub fn default_set() -> Result<Registers, RegisterError> {
        Registers::load(&Settings::default(), Path::new("."))
    }

    /// The registers that `settings` asks for; files are looked up from `project`, the folder of `nhipso.toml`.
    pub fn load(settings: &Settings, project: &Path) -> Result<Registers, RegisterError> {
        let places = match &settings.places {
            RegisterChoice::Default => Some(PlaceRegister::built_in()?),
            RegisterChoice::Any => None,
            RegisterChoice::File(path) => {
                let (name, text) = read(project, path)?;
                Some(PlaceRegister::from_csv(&name, &text)?)
            }
        };
        let topics = match &settings.topics {
            RegisterChoice::Default => Some(TopicRegister::built_in()?),
            RegisterChoice::Any => None,
            RegisterChoice::File(path) => {
                let (name, text) = read(project, path)?;
                Some(TopicRegister::from_toml(&name, &text)?)
            }
        };
        let places = places.map(|register| places::with_aliases(register, settings)).transpose()?;
        if let Some(register) = &places {
            places::check_run_through(register, settings)?;
        }
        Ok(Registers {
            places: places.map(Arc::new),
            topics: topics
                .map(|register| topics::with_settings(register, settings))
                .transpose()?
                .map(Arc::new),
            indicators: Arc::new(indicators::with_settings(IndicatorRegister::built_in()?, settings)?),
            headers: Arc::new(headers::with_settings(HeaderRegister::built_in()?, settings)?),
        })
    }
}

fn read(project: &Path, path: &Path) -> Result<(String, String), RegisterError> {
    let full = project.join(path);
    match std::fs::read_to_string(&full) {
        Ok(text) => Ok((path.display().to_string(), text)),
        Err(source) => Err(RegisterError::Unreadable { path: full, source }),
    }
}

/// What a register in TOML is a list of.
pub(super) trait Entry {
    /// What it is called by.
    fn id(&self) -> &str;

    /// What no such entry may be, wherever it is declared.
    fn check(&self) -> Result<(), Text>;
}

/// A file being parsed: turns byte offsets into lines.
pub(super) struct SourceText<'a> {
    /// Name of the file in messages.
    pub name: &'a str,
    /// What it says.
    pub text: &'a str,
}

impl SourceText<'_> {
    /// Parses the whole as TOML.
    pub fn toml<T: DeserializeOwned>(&self) -> Result<T, RegisterError> {
        toml::from_str(self.text).map_err(|error| RegisterError::Malformed {
            file: self.name.to_owned(),
            line: error.span().map_or(1, |span| self.line(span.start)),
            problem: reason::of_toml(error.message()),
        })
    }

    /// The entries of a register, each checked by itself and against those before it; `clash` notes the spellings of
    /// an entry and gives the first that means something else already, with what.
    pub fn entries<T: Entry>(
        &self,
        entries: Vec<Spanned<T>>,
        mut clash: impl FnMut(&T) -> Option<(String, String)>,
    ) -> Result<Vec<T>, RegisterError> {
        let mut lines = BTreeMap::new();
        let mut checked = Vec::with_capacity(entries.len());
        for entry in entries {
            let start = entry.span().start;
            let entry = entry.into_inner();
            let line = self.line(start);
            entry.check().map_err(|problem| RegisterError::Invalid {
                file: self.name.to_owned(),
                line,
                problem,
            })?;
            if let Some(first_line) = lines.insert(entry.id().to_owned(), line) {
                return Err(self.duplicate(line, entry.id(), first_line));
            }
            if let Some((spelling, first)) = clash(&entry) {
                return Err(RegisterError::Clash {
                    file: self.name.to_owned(),
                    line: self.line_of(start, &spelling),
                    spelling,
                    first,
                    second: entry.id().to_owned(),
                });
            }
            checked.push(entry);
        }
        Ok(checked)
    }

    /// Parses the whole as CSV with a header; each row with its line.
    pub fn csv<T: DeserializeOwned>(&self) -> Result<Vec<(usize, T)>, RegisterError> {
        let text = self.text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        let malformed = |error: csv::Error| RegisterError::Malformed {
            file: self.name.to_owned(),
            line: error.position().map_or(1, |position| usize::try_from(position.line()).unwrap_or(1)),
            problem: reason::of_csv(&error),
        };
        let headers = reader.headers().map_err(malformed)?.clone();
        let mut rows = Vec::new();
        for record in reader.into_records() {
            let record = record.map_err(malformed)?;
            let line = record.position().map_or(1, |position| usize::try_from(position.line()).unwrap_or(1));
            let row = record.deserialize(Some(&headers)).map_err(malformed)?;
            rows.push((line, row));
        }
        Ok(rows)
    }

    /// A date `2004-01-01` of line `line`.
    pub fn date(&self, line: usize, text: &str) -> Result<Date, RegisterError> {
        text.parse().map_err(|_| {
            self.invalid(
                line,
                format!("\"{text}\" không phải là ngày dạng 2004-01-01"),
                format!("\"{text}\" is not a date such as 2004-01-01"),
            )
        })
    }

    /// The error for a value that is not allowed.
    pub fn invalid(&self, line: usize, vi: impl Into<String>, en: impl Into<String>) -> RegisterError {
        RegisterError::Invalid { file: self.name.to_owned(), line, problem: Text::new(vi, en) }
    }

    /// The error for an id that is there already.
    pub fn duplicate(&self, line: usize, id: &str, first_line: usize) -> RegisterError {
        RegisterError::Duplicate { file: self.name.to_owned(), line, id: id.to_owned(), first_line }
    }

    /// The error for a name that points at nothing.
    pub fn dangling(&self, line: usize, what: &'static str, id: &str) -> RegisterError {
        RegisterError::Dangling { file: self.name.to_owned(), line, what, id: id.to_owned() }
    }

    /// The line, from 1, that holds byte `offset`.
    pub fn line(&self, offset: usize) -> usize {
        let before = self.text.get(..offset).unwrap_or(self.text);
        before.bytes().filter(|byte| *byte == b'\n').count() + 1
    }

    /// The line within the entry that starts at byte `start` (and ends where the next `[[` begins a line) that
    /// holds `spelling` in quotes; the entry's own line where none does.
    pub fn line_of(&self, start: usize, spelling: &str) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        let entry = rest.split("\n[[").next().unwrap_or_default();
        self.line(start + entry.find(&format!("\"{spelling}\"")).unwrap_or(0))
    }
}

/// Spellings that were seen, folded, with what they mean: finds those that would mean two things.
#[derive(Default)]
pub(super) struct Spellings {
    seen: BTreeMap<String, String>,
}

impl Spellings {
    /// Notes that `spelling` means `meaning`; what it meant before, where that is something else.
    pub fn add(&mut self, spelling: &str, meaning: &str) -> Option<String> {
        let first = self.seen.entry(fold(spelling)).or_insert_with(|| meaning.to_owned());
        (first != meaning).then(|| first.clone())
    }
}

/// Takes `spelling` out of a list of aliases, whichever way it is written there.
pub(super) fn forget<S: AsRef<str>>(aliases: &mut Vec<S>, spelling: &str) {
    let folded = fold(spelling);
    aliases.retain(|alias| fold(alias.as_ref()) != folded);
}
