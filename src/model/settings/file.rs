//! `nhipso.toml`: read and checked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::{
    Citation, FILE_NAME, FileSettings, RegisterChoice, RunThrough, SeriesBreak, Settings, TargetEntry, Theme,
};
use crate::model::message::{Lang, OwnText, Text};
use crate::model::period::{Period, PeriodKind};
use crate::model::place::{Boundaries, Level};
use crate::model::reason;
use crate::model::register::{Indicator, Topic};

/// Encodings that a file can be said to have.
pub const ENCODINGS: &[&str] = &["utf-8", "utf-16le", "utf-16be", "cp1258", "tcvn3", "vni"];

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
}

/// A `[[run_through]]` as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireRunThrough {
    change: Spanned<String>,
    indicator: Option<String>,
    province: Option<String>,
    reason: Spanned<String>,
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
        let lines = Lines { text };
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
            as_of: wire.as_of.map(|day| lines.as_of(&day)).transpose()?,
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

/// The text of the file, for the lines of values; each method checks one of them.
struct Lines<'a> {
    text: &'a str,
}

impl Lines<'_> {
    fn at(&self, offset: usize) -> usize {
        let before = self.text.get(..offset).unwrap_or(self.text);
        before.bytes().filter(|byte| *byte == b'\n').count() + 1
    }

    fn refuse<T>(&self, value: &Spanned<T>, key: &'static str, vi: String, en: String) -> SettingsError {
        SettingsError::Invalid { line: self.at(value.span().start), key, problem: Text::new(vi, en) }
    }

    fn year(&self, value: &Spanned<i64>) -> Result<i16, SettingsError> {
        let year = *value.get_ref();
        i16::try_from(year).ok().filter(|year| Period::year(*year).is_some()).ok_or_else(|| {
            self.refuse(
                value,
                "year",
                format!("{year} không phải là năm từ 1900 đến 2199"),
                format!("{year} is not a year from 1900 to 2199"),
            )
        })
    }

    fn boundaries(&self, value: &Spanned<String>) -> Result<Boundaries, SettingsError> {
        let known = [Boundaries::AsReported, Boundaries::Today, Boundaries::Former];
        known.into_iter().find(|known| known.as_str() == value.get_ref()).ok_or_else(|| {
            self.refuse(
                value,
                "boundaries",
                format!("\"{}\": hãy ghi \"as-reported\", \"34\" hoặc \"63\"", value.get_ref()),
                format!("\"{}\": write \"as-reported\", \"34\" or \"63\"", value.get_ref()),
            )
        })
    }

    fn period(&self, value: &Spanned<PeriodKind>) -> Result<PeriodKind, SettingsError> {
        match value.get_ref() {
            PeriodKind::Day => Err(self.refuse(
                value,
                "period",
                "hãy ghi \"year\", \"half\", \"quarter\" hoặc \"month\"".to_owned(),
                "write \"year\", \"half\", \"quarter\" or \"month\"".to_owned(),
            )),
            kind => Ok(*kind),
        }
    }

    fn by(&self, value: &Spanned<Level>) -> Result<Level, SettingsError> {
        match value.get_ref() {
            Level::Country => Err(self.refuse(
                value,
                "by",
                "hãy ghi \"province\", \"district\" hoặc \"commune\"".to_owned(),
                "write \"province\", \"district\" or \"commune\"".to_owned(),
            )),
            level => Ok(*level),
        }
    }

    fn as_of(&self, value: &Spanned<String>) -> Result<Period, SettingsError> {
        parse_day(value.get_ref()).ok_or_else(|| {
            self.refuse(
                value,
                "as_of",
                format!(
                    "\"{}\" không phải là ngày; hãy ghi như \"2023-12-31\" hoặc \"31/12/2023\"",
                    value.get_ref()
                ),
                format!("\"{}\" is no date; write \"2023-12-31\" or \"31/12/2023\"", value.get_ref()),
            )
        })
    }

    fn encoding(&self, value: &Spanned<String>) -> Result<String, SettingsError> {
        let encoding = value.get_ref().to_lowercase();
        if ENCODINGS.contains(&encoding.as_str()) {
            return Ok(encoding);
        }
        Err(self.refuse(
            value,
            "encoding",
            format!("không có bảng mã \"{}\"; hãy ghi một trong: {}", value.get_ref(), ENCODINGS.join(", ")),
            format!("there is no encoding \"{}\"; write one of {}", value.get_ref(), ENCODINGS.join(", ")),
        ))
    }

    /// Refuses a second entry with the id of one before it.
    fn unique<T>(
        &self,
        entries: &[Spanned<T>],
        key: &'static str,
        id: impl Fn(&T) -> &str,
    ) -> Result<(), SettingsError> {
        let mut seen = BTreeMap::new();
        for entry in entries {
            let (id, line) = (id(entry.get_ref()), self.at(entry.span().start));
            if let Some(first) = seen.insert(id, line) {
                return Err(self.refuse(
                    entry,
                    key,
                    format!("\"{id}\" đã có ở dòng {first}; mỗi mã chỉ dùng cho một mục"),
                    format!("\"{id}\" is there already, on line {first}; ids name one entry only"),
                ));
            }
        }
        Ok(())
    }

    fn run_through(&self, entry: Spanned<WireRunThrough>) -> Result<RunThrough, SettingsError> {
        let line = self.at(entry.span().start);
        let entry = entry.into_inner();
        let said = entry.change.get_ref();
        let known = SeriesBreak::ALL.into_iter().find(|(name, _)| name == said);
        let Some((_, change)) = known else {
            let (vi, en) = match said.as_str() {
                "borders" | "boundaries" => (
                    "chuỗi số liệu không bao giờ nối qua thay đổi địa giới; dùng boundaries = \"34\" để quy về địa giới hiện nay".to_owned(),
                    "no series runs through a change of borders; boundaries = \"34\" restates history on today's".to_owned(),
                ),
                _ => (
                    format!("\"{said}\": hãy ghi \"definition\" hoặc \"basis\""),
                    format!("\"{said}\": write \"definition\" or \"basis\""),
                ),
            };
            return Err(self.refuse(&entry.change, "run_through", vi, en));
        };
        if entry.reason.get_ref().trim().is_empty() {
            return Err(self.refuse(
                &entry.reason,
                "run_through",
                "reason: hãy ghi vì sao hai phần so sánh được, và ai xác nhận".to_owned(),
                "reason: say why the two parts can be compared, and who confirmed it".to_owned(),
            ));
        }
        Ok(RunThrough {
            line,
            change,
            indicator: entry.indicator,
            province: entry.province,
            reason: entry.reason.into_inner().trim().to_owned(),
        })
    }

    fn file(&self, value: &Spanned<FileSettings>) -> Result<(), SettingsError> {
        let file = value.get_ref();
        let (vi, en) = if let Some(encoding) =
            file.encoding.as_ref().filter(|encoding| !ENCODINGS.contains(&encoding.as_str()))
        {
            (
                format!("không có bảng mã \"{encoding}\"; hãy ghi một trong: {}", ENCODINGS.join(", ")),
                format!("there is no encoding \"{encoding}\"; write one of {}", ENCODINGS.join(", ")),
            )
        } else if let Some(mark) = file.decimal.filter(|mark| !matches!(mark, ',' | '.')) {
            (
                format!("dấu thập phân là \",\" hoặc \".\", không phải \"{mark}\""),
                format!("the decimal mark is \",\" or \".\", not \"{mark}\""),
            )
        } else if let Some(vintage) =
            file.boundaries.as_ref().filter(|vintage| !matches!(vintage.as_str(), "63" | "34"))
        {
            (
                format!("boundaries của một tệp là \"63\" hoặc \"34\", không phải \"{vintage}\""),
                format!("the boundaries of a file are \"63\" or \"34\", not \"{vintage}\""),
            )
        } else {
            return Ok(());
        };
        Err(self.refuse(value, "files", vi, en))
    }

    fn theme(&self, value: &Spanned<Theme>) -> Result<(), SettingsError> {
        let theme = value.get_ref();
        let bad = theme.accent.iter().chain(&theme.palette).find(|colour| {
            !(colour.len() == 7
                && colour.starts_with('#')
                && colour[1..].bytes().all(|digit| digit.is_ascii_hexdigit()))
        });
        match bad {
            None => Ok(()),
            Some(colour) => Err(self.refuse(
                value,
                "theme",
                format!("\"{colour}\" không phải là màu dạng \"#12436D\""),
                format!("\"{colour}\" is no colour such as \"#12436D\""),
            )),
        }
    }
}

/// A day as `2023-12-31` or `31/12/2023`.
fn parse_day(text: &str) -> Option<Period> {
    let text = text.trim();
    let iso = Period::from_iso(text).filter(|period| period.kind() == PeriodKind::Day);
    iso.or_else(|| {
        let mut parts = text.split('/');
        let day = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
        parts.next().is_none().then(|| Period::day(year, month, day))?
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

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
            ("year = ", "nhipso.toml, line 1: "),
        ] {
            let error = Settings::from_toml(text).expect_err(text);
            assert!(error.to_string().starts_with(message), "{error}\nnot {message}");
            assert!(error.text().vi.starts_with("nhipso.toml, dòng"), "{}", error.text().vi);
        }
    }
}
