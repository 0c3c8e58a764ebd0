//! nhịp số ("the digital pulse"): a folder of CSV exports from Vietnamese provinces becomes an annual report on
//! digital transformation that an office can sign.
//!
//! Data moves one way; each stage is one module and imports none that comes after it:
//!
//! 1. [`ingest`]: files → bytes → text → header → [`ingest::Export`] (strings, with file and line)
//! 2. [`clean`]: exports → [`clean::Tables`] + [`clean::Audit`] (every row used, set aside or rejected, with a reason)
//! 3. [`analyse`]: tables → [`analyse::Summary`] (polars begins and stops here)
//! 4. [`compose`]: summary → [`compose::Report`] (headings, sentences, tables, figures, notes)
//! 5. [`render`]: report → html, pdf, docx, xlsx, csv, charts (writers never compute)
//!
//! Beside the stages stand [`model`] (the shared vocabulary) and [`stats`] (pure functions on slices).
//! [`edition`] puts what the writers wrote into place, [`trace`] leads from a figure back to its lines, [`diff`] compares
//! two editions, [`watch`] writes again on change, [`notes`] are an office's own words; [`init`] and [`demo`] write folders to begin with; [`diagnostics`]
//! words the messages for a terminal, and [`cli`] is the command line.

pub mod analyse;
pub mod clean;
pub mod cli;
pub mod compose;
pub mod demo;
pub mod diagnostics;
pub mod diff;
pub mod edition;
mod error;
#[cfg(test)]
mod fuzz;
pub mod ingest;
pub mod init;
pub mod model;
pub mod notes;
pub mod render;
#[cfg(test)]
mod same_bytes;
pub mod stats;
pub mod trace;
pub mod watch;

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use analyse::Summary;
use clean::Audit;
use compose::Report;
use compose::asked::Answer;
use edition::Draft;
use ingest::Exports;
use model::Overrides;
use model::Settings;
use model::register::Registers;
use notes::Notes;
use render::Format;

/// The head of the pages that stand beside a report: what they have of style in common.
const PAGE_HEAD: &str = include_str!("page_head.html");

