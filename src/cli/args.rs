//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::help::Wrong;
use crate::compose::trend_list::Asked;
use crate::demo::DemoOptions;
use crate::model::place::Boundaries;
use crate::model::settings::{RegisterChoice, parse_day};
use crate::model::{Lang, Level, Overrides, Period, PeriodKind, Text, Vintage};
use crate::render::Format;

const EXAMPLES: &str = "\
Examples:
  nhipso init so-lieu-2026                  make a project folder with templates
  nhipso check so-lieu-2026                 see what can be read, and what must be corrected
  nhipso report so-lieu-2026 --out bao-cao  write the annual report
  nhipso explain coverage/14/villages_mobile_broadband/2022 data/published
  nhipso demo thu --rows 20000 && nhipso report thu

Exit codes: 0 done · 1 rows were left out (check, report --strict) · 2 unusable input · 64 wrong usage · 70 a fault of the program · 74 cannot write";

/// A folder of CSV exports from Vietnamese provinces becomes an annual report on digital transformation.
#[derive(Debug, Parser)]
#[command(name = "nhipso", version, about, after_help = EXAMPLES, arg_required_else_help = true)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What holds for every command.
#[derive(Args, Debug)]
pub struct Global {
    /// Language of report and messages [default: the folder's nhipso.toml, else vi]
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<LangArg>,
    /// Print nothing but errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Print results as JSON, for machines
    #[arg(long, global = true)]
    pub json: bool,
    /// Messages of one rule to show
    #[arg(long, global = true, value_name = "N", default_value_t = 3)]
    pub per_rule: usize,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the annual report of a folder of exports
    #[command(after_help = "\
Examples:
  nhipso report                              the published figures, into reports/published
  nhipso report so-lieu --out bao-cao/2026   exports of so-lieu/, into bao-cao/2026 itself
  nhipso report so-lieu --boundaries 34      history restated on the 34 provinces
  nhipso report so-lieu --format html,csv    only these formats
  nhipso report so-lieu --only-province 14   Sơn La alone, into reports/so-lieu-14")]
    Report(ReportArgs),
    /// Read the exports and account for every row, without a report
    #[command(after_help = "\
Examples:
  nhipso check so-lieu                 exit 0 clean, 1 rows rejected or in conflict, 2 unusable
  nhipso check so-lieu --html loi.html a page to send to the offices
  nhipso check so-lieu --json          for machines")]
    Check(CheckArgs),
    /// Show trends in the terminal: the whole country first, by measure, clearest first
    #[command(after_help = "\
Examples:
  nhipso trends so-lieu --province \"Sơn La\"
  nhipso trends so-lieu --topic education --since 2024
  nhipso trends so-lieu --indicator villages_mobile_broadband --csv")]
    Trends(TrendsArgs),
    /// Show how a figure, or a row of a table, came about: formula, operands, source lines
    #[command(after_help = "\
A row of tables/*.csv is named TABLE/PLACE/KEY…: the table, the place (code, name or nothing for all places; a \
commune as 14/Vân Hồ), then the other columns of its key in their order. Key columns may be left out as long as \
one row is meant, and a column may follow. Names that are not known get their nearest.

  topics/PLACE/PERIOD/TOPIC            topic_trends/PLACE/TOPIC/METRIC (share, count)
  coverage/PLACE/INDICATOR/PERIOD      coverage_trends/PLACE/INDICATOR/BASIS (published, computed)
  teams/PLACE/PERIOD/LEVEL             team_trends/PLACE/LEVEL/METRIC
  targets/PLACE/INDICATOR/DUE          commitments/PLACE/SESSION/QUESTION/AGENCY/…
  distinctive_topics/PLACE/TOPIC       ranks/PLACE/INDICATOR/PERIOD, region_coverage/REGION/…, and so on

Examples:
  nhipso explain coverage/14/villages_mobile_broadband/2022 data/published
  nhipso explain \"coverage/Sơn La/villages_mobile_broadband/2022/change_pp\" data/published
  nhipso explain targets/14/villages_mobile_broadband/2025/gap data/published --lang en
  nhipso explain teams//2022/all so-lieu                     the line of all places")]
    Explain(ExplainArgs),
    /// Write the report again whenever an export changes, and show it on a page that reloads by itself
    #[command(after_help = "Example:\n  nhipso watch so-lieu-2026")]
    Watch {
        /// How to report
        #[command(flatten)]
        report: ReportArgs,
        /// Port of the page, on this computer alone [default: any free one]
        #[arg(long, default_value_t = 0, hide_default_value = true)]
        port: u16,
    },
    /// List what moved between two editions, by how much, and why
    #[command(after_help = "\
Examples:
  nhipso diff reports/2024 reports/2025
  nhipso diff reports/2024 reports/2025 --html thay-doi.html
  nhipso diff reports/2024 reports/2025 --csv > thay-doi.csv")]
    Diff {
        /// The earlier edition
        old: PathBuf,
        /// The later edition
        new: PathBuf,
        /// Write a page as well
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
        /// Print all changes as CSV, with full precision
        #[arg(long)]
        csv: bool,
    },
    /// Make a project folder: templates of the five exports and a commented nhipso.toml
    #[command(after_help = "Example:\n  nhipso init so-lieu-2026")]
    Init {
        /// Folder to make
        folder: PathBuf,
    },
    /// Write invented exports, for trying and testing
    #[command(
        after_help = "Example:\n  nhipso demo thu --provinces 34 --years 2019-2025 --rows 100000 --seed 7"
    )]
    Demo(DemoArgs),
    /// List the rules of reading, or explain one
    #[command(after_help = "Examples:\n  nhipso rules\n  nhipso rules E017")]
    Rules {
        /// A rule's code, such as E017
        code: Option<String>,
    },
    /// Print completions for a shell
    #[command(
        after_help = "Example:\n  nhipso completions bash > ~/.local/share/bash-completion/completions/nhipso"
    )]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    #[command(hide = true)]
    Man,
}

/// How exports are to be read.
#[derive(Args, Debug)]
pub struct Reading {
    /// Borders: each period in its own, or history restated on the 34 or the 63 provinces
    #[arg(long, value_name = "BORDERS")]
    boundaries: Option<BoundariesArg>,
    /// Length of the periods that sessions are counted in
    #[arg(long, value_name = "LENGTH")]
    period: Option<PeriodArg>,
    /// Places to report by [default: provinces, or the parts of a single province]
    #[arg(long, value_name = "LEVEL")]
    by: Option<LevelArg>,
    /// Register of places: default, any (names come as they are), or a CSV file
    #[arg(long, value_name = "REGISTER", value_parser = register)]
    places: Option<RegisterChoice>,
    /// Register of topics: default, any (topics come as they are), or a TOML file
    #[arg(long, value_name = "REGISTER", value_parser = register)]
    topics: Option<RegisterChoice>,
    /// Encoding of the files, where it is not found by itself: utf-8, utf-16le, cp1258, tcvn3, vni
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Year the report is about [default: the latest with figures]
    #[arg(long, value_name = "YEAR")]
    year: Option<i16>,
    /// Date at which commitments are judged: 31/12/2023, 2023-12-31, 2023-Q4 or 2023 [default: the end of the latest period with figures]
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Period>,
}

impl Reading {
    fn overrides(&self) -> Overrides {
        Overrides {
            boundaries: self.boundaries.map(Into::into),
            period: self.period.map(Into::into),
            by: self.by.map(Into::into),
            places: self.places.clone(),
            topics: self.topics.clone(),
            encoding: self.encoding.clone(),
            year: self.year,
            as_of: self.as_of,
            ..Overrides::default()
        }
    }
}

/// Arguments of `report`.
#[derive(Args, Debug)]
pub struct ReportArgs {
    /// Folder of exports, or one file [default: data/published where it exists, else this folder]
    pub input: Option<PathBuf>,
    /// Folder of the edition, replaced in whole [default: reports/<name of the input>]
    #[arg(long, short, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Formats to write [default: all]
    #[arg(long, value_name = "FORMATS", value_delimiter = ',')]
    format: Vec<FormatArg>,
    /// Exit 1 where a row was left out
    #[arg(long)]
    strict: bool,
    /// One province's edition: its code or name; ranks and trends stay those of all provinces
    #[arg(long, value_name = "CODE|NAME")]
    pub only_province: Option<String>,
    /// Office and looks from this file (`office` and `[theme]`, as in nhipso.toml)
    #[arg(long, value_name = "FILE")]
    pub theme: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

impl ReportArgs {
    /// What the command line says over `nhipso.toml`.
    pub fn overrides(&self) -> Overrides {
        Overrides {
            strict: self.strict,
            only_province: self.only_province.clone(),
            theme: self.theme.clone(),
            ..self.reading.overrides()
        }
    }

    /// Formats asked for; all of them unless said.
    pub fn formats(&self) -> Vec<Format> {
        if self.format.is_empty() {
            Format::ALL.to_vec()
        } else {
            self.format.iter().map(|format| (*format).into()).collect()
        }
    }
}

/// Arguments of `check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// Folder of exports, or one file [default: data/published where it exists, else this folder]
    pub input: Option<PathBuf>,
    /// Write the quality report as a page to send to the offices
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

impl CheckArgs {
    /// What the command line says over `nhipso.toml`.
    pub fn overrides(&self) -> Overrides {
        self.reading.overrides()
    }
}

/// Arguments of `trends`.
#[derive(Args, Debug)]
pub struct TrendsArgs {
    /// Folder of exports, or one file [default: data/published where it exists, else this folder]
    pub input: Option<PathBuf>,
    /// One topic: its id or label
    #[arg(long)]
    topic: Option<String>,
    /// One province: its code or name
    #[arg(long)]
    province: Option<String>,
    /// One indicator: its id or name
    #[arg(long)]
    indicator: Option<String>,
    /// Leave out series that end before this year
    #[arg(long, value_name = "YEAR")]
    since: Option<i16>,
    /// Trends to show; 0 for all
    #[arg(long, value_name = "N", default_value_t = 40)]
    pub most: usize,
    /// Print all trends asked for as CSV
    #[arg(long)]
    pub csv: bool,
    #[command(flatten)]
    reading: Reading,
}

impl TrendsArgs {
    /// What the command line says over `nhipso.toml`.
    pub fn overrides(&self) -> Overrides {
        self.reading.overrides()
    }

    /// Which trends are asked for.
    pub fn asked(&self) -> Asked {
        Asked {
            topic: self.topic.clone(),
            province: self.province.clone(),
            indicator: self.indicator.clone(),
            since: self.since,
        }
    }
}

/// Arguments of `explain`.
#[derive(Args, Debug)]
pub struct ExplainArgs {
    /// Name of the figure, as it stands in the page
    pub figure: String,
    /// Folder of exports, or one file [default: data/published where it exists, else this folder]
    pub input: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

impl ExplainArgs {
    /// What the command line says over `nhipso.toml`.
    pub fn overrides(&self) -> Overrides {
        self.reading.overrides()
    }
}

/// Arguments of `demo`.
#[derive(Args, Debug)]
pub struct DemoArgs {
    /// Folder to write to
    pub folder: PathBuf,
    /// Provinces: 34 (today) or 63 (until June 2025)
    #[arg(long, default_value = "34", value_parser = ["34", "63"])]
    provinces: String,
    /// Years, first and last
    #[arg(long, default_value = "2019-2025", value_parser = years)]
    years: (i16, i16),
    /// Rows of sessions
    #[arg(long, default_value_t = 20_000)]
    rows: u64,
    /// Same seed, same figures
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Coverage by month and teams by quarter, by commune, as national exports are
    #[arg(long)]
    monthly: bool,
    /// Rows in ten thousand to carry a fault, for trying the messages
    #[arg(long, default_value_t = 0)]
    faults: u64,
}

impl DemoArgs {
    /// As the library takes it.
    pub fn options(&self) -> DemoOptions {
        DemoOptions {
            provinces: if self.provinces == "63" { Vintage::V63 } else { Vintage::V34 },
            first_year: self.years.0,
            last_year: self.years.1,
            rows: self.rows,
            seed: self.seed,
            monthly: self.monthly,
            faults: self.faults,
        }
    }
}

fn register(text: &str) -> Result<RegisterChoice, std::convert::Infallible> {
    Ok(match text {
        "default" => RegisterChoice::Default,
        "any" => RegisterChoice::Any,
        path => RegisterChoice::File(PathBuf::from(path)),
    })
}

/// A date as `nhipso.toml` takes it and as reports print it, or a whole month, quarter or year.
fn date(text: &str) -> Result<Period, Wrong> {
    let month = || {
        let (month, year) = text.trim().split_once('/')?;
        Period::month(year.parse().ok().filter(|_| year.len() == 4)?, month.parse().ok()?)
    };
    Period::from_iso(text.trim()).or_else(|| parse_day(text)).or_else(month).ok_or_else(|| {
        Wrong(Text::new(
            "hãy ghi ngày như 31/12/2023 hoặc 2023-12-31, hoặc cuối một kỳ như 12/2023, 2023-Q4 hay 2023",
            "write a date as 31/12/2023 or 2023-12-31, or the end of a period as 12/2023, 2023-Q4 or 2023",
        ))
    })
}

fn years(text: &str) -> Result<(i16, i16), Wrong> {
    let parse = |part: &str| part.trim().parse::<i16>().ok().filter(|year| (1990..=2100).contains(year));
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (parse(first), parse(last)) {
        (Some(first), Some(last)) if first <= last => Ok((first, last)),
        _ => Err(Wrong(Text::new(
            "hãy ghi hai năm từ 1990 đến 2100, như 2019-2025",
            "write two years between 1990 and 2100, as 2019-2025",
        ))),
    }
}

macro_rules! value_enum {
    ($(#[$doc:meta])* $name:ident => $target:ty { $($(#[$value:meta])* $variant:ident => $to:expr),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
        pub enum $name { $($(#[$value])* $variant),* }

        impl From<$name> for $target {
            fn from(value: $name) -> $target {
                match value { $($name::$variant => $to),* }
            }
        }
    };
}

value_enum! {
    /// A language.
    LangArg => Lang {
        /// Vietnamese
        Vi => Lang::Vi,
        /// English
        En => Lang::En,
    }
}

value_enum! {
    /// Borders.
    BoundariesArg => Boundaries {
        /// Each period in its own borders
        AsReported => Boundaries::AsReported,
        /// The 34 provinces
        #[value(name = "34")]
        Today => Boundaries::Today,
        /// The 63 provinces, until June 2025
        #[value(name = "63")]
        Former => Boundaries::Former,
    }
}

value_enum! {
    /// Length of a period.
    PeriodArg => PeriodKind {
        /// Years
        Year => PeriodKind::Year,
        /// Quarters
        Quarter => PeriodKind::Quarter,
        /// Months
        Month => PeriodKind::Month,
    }
}

value_enum! {
    /// Level of place.
    LevelArg => Level {
        /// Provinces
        Province => Level::Province,
        /// Districts
        District => Level::District,
        /// Communes
        Commune => Level::Commune,
    }
}

value_enum! {
    /// Format of an output.
    FormatArg => Format {
        /// One page for a browser
        Html => Format::Html,
        /// A document to print and sign
        Pdf => Format::Pdf,
        /// A document to edit
        Docx => Format::Docx,
        /// A workbook
        Xlsx => Format::Xlsx,
        /// Tables for machines, with their data package
        Csv => Format::Csv,
        /// Charts as SVG and PNG
        Charts => Format::Charts,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn dates_are_written_as_the_settings_take_them_and_the_report_prints_them() {
        for (text, iso) in [
            ("31/12/2024", "2024-12-31"),
            ("2024-12-31", "2024-12-31"),
            ("12/2024", "2024-12"),
            ("2024-Q4", "2024-Q4"),
            ("2024", "2024"),
        ] {
            assert_eq!(date(text), Ok(Period::from_iso(iso).unwrap()), "{text}");
        }
        for text in ["31/2/2024", "1/1/24", "13/2024", "12/24", "soon"] {
            assert!(date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn years_are_a_range() {
        assert_eq!(years("2019-2025"), Ok((2019, 2025)));
        assert_eq!(years("2024"), Ok((2024, 2024)));
        assert!(years("2025-2019").is_err());
        assert!(years("soon").is_err());
    }
}
