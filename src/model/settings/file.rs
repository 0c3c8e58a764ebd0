//! `nhipso.toml`: read, each value checked as [`super::checked`] says.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::checked::{Lines, WireRunThrough, WireSignature};
use super::{Citation, FILE_NAME, FileSettings, RegisterChoice, Settings, TargetEntry, Theme};
use crate::model::message::{Lang, OwnText, Text};
use crate::model::period::PeriodKind;
use crate::model::place::{Boundaries, Level};
use crate::model::reason;
use crate::model::register::{Indicator, Topic};

/// Settings that cannot be used; says the line and what to do.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// No TOML, a key that is not known, or a value of another type.
    #[error("{FILE_NAME}, line {line}: {}", problem.en)]
    Malformed {
        /// Line, from 1.
        line: usize,
        /// What the parser says.
        problem: Text,
    },
    /// A theme file that is no TOML, or says something else than office and looks.
    #[error("{}, line {line}: {}", path.display(), problem.en)]
    BadTheme {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What the parser says.
        problem: Text,
    },
    /// A value that is not allowed.
    #[error("{FILE_NAME}, line {line}: {key}: {}", problem.en)]
    Invalid {
        /// Line, from 1.
        line: usize,
        /// The key.
        key: &'static str,
        /// What is wrong, and what to write.
        problem: Text,
    },
}

impl SettingsError {
    /// The error for people, in both languages; the English is that of [`std::fmt::Display`].
    pub fn text(&self) -> Text {
        let vi = match self {
            Self::Unreadable { path, source } => reason::cannot_read(path.display(), source).vi,
            Self::Malformed { line, problem } => format!("{FILE_NAME}, dòng {line}: {}", problem.vi),
            Self::BadTheme { path, line, problem } => {
                format!("{}, dòng {line}: {}", path.display(), problem.vi)
            }
            Self::Invalid { line, key, problem } => {
                format!("{FILE_NAME}, dòng {line}: {key}: {}", problem.vi)
            }
        };
        Text::new(vi, self.to_string())
    }
}

/// The file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    title: Option<OwnText>,
    office: Option<OwnText>,
    year: Option<Spanned<i64>>,
    #[serde(default)]
    lang: Lang,
    boundaries: Option<Spanned<String>>,
    period: Option<Spanned<PeriodKind>>,
    by: Option<Spanned<Level>>,
    places: Option<String>,
    topics: Option<String>,
    as_of: Option<Spanned<String>>,
    #[serde(default)]
    strict: bool,
    #[serde(default)]
    invented: bool,
    #[serde(default)]
    rank: Vec<String>,
    encoding: Option<Spanned<String>>,
    #[serde(default)]
    place_aliases: BTreeMap<Spanned<String>, String>,
    #[serde(default)]
    topic_aliases: BTreeMap<Spanned<String>, String>,
    #[serde(default)]
    headers: BTreeMap<Spanned<String>, String>,
    #[serde(default)]
    files: BTreeMap<String, Spanned<FileSettings>>,
    #[serde(default)]
    sources: BTreeMap<String, Citation>,
    #[serde(default, rename = "indicator")]
    indicators: Vec<Spanned<Indicator>>,
    #[serde(default, rename = "target")]
    targets: Vec<Spanned<WireTarget>>,
    #[serde(default, rename = "topic")]
    topic_entries: Vec<Spanned<Topic>>,
    #[serde(default)]
    run_through: Vec<Spanned<WireRunThrough>>,
    theme: Option<Spanned<Theme>>,
    signature: Option<WireSignature>,
}

/// A `[[target]]` as written: periods and values with or without quotes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireTarget {
    indicator: String,
    province: String,
    due: toml::Value,
    target: toml::Value,
    source: Option<String>,
}