/// What ends a run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// `nhipso.toml` cannot be used.
    #[error(transparent)]
    Settings(#[from] model::settings::SettingsError),
    /// A register cannot be used.
    #[error(transparent)]
    Register(#[from] model::register::RegisterError),
    /// An input cannot be read.
    #[error(transparent)]
    Ingest(#[from] ingest::IngestError),
    /// There is no export to read.
    #[error(
        "no export found in {path}: put the CSV or Excel files of the offices there, or make a folder with `nhipso init`"
    )]
    NoExports {
        /// The folder.
        path: PathBuf,
        /// What was found instead.
        audit: Box<Audit>,
    },
    /// A fault of the program.
    #[error(transparent)]
    Analyse(#[from] analyse::AnalyseError),
    /// The one province asked for is not there.
    #[error(transparent)]
    Province(#[from] analyse::province::UnknownProvince),
    /// The looks asked for cannot be used.
    #[error(transparent)]
    Theme(#[from] render::ThemeError),
    /// A writer failed.
    #[error(transparent)]
    Render(#[from] render::RenderError),
    /// The edition cannot be put into place.
    #[error(transparent)]
    Edition(#[from] edition::EditionError),
    /// Two editions cannot be compared.
    #[error(transparent)]
    Diff(#[from] diff::DiffError),
    /// A page cannot be made: a fault of the program.
    #[error("cannot make the page: {0}")]
    Page(#[from] minijinja::Error),
    /// A new project folder cannot be made.
    #[error(transparent)]
    Init(#[from] init::InitError),
    /// Invented exports cannot be written.
    #[error(transparent)]
    Demo(#[from] demo::DemoError),
    /// An output cannot be written.
    #[error("cannot write {path}: {source}")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file beside the exports cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}

/// The steps of a run, for whoever shows progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Finding exports and reading their rows.
    Read,
    /// Computing.
    Analyse,
    /// Wording.
    Compose,
    /// Writing files.
    Write,
}

/// A folder of exports with its settings and registers.
#[derive(Debug)]
pub struct Project {
    /// The folder, or one file.
    pub input: PathBuf,
    /// `nhipso.toml` with the command line on top.
    pub settings: Settings,
    /// Places, topics, indicators, header names.
    pub registers: Registers,
    /// An office's own words (`notes/<chapter>.md`).
    pub notes: Notes,
}

/// Everything a run computed, before it is written.
#[derive(Debug)]
pub struct Run {
    /// What became of every row.
    pub audit: Audit,
    /// The figures.
    pub summary: Summary,
    /// The report.
    pub report: Report,
}

/// Exports larger than this in all are not read a second time to show the lines behind the figures in the
/// report; `nhipso explain` shows them.
const TRACED_BYTES: u64 = 32 << 20;

impl Project {
    /// Opens a folder: reads `nhipso.toml`, registers and notes.
    pub fn open(input: &Path, overrides: &Overrides) -> Result<Self, Error> {
        let folder = if input.is_file() { input.parent().unwrap_or(input) } else { input };
        let mut settings = Settings::load(folder)?;
        overrides.apply(&mut settings);
        if let Some(path) = &overrides.theme {
            settings.take_theme(path)?;
        }
        let registers = Registers::load(&settings, folder)?;
        let notes = Notes::read(&folder.join(notes::FOLDER))
            .map_err(|(path, source)| Error::Read { path, source })?;
        Ok(Project { input: input.to_owned(), settings, registers, notes })
    }

    /// Reads every row and accounts for it.
    pub fn check(&self) -> Result<Audit, Error> {
        let exports = self.discover()?;
        let clean::Cleaned { tables, mut audit } = clean::clean(&exports, &self.settings, &self.registers)?;
        audit.checks.extend(self.notes.checks());
        analyse::tell_unshown(&tables, &mut audit, &self.settings, &self.registers);
        Ok(audit)
    }

    /// The whole pipeline, up to the report.
    pub fn run(&self, progress: &dyn Fn(Step)) -> Result<Run, Error> {
        self.run_for(false, progress)
    }

    /// The whole pipeline; where `tables_only`, nobody will read the chapters or see the lines behind the figures.
    fn run_for(&self, tables_only: bool, progress: &dyn Fn(Step)) -> Result<Run, Error> {
        progress(Step::Read);
        let exports = self.discover()?;
        let clean::Cleaned { tables, mut audit } = clean::clean(&exports, &self.settings, &self.registers)?;
        audit.checks.extend(self.notes.checks());
        progress(Step::Analyse);
        let mut summary = analyse::analyse(&tables, &mut audit, &self.settings, &self.registers)?;
        // Giving their memory back takes time that nobody needs to wait for.
        rayon::spawn(move || drop(tables));
        let mut doubts = Cow::Borrowed(&audit);
        if let Some(asked) = &self.settings.only_province {
            let province = analyse::province::find(&summary, &self.registers, asked)?;
            doubts = Cow::Owned(analyse::province::narrow_audit(&audit, &province));
            summary = analyse::province::narrow(summary, province);
        }
        progress(Step::Compose);
        if tables_only {
            let report = compose::words_alone(&summary, &doubts, &self.settings, &self.registers);
            return Ok(Run { audit, summary, report });
        }
        let small = exports.exports.iter().map(|export| export.bytes).sum::<u64>() <= TRACED_BYTES;
        let lines = if small {
            let mut wanted = compose::lines_wanted(&summary, &doubts, &self.settings, &self.registers);
            if summary.province.is_some() {
                let own = analyse::province::lines(&summary);
                wanted.retain(|line| own.contains(line));
            }
            trace::source_lines(&exports, &wanted)?
        } else {
            compose::SourceLines::new()
        };
        let report = compose::compose(
            &summary,
            &doubts,
            &lines,
            &self.notes.by_chapter,
            &self.settings,
            &self.registers,
        );
        Ok(Run { audit, summary, report })
    }

    /// Explains the figure, or the row of a table, called `asked`: formula, operands, and every line behind it.
    pub fn explain(&self, asked: &str) -> Result<Answer, Error> {
        let exports = self.discover()?;
        let clean::Cleaned { tables, mut audit } = clean::clean(&exports, &self.settings, &self.registers)?;
        let summary = analyse::analyse(&tables, &mut audit, &self.settings, &self.registers)?;
        let mut answer = compose::asked::answer(&summary, &audit, &self.settings, &self.registers, asked);
        if let Answer::Found(found) = &mut answer {
            let wanted = found.origins();
            found.tell(&trace::explained_lines(&exports, &wanted, &self.settings, &self.registers)?);
        }
        Ok(answer)
    }

    /// Runs, writes the edition in `formats`, and puts it into place at `out`. Where tables are all that is written,
    /// the report has no chapters, and its tables are not kept.
    pub fn report(&self, out: &Path, formats: &[Format], progress: &dyn Fn(Step)) -> Result<Run, Error> {
        let theme = self.theme()?;
        let draft = Draft::open(out)?;
        let tables_only = formats.iter().all(|format| *format == Format::Csv);
        let run = self.run_for(tables_only, progress)?;
        progress(Step::Write);
        let origins = compose::origins(&run.summary, &run.audit, &self.settings, &self.registers);
        let dir = draft.folder();
        let quality = || edition::quality::write(&run.audit, &origins, self.settings.lang, dir);
        if tables_only {
            let tables = compose::data_tables(&run.summary, &self.settings, &self.registers);
            let (written, quality) = rayon::join(|| render::write_tables(&tables, dir), quality);
            render::write_package(&run.report, &written?, &quality?, dir)?;
        } else {
            render::write_edition(&run.report, formats, &theme, &quality()?, dir)?;
        }
        let beside = edition::manifest::Beside {
            corrections: fs::read(self.folder().join("corrections.csv")).ok(),
            logo: theme.logo.as_ref().map(|logo| logo.png.clone()),
        };
        edition::manifest::write(&beside, &run.audit, &self.settings, &self.registers, draft.folder())?;
        draft.publish()?;
        Ok(run)
    }

    /// The folder that `nhipso.toml`, notes and corrections lie in.
    fn folder(&self) -> &Path {
        if self.input.is_file() { self.input.parent().unwrap_or(&self.input) } else { &self.input }
    }

    /// The office's own looks.
    fn theme(&self) -> Result<render::Theme, Error> {
        let folder = self.settings.theme_folder.as_deref().unwrap_or_else(|| self.folder());
        Ok(render::Theme::load(&self.settings.theme, folder)?)
    }

    fn discover(&self) -> Result<Exports, Error> {
        let exports = ingest::discover(&self.input, &self.settings, &self.registers)?;
        // Targets in nhipso.toml alone are nothing to report on.
        if exports.exports.iter().all(|export| &*export.source.file == model::settings::FILE_NAME) {
            let audit = Audit { unusable: exports.unusable, ..Audit::default() };
            return Err(Error::NoExports { path: self.input.clone(), audit: Box::new(audit) });
        }
        Ok(exports)
    }
}
