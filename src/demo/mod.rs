//! Invented exports for trying the program and for measuring it: any size, from a seed, the same bytes each time.
//!
//! What is built in is known ([`BUILT_IN`]): some topics and indicators rise, some fall, the others stay flat, so
//! that a report made from the data can be checked against what was put there. Every file says that it is invented,
//! every row names its source so, and the settings beside them make every page of the report say it too.

mod cells;
mod files;
mod places;
mod random;
mod sessions;
mod shapes;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

pub use shapes::{BUILT_IN, BuiltIn, Series, Shape};

use crate::model::register::{PlaceRegister, RegisterError, TopicRegister};
use crate::model::{Text, Vintage};

/// What the source column of every row says.
pub const SOURCE: &str = "nhipso demo: số liệu giả định";

/// What to invent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoOptions {
    /// The 63 provinces (figures end in June 2025) or the 34 (all years on today's borders, and said so in the settings).
    pub provinces: Vintage,
    /// First year.
    pub first_year: i16,
    /// Last year.
    pub last_year: i16,
    /// Rows of the sessions; coverage and teams grow with them.
    pub rows: u64,
    /// Where the random numbers begin.
    pub seed: u64,
    /// Coverage by month and teams by quarter, by commune, as national exports are; by year otherwise.
    pub monthly: bool,
    /// Rows in ten thousand that carry a fault (an unknown province, a date that is none, a bound, ...).
    pub faults: u64,
}

impl Default for DemoOptions {
    fn default() -> Self {
        DemoOptions {
            provinces: Vintage::V34,
            first_year: 2019,
            last_year: 2025,
            rows: 20_000,
            seed: 1,
            monthly: false,
            faults: 0,
        }
    }
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DemoSummary {
    /// The files with their rows (header not counted; 0 for a file that is no table) and bytes, in the order of writing.
    pub files: Vec<DemoFile>,
}

/// One file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoFile {
    /// Its name.
    pub name: &'static str,
    /// Data rows.
    pub rows: u64,
    /// Of these, rows that were given a fault.
    pub faulty: u64,
    /// Bytes.
    pub bytes: u64,
}

/// Why no data could be written.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The options cannot be met.
    #[error("{}", .0.en)]
    Options(Text),
    /// A file is there already.
    #[error("{} is there already; choose a new folder", .0.display())]
    Exists(PathBuf),
    /// A file cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The built-in register is broken.
    #[error(transparent)]
    Register(#[from] RegisterError),
}

/// Writes a project folder of invented exports into `dir`, which is made where it is missing.
/// Nothing is overwritten: a file that is there already ends the run before anything is written.
pub fn demo(dir: &Path, options: &DemoOptions) -> Result<DemoSummary, DemoError> {
    let plan = Plan::new(options)?;
    if let Some(name) = files::NAMES.iter().find(|name| dir.join(name).exists()) {
        return Err(DemoError::Exists(dir.join(name)));
    }
    fs::create_dir_all(dir).map_err(|source| DemoError::Write { path: dir.to_owned(), source })?;
    let mut summary = DemoSummary::default();
    let mut write = |name: &'static str, content: &dyn Fn(&mut Sheet) -> io::Result<()>| {
        let path = dir.join(name);
        let written = Sheet::create(&path).and_then(|mut sheet| {
            content(&mut sheet)?;
            sheet.finish(name)
        });
        written
            .map(|file| summary.files.push(file))
            .map_err(|source| DemoError::Write { path: path.clone(), source })
    };
    write(files::README, &|sheet| sheet.text(&files::readme(options)))?;
    write(files::SETTINGS, &|sheet| sheet.text(&files::settings(options)))?;
    write(files::TOPICS, &|sheet| sheet.text(files::TOPIC_REGISTER))?;
    write(files::SESSIONS, &|sheet| sessions::sessions(sheet, &plan))?;
    write(files::COVERAGE, &|sheet| places::coverage(sheet, &plan))?;
    write(files::TEAMS, &|sheet| places::teams(sheet, &plan))?;
    write(files::TARGETS, &|sheet| files::targets(sheet, &plan))?;
    write(files::COMMITMENTS, &|sheet| files::commitments(sheet, &plan))?;
    Ok(summary)
}

/// Everything that the writers share.
struct Plan {
    options: DemoOptions,
    /// The provinces, in the order of their codes.
    units: Vec<cells::Name>,
    /// How many people they have, roughly and invented: what rows are drawn by.
    people: Vec<f64>,
    topics: TopicRegister,
}

impl Plan {
    fn new(options: &DemoOptions) -> Result<Plan, DemoError> {
        let (first, last) = (options.first_year, options.last_year);
        let refuse = |vi: String, en: String| Err(DemoError::Options(Text::new(vi, en)));
        if first > last || !(1990..=2100).contains(&first) || !(1990..=2100).contains(&last) {
            return refuse(
                format!("năm {first}-{last}: hãy ghi năm đầu và năm cuối từ 1990 đến 2100"),
                format!("years {first}-{last}: give a first and a last year from 1990 to 2100"),
            );
        }
        match options.provinces {
            Vintage::V63 if last > 2025 => {
                return refuse(
                    format!("63 tỉnh chỉ có đến ngày 30/6/2025; các năm {first}-{last} vượt quá ngày đó"),
                    format!("the 63 provinces ended on 30 June 2025; years {first}-{last} go on after that"),
                );
            }
            Vintage::Own => {
                return refuse(
                    "số tỉnh là 63 hoặc 34".to_owned(),
                    "the provinces are the 63 or the 34".to_owned(),
                );
            }
            _ => {}
        }
        let places = PlaceRegister::built_in()?;
        let mut random = random::Random::new(options.seed, 1);
        let units: Vec<_> = places.units_of(options.provinces).map(cells::Name::of_unit).collect();
        let people = units.iter().map(|_| 0.4 + 1.6 * random.unit() * random.unit()).collect();
        Ok(Plan {
            options: options.clone(),
            units,
            people,
            topics: TopicRegister::from_toml(files::TOPICS, files::TOPIC_REGISTER)?,
        })
    }

    /// How many years.
    fn years(&self) -> u64 {
        u64::from(self.options.last_year.abs_diff(self.options.first_year)) + 1
    }

    /// Where in its way from first to last year a moment is: 0 to 1; one half where there is one moment only.
    fn progress(index: u64, of: u64) -> f64 {
        if of < 2 { 0.5 } else { index as f64 / (of - 1) as f64 }
    }
}

/// A file being written: counts its rows and bytes.
struct Sheet {
    out: BufWriter<File>,
    rows: u64,
    faulty: u64,
    bytes: u64,
}

impl Sheet {
    fn create(path: &Path) -> io::Result<Self> {
        let file = File::create_new(path)?;
        Ok(Sheet { out: BufWriter::with_capacity(1 << 20, file), rows: 0, faulty: 0, bytes: 0 })
    }

    /// Writes text that is no row: a header, or a whole file.
    fn text(&mut self, text: &str) -> io::Result<()> {
        self.bytes += text.len() as u64;
        self.out.write_all(text.as_bytes())
    }

    /// Writes one row, which ends in a line feed.
    fn row(&mut self, row: &[u8]) -> io::Result<()> {
        self.rows += 1;
        self.bytes += row.len() as u64;
        self.out.write_all(row)
    }

    fn finish(mut self, name: &'static str) -> io::Result<DemoFile> {
        self.out.flush()?;
        Ok(DemoFile { name, rows: self.rows, faulty: self.faulty, bytes: self.bytes })
    }
}

#[cfg(test)]
mod tests;
