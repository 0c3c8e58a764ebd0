//! The settings of a run: `nhipso.toml` of the project folder, then the command line on top.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::message::{Lang, OwnText, Text};
use super::period::{Period, PeriodKind};
use super::place::{Boundaries, Level};
use super::register::{Indicator, Topic};

mod checked;
mod file;
mod run_through;
mod theme;

pub(crate) use checked::parse_day;
pub use file::SettingsError;
pub use run_through::{RunThrough, SeriesBreak};
pub use theme::Theme;

/// Name of the settings file of a project folder.
pub const FILE_NAME: &str = "nhipso.toml";

/// A register to use: the built-in one, none at all, or a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RegisterChoice {
    /// The register that ships with the program.
    #[default]
    Default,
    /// None: names come as they are.
    Any,
    /// A file of the project.
    File(PathBuf),
}

/// Everything a run can be told.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Settings {
    /// Title of the report.
    pub title: Option<OwnText>,
    /// Office that signs it.
    pub office: Option<OwnText>,
    /// Year the report is about; the latest year with figures otherwise.
    pub year: Option<i16>,
    /// Language of report and messages.
    pub lang: Lang,
    /// Borders.
    pub boundaries: Boundaries,
    /// Length of the periods that sessions are folded to; a year unless said.
    pub period: Option<PeriodKind>,
    /// Level of place that is reported; chosen by what is there unless said.
    pub by: Option<Level>,
    /// Register of places.
    pub places: RegisterChoice,
    /// Register of topics.
    pub topics: RegisterChoice,
    /// The one province to report, by code or name; all of them unless said.
    pub only_province: Option<String>,
    /// Date at which commitments are judged.
    pub as_of: Option<Period>,
    /// Exit 1 on rejected rows.
    pub strict: bool,
    /// The figures are invented (written by `nhipso demo`): every page says so.
    pub invented: bool,
    /// Spellings of the project: spelling → name or code in the register.
    pub place_aliases: BTreeMap<String, String>,
    /// Spellings of the project: spelling → topic id.
    pub topic_aliases: BTreeMap<String, String>,
    /// Spellings of the project: header of a column → contract column.
    pub header_aliases: BTreeMap<String, String>,
    /// Indicators of the project, added to or replacing registered ones.
    pub indicators: Vec<Indicator>,
    /// Targets of the project.
    pub targets: Vec<TargetEntry>,
    /// Topics of the project, added to or replacing registered ones.
    pub topic_entries: Vec<Topic>,
    /// What is said of single files, by file name.
    pub files: BTreeMap<String, FileSettings>,
    /// What readers are told of a source: what a cell of the column `source` says → title, publisher, date.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub sources: BTreeMap<String, Citation>,
    /// Changes that series go on through.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub run_through: Vec<RunThrough>,
    /// Files in falling order of trust: settles conflicts.
    pub rank: Vec<String>,
    /// Encoding of all files, where not found by itself.
    pub encoding: Option<String>,
    /// How the report looks.
    pub theme: Theme,
    /// Who signs it, where and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
    /// Folder that the theme's paths begin in; the project's unless a theme file was given.
    #[serde(skip)]
    pub theme_folder: Option<PathBuf>,
    /// Lines of `nhipso.toml` on which the spellings and ids of the project stand: for messages.
    #[serde(skip)]
    pub lines: BTreeMap<String, usize>,
}

impl Settings {
    /// The line of `nhipso.toml` that declares this spelling or id; 1 where none is known.
    pub fn line_of(&self, spelling: &str) -> usize {
        self.lines.get(spelling).copied().unwrap_or(1)
    }
}

/// Who signs the report, where and when, as it stands at its head and end; what is not said is left to be written.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Signature {
    /// Number and sign of the report, as `12/BC-SKHCN`.
    pub number: Option<String>,
    /// Where the office is.
    pub place: Option<OwnText>,
    /// Day of the report.
    pub date: Option<Period>,
    /// Post of who signs.
    pub post: Option<OwnText>,
    /// Name of who signs.
    pub name: Option<String>,
    /// Who receives it, one a line.
    pub recipients: Vec<OwnText>,
}

/// A source as its readers know it. What is not known is left out, never made up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Title, or what it is about where it has none.
    pub title: Text,
    /// Who published it.
    pub publisher: Option<Text>,
    /// When, as it is to be read: `29/3/2022`, `2024`.
    pub date: Option<String>,
    /// Where it can be found.
    pub url: Option<String>,
}

/// A target as `nhipso.toml` gives it: cells as they are written, understood with the rows of the exports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TargetEntry {
    /// Line on which the entry begins.
    #[serde(skip)]
    pub line: u64,
    /// Indicator: id or name.
    pub indicator: String,
    /// Place, or `Cả nước`.
    pub province: String,
    /// By the end of which period.
    pub due: String,
    /// Value to reach.
    pub target: String,
    /// Whether the value stands as a number, which can be read in one way only.
    #[serde(skip)]
    pub is_number: bool,
    /// Where the target comes from.
    pub source: String,
}

/// What is said of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileSettings {
    /// Encoding: `utf-8`, `utf-16le`, `utf-16be`, `cp1258`, `tcvn3`, `vni`.
    pub encoding: Option<String>,
    /// Decimal mark: `,` or `.`.
    pub decimal: Option<char>,
    /// Vintage its place names and codes are read in: `63` or `34`.
    pub boundaries: Option<String>,
}
