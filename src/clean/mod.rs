//! Clean: [`Export`]s → typed [`Tables`] and an [`Audit`] in which every row is accounted for.
//!
//! Every export is read once, in parts and in parallel ([`part`]): each distinct cell of a key column is understood
//! once ([`reader`], [`keys`]), each row is taken, set aside or rejected. What only the whole file can say (a decimal
//! mark, the borders of 2025) and only all files together can say (repeats, conflicts) is decided afterwards
//! ([`settle`], [`repeats`]); rows that are needed again for that are looked up by their line.

mod account;
pub mod audit;
mod below;
mod cast;
mod checks;
mod claims;
mod context;
mod corrections;
mod coverage;
mod files;
mod gathered;
mod keys;
mod kinds;
mod lacking;
mod laggards;
mod layout;
mod meaning;
mod messages;
mod notes;
pub mod number;
mod part;
pub mod period;
pub(crate) mod place;
mod places;
mod promises;
mod reader;
mod record;
mod repeats;
mod rollup;
mod row_keys;
mod row_list;
mod sessions;
mod settle;
mod sides;
mod slots;
mod spelling;
mod spot;
pub mod tables;
mod teams;
mod topic;
mod trail;
mod twins;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use audit::{Account, Audit, Check, Rejection, Repeats};
pub use meaning::Meaning;
pub use tables::Tables;

use crate::ingest::{Exports, IngestError};
use crate::model::register::Registers;
use crate::model::{Level, Rule, Settings};

use context::Context;
use corrections::Corrections;
use files::{file_checks, setting_checks};
use gathered::Gathered;
use keys::Names;
use sessions::later;
use settle::Found;
use tables::{CoverageFigure, Origin};

/// What this stage hands on.
#[derive(Debug, Default)]
pub struct Cleaned {
    /// The figures.
    pub tables: Tables,
    /// What became of every row.
    pub audit: Audit,
}

/// Reads every row of every export once.
///
/// # Errors
/// Where a file that could be opened before can no longer be read.
pub fn clean(exports: &Exports, settings: &Settings, registers: &Registers) -> Result<Cleaned, IngestError> {
    let context = Context::new(settings, registers);
    let corrections = Corrections::load(&exports.folder)
        .map_err(|source| IngestError::File { file: corrections::FILE_NAME.to_owned(), source })?;
    if settings.by != Some(Level::Commune)
        && let Some(cleaned) = clean_at(&context, &corrections, exports, true)?
    {
        return Ok(cleaned);
    }
    let cleaned = clean_at(&context, &corrections, exports, false)?;
    Ok(cleaned.unwrap_or_default())
}

/// The lines that `corrections.csv` of the project folder replaces, with the cells that are read instead.
///
/// # Errors
/// Where the file is there and cannot be read.
pub fn corrected_lines(exports: &Exports) -> Result<BTreeMap<Origin, Vec<Vec<u8>>>, IngestError> {
    let corrections = Corrections::load(&exports.folder)
        .map_err(|source| IngestError::File { file: corrections::FILE_NAME.to_owned(), source })?;
    let lines = exports.exports.iter().zip(0..).flat_map(|(export, file)| {
        let rows = corrections.of(export).into_iter();
        rows.map(move |(line, row)| (Origin { file, line }, row.cells))
    });
    Ok(lines.collect())
}

/// Reads all exports, with the rows of communes added up while they are read or not; `None` where the report speaks of
/// places that were added up.
fn clean_at(
    context: &Context<'_>,
    corrections: &Corrections,
    exports: &Exports,
    fold: bool,
) -> Result<Option<Cleaned>, IngestError> {
    let settings = context.settings;
    let mut all = Gathered::read(context, exports, corrections, fold)?;
    // The keys of questions are the one thing that grows with the rows: they go before places are made of what was read.
    let keyed = repeats::keys_of(&mut all.sessions);
    let (doubtful, names) = rayon::join(|| twins::twins(keyed), || all.names(context));
    let files: Vec<Arc<str>> = exports.exports.iter().map(|export| Arc::clone(&export.source.file)).collect();
    let (mut tables, found) = all.settle(context, &names, &files, &doubtful)?;
    let Found { parents, mut checks, tallies, added_up, laggards: lagging } = found;

    let used = tables.coverage.iter().map(|f| f.period).chain(tables.teams.iter().map(|f| f.period));
    let used = used.chain(added_up.periods());
    tables.latest = used.fold(tables.latest, |latest, period| later(latest, Some(period)));
    tables.level = rollup::level_of(&tables, &added_up, &parents, settings.by);
    let level = tables.level.unwrap_or(Level::Province);
    if added_up.places().any(|place| place.level < level) {
        return Ok(None);
    }
    if level < Level::Commune {
        tables.laggards = laggards::finish(lagging, &tables.coverage, &parents, &context.indicators);
    }
    rollup::roll_up(&mut tables, added_up, &parents, level, context, &mut checks);
    by_version(&mut tables.coverage, context);
    as_written(&mut tables.coverage, &all.definitions());
    tables.sort();
    let mut unmet = corrections.unused(exports);
    let ((), mut audit) = rayon::join(
        || checks::doubts(&tables, context, &mut checks),
        || all.audit(exports, &tallies, &mut unmet),
    );
    checks.extend(file_checks(&audit, unmet, exports));
    checks.extend(setting_checks(settings, exports));
    checks.extend(corrections.faults.iter().map(|problem| Check {
        rule: Rule::CorrectionUnused,
        origins: Vec::new(),
        place: None,
        period: None,
        figure: None,
        problem: problem.clone(),
    }));
    checks.sort_by(|a, b| {
        (a.rule.severity(), a.rule, &a.origins, &a.figure).cmp(&(
            b.rule.severity(),
            b.rule,
            &b.origins,
            &b.figure,
        ))
    });
    audit.checks = checks;
    audit.unusable.clone_from(&exports.unusable);
    Ok(Some(Cleaned { tables, audit }))
}

/// Figures that name no definition of their own follow the version that the register gives for their time.
fn by_version(figures: &mut [CoverageFigure], context: &Context<'_>) {
    for figure in figures.iter_mut().filter(|figure| figure.definition.is_none()) {
        let known = context.indicators.get(&figure.indicator);
        figure.definition = known.and_then(|known| known.version_in(figure.period)).map(Arc::from);
    }
}

/// Definitions are told apart in small letters, and shown as they are written.
fn as_written(figures: &mut [CoverageFigure], spellings: &Names) {
    for definition in figures.iter_mut().filter_map(|figure| figure.definition.as_mut()) {
        *definition = spellings.get(definition);
    }
}