/// What a value says, without the quotes of a text.
fn plain(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

impl WireTarget {
    fn entry(self, line: usize) -> TargetEntry {
        TargetEntry {
            line: line as u64,
            indicator: self.indicator,
            province: self.province,
            due: plain(&self.due),
            is_number: self.target.is_integer() || self.target.is_float(),
            target: plain(&self.target),
            source: self.source.unwrap_or_default(),
        }
    }
}

impl Settings {
    /// The settings of a project: `nhipso.toml` in `dir`; the defaults where there is none.
    /// (Where `dir` is a file, the folder that holds it counts.)
    pub fn load(dir: &Path) -> Result<Settings, SettingsError> {
        let folder = if dir.is_file() { dir.parent().unwrap_or(Path::new("")) } else { dir };
        let path = folder.join(FILE_NAME);
        match std::fs::read_to_string(&path) {
            Ok(text) => Settings::from_toml(&text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Settings::default()),
            Err(source) => Err(SettingsError::Unreadable { path, source }),
        }
    }

    /// The settings that the text of a `nhipso.toml` says.
    pub fn from_toml(text: &str) -> Result<Settings, SettingsError> {
        let lines = Lines::of(text);
        let wire: Wire = toml::from_str(text).map_err(|error| SettingsError::Malformed {
            line: error.span().map_or(1, |span| lines.at(span.start)),
            problem: reason::of_toml(error.message()),
        })?;
        let mut at = BTreeMap::new();
        let mut aliases = |wired: BTreeMap<Spanned<String>, String>| -> BTreeMap<String, String> {
            wired
                .into_iter()
                .map(|(key, value)| {
                    at.insert(key.get_ref().clone(), lines.at(key.span().start));
                    (key.into_inner(), value)
                })
                .collect()
        };
        let place_aliases = aliases(wire.place_aliases);
        let topic_aliases = aliases(wire.topic_aliases);
        let header_aliases = aliases(wire.headers);
        lines.unique(&wire.indicators, "indicator", |indicator| &indicator.id)?;
        lines.unique(&wire.topic_entries, "topic", |topic| &topic.id)?;
        let indicators = wire.indicators.into_iter().map(|entry| {
            let line = lines.at(entry.span().start);
            let indicator = entry.into_inner();
            at.entry(indicator.id.clone()).or_insert(line);
            indicator
        });
        let indicators: Vec<Indicator> = indicators.collect();
        let targets = wire.targets.into_iter().map(|entry| {
            let line = lines.at(entry.span().start);
            entry.into_inner().entry(line)
        });
        let targets = targets.collect();
        let topic_entries = wire.topic_entries.into_iter().map(|entry| {
            let line = lines.at(entry.span().start);
            let topic = entry.into_inner();
            at.entry(topic.id.clone()).or_insert(line);
            topic
        });
        let topic_entries: Vec<Topic> = topic_entries.collect();
        if let Some(theme) = &wire.theme {
            lines.theme(theme)?;
        }
        let run_through = wire.run_through.into_iter().map(|entry| lines.run_through(entry));
        let run_through = run_through.collect::<Result<_, _>>()?;
        let mut files = BTreeMap::new();
        for (name, entry) in wire.files {
            lines.file(&entry)?;
            files.insert(name, entry.into_inner());
        }
        Ok(Settings {
            title: wire.title,
            office: wire.office,
            year: wire.year.map(|year| lines.year(&year)).transpose()?,
            lang: wire.lang,
            boundaries: wire
                .boundaries
                .map_or(Ok(Boundaries::default()), |value| lines.boundaries(&value))?,
            period: wire.period.map(|kind| lines.period(&kind)).transpose()?,
            by: wire.by.map(|level| lines.by(&level)).transpose()?,
            places: choice(wire.places),
            topics: choice(wire.topics),
            only_province: None,
            as_of: wire.as_of.map(|day| lines.day(&day, "as_of")).transpose()?,
            strict: wire.strict,
            invented: wire.invented,
            place_aliases,
            topic_aliases,
            header_aliases,
            indicators,
            topic_entries,
            targets,
            files,
            sources: wire.sources,
            run_through,
            rank: wire.rank,
            encoding: wire.encoding.map(|encoding| lines.encoding(&encoding)).transpose()?,
            theme: wire.theme.map(Spanned::into_inner).unwrap_or_default(),
            signature: wire.signature.map(|entry| lines.signature(entry)).transpose()?,
            theme_folder: None,
            lines: at,
        })
    }
}

fn choice(text: Option<String>) -> RegisterChoice {
    match text.as_deref() {
        None | Some("default") => RegisterChoice::Default,
        Some("any") => RegisterChoice::Any,
        Some(path) => RegisterChoice::File(PathBuf::from(path)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::super::SeriesBreak;
    use super::*;
    use crate::model::Period;

    #[test]
    fn a_folder_without_settings_has_the_defaults() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(Settings::load(dir.path()).unwrap(), Settings::default());
        std::fs::write(dir.path().join(FILE_NAME), "year = 2023\n").unwrap();
        std::fs::write(dir.path().join("a.csv"), "").unwrap();
        assert_eq!(Settings::load(dir.path()).unwrap().year, Some(2023));
        assert_eq!(Settings::load(&dir.path().join("a.csv")).unwrap().year, Some(2023));
    }

    #[test]
    fn values_are_read() {
        let settings = Settings::from_toml(
            "lang = \"en\"\nboundaries = \"34\"\nperiod = \"quarter\"\nby = \"commune\"\nplaces = \"any\"\n\
             topics = \"mine.toml\"\nas_of = \"31/12/2023\"\nencoding = \"TCVN3\"\nrank = [\"a.csv\"]\n\
             [files.\"b.csv\"]\ndecimal = \",\"\n[place_aliases]\n\"S. La\" = \"14\"\n",
        )
        .unwrap();
        assert_eq!(settings.lang, Lang::En);
        assert_eq!(settings.boundaries, Boundaries::Today);
        assert_eq!(settings.period, Some(PeriodKind::Quarter));
        assert_eq!(settings.by, Some(Level::Commune));
        assert_eq!(settings.places, RegisterChoice::Any);
        assert_eq!(settings.topics, RegisterChoice::File("mine.toml".into()));
        assert_eq!(settings.as_of, Period::day(2023, 12, 31));
        assert_eq!(settings.encoding.as_deref(), Some("tcvn3"));
        assert_eq!(settings.files["b.csv"].decimal, Some(','));
        assert_eq!(settings.line_of("S. La"), 13);
        let told = Settings::from_toml(
            "[[run_through]]\nchange = \"basis\"\nreason = \"a\"\n\n[[run_through]]\nchange = \"definition\"\n\
             indicator = \"x\"\nprovince = \"Sơn La\"\nreason = \" b \"\n",
        )
        .unwrap();
        let [first, second] = &told.run_through[..] else { panic!("two entries") };
        assert_eq!((first.line, first.change, &first.indicator), (1, SeriesBreak::Basis, &None));
        assert_eq!((second.line, second.change, &*second.reason), (5, SeriesBreak::Definition, "b"));
    }

    #[test]
    fn who_signs_is_read() {
        assert_eq!(Settings::from_toml("year = 2024").unwrap().signature, None);
        let text = "[signature]\nplace = \"Sơn La\"\ndate = \"5/1/2025\"\npost = { vi = \"Giám đốc\", en = \"Director\" }\n\
                    recipients = [\"Như trên\", \"Lưu: VT\"]\n";
        let signature = Settings::from_toml(text).unwrap().signature.unwrap();
        assert_eq!(signature.date, Period::day(2025, 1, 5));
        assert_eq!(signature.place.unwrap().get(Lang::En), "Sơn La");
        assert_eq!(signature.post.unwrap().get(Lang::En), "Director");
        assert_eq!((signature.recipients.len(), signature.name), (2, None));
    }

    #[test]
    fn errors_name_the_line() {
        for (text, message) in [
            ("year = 2023\ncolour = 1", "nhipso.toml, line 2: unknown field `colour`"),
            ("\nyear = 1066", "nhipso.toml, line 2: year: 1066 is not a year from 1900 to 2199"),
            ("year = \"x\"", "nhipso.toml, line 1: invalid type"),
            ("boundaries = \"35\"", "nhipso.toml, line 1: boundaries: \"35\": write"),
            ("period = \"day\"", "nhipso.toml, line 1: period: write \"year\""),
            ("period = \"week\"", "nhipso.toml, line 1: unknown variant `week`"),
            ("by = \"country\"", "nhipso.toml, line 1: by: write \"province\""),
            ("as_of = \"soon\"", "nhipso.toml, line 1: as_of: \"soon\" is no date"),
            ("as_of = \"31/2/2023\"", "nhipso.toml, line 1: as_of: \"31/2/2023\" is no date"),
            ("encoding = \"ebcdic\"", "nhipso.toml, line 1: encoding: there is no encoding \"ebcdic\""),
            (
                "\n[files.\"a.csv\"]\nencoding = \"abc\"",
                "nhipso.toml, line 2: files: there is no encoding \"abc\"",
            ),
            ("[files.\"a.csv\"]\ndecimal = \";\"", "nhipso.toml, line 1: files: the decimal mark"),
            ("[files.\"a.csv\"]\nboundaries = \"as-reported\"", "nhipso.toml, line 1: files: the boundaries"),
            ("[theme]\naccent = \"blue\"", "nhipso.toml, line 1: theme: \"blue\" is no colour"),
            ("[theme]\npalette = [\"#12g46d\"]", "nhipso.toml, line 1: theme: \"#12g46d\" is no colour"),
            (
                "[[run_through]]\nchange = \"borders\"\nreason = \"x\"",
                "nhipso.toml, line 2: run_through: no series runs through a change of borders",
            ),
            (
                "[[run_through]]\nchange = \"x\"\nreason = \"x\"",
                "nhipso.toml, line 2: run_through: \"x\": write",
            ),
            (
                "[[run_through]]\nchange = \"basis\"\nreason = \" \"",
                "nhipso.toml, line 3: run_through: reason: say why",
            ),
            ("[[run_through]]\nchange = \"basis\"", "nhipso.toml, line 1: missing field `reason`"),
            (
                "[[topic]]\nid = \"x\"\nlabel = { vi = \"x\", en = \"x\" }\n[[topic]]\nid = \"x\"\nlabel = { vi = \"y\", en = \"y\" }",
                "nhipso.toml, line 4: topic: \"x\" is there already, on line 1",
            ),
            (
                "[signature]\nplace = \"Huế\"\ndate = \"soon\"",
                "nhipso.toml, line 3: signature: \"soon\" is no date",
            ),
            ("[signature]\nrank = 1", "nhipso.toml, line 2: unknown field `rank`"),
            ("year = ", "nhipso.toml, line 1: "),
        ] {
            let error = Settings::from_toml(text).expect_err(text);
            assert!(error.to_string().starts_with(message), "{error}\nnot {message}");
            assert!(error.text().vi.starts_with("nhipso.toml, dòng"), "{}", error.text().vi);
        }
    }
}
