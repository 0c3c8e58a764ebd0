//! Clean: [`Export`]s → typed [`Tables`] and an [`Audit`] in which every row is accounted for.
//!
//! Every export is read once, in parts and in parallel ([`part`]): each distinct cell of a key column is understood
//! once ([`reader`], [`keys`]), each row is taken, set aside or rejected. What only the whole file can say (a decimal
//! mark, the borders of 2025) and only all files together can say (repeats, conflicts) is decided afterwards
//! ([`settle`], [`repeats`]); rows that are needed again for that are looked up by their line.

pub mod audit;
mod below;
mod cast;
mod checks;
mod claims;
mod context;
mod corrections;
mod coverage;
mod keys;
mod kinds;
mod laggards;
mod layout;
mod meaning;
mod messages;
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
mod sessions;
mod settle;
mod spelling;
pub mod tables;
mod teams;
mod topic;
mod trail;
mod twins;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

pub use audit::{Account, Audit, Check, Rejection};
pub use meaning::Meaning;
pub use tables::Tables;

use crate::ingest::{Export, ExportKind, Exports, IngestError};
use crate::model::near::distance;
use crate::model::register::Registers;
use crate::model::{Level, Period, Place, Rule, Settings, Text};

use below::{Fold, Keyed};
use context::Context;
use corrections::Corrections;
use coverage::{Coverage, WHOLE_ROW};
use keys::Names;
use layout::Job;
use part::{Gather, Part};
use place::Settled;
use places::{Parents, country_in, place_of};
use promises::{Commitments, Targets};
use reader::Base;
use rollup::AddedUp;
use sessions::{Sessions, later};
use settle::{Bench, Read, Tallies};
use tables::{Origin, QuestionCount};
use teams::Teams;

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
    let names = all.names();
    let mut parents = Parents::new();
    if fold {
        all.keep_apart(&names, &mut parents)?;
    }
    let mut checks = Vec::new();
    let mut tallies = Tallies::new();

    let repeated = repeats::settle(context, &mut all.sessions, &names, &mut parents, &mut checks)?;
    for ((job, part), repeats) in all.sessions.iter().zip(repeated) {
        let rows = part.gathered.entries.values().map(|entry| entry.counted + entry.uncounted).sum();
        tallies.insert(job.file, (rows, repeats));
    }
    let mut tables = Tables::default();
    questions(context, &all.sessions, &names, &mut parents, &mut tables, &mut checks);

    let files: Vec<Arc<str>> = exports.exports.iter().map(|export| Arc::clone(&export.source.file)).collect();
    let mut added_up = AddedUp::default();
    let mut lagging = laggards::Told::new();
    let mut bench = Bench {
        context,
        names: &names,
        parents: &mut parents,
        checks: &mut checks,
        tallies: &mut tallies,
        files: &files,
        added_up: &mut added_up,
        laggards: &mut lagging,
    };
    tables.coverage = bench.coverage(&mut all.coverage)?;
    tables.teams = bench.teams(&mut all.teams)?;
    tables.targets = bench.targets(&mut all.targets)?;
    tables.commitments = bench.commitments(&mut all.commitments)?;

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
    sort(&mut tables);
    checks::doubts(&tables, context, &mut checks);

    let mut unmet = corrections.unused(exports);
    let mut audit = all.audit(exports, &tallies, &mut unmet);
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

/// One export, read.
enum Any<'a> {
    Sessions(Box<Read<'a, Sessions>>),
    Coverage(Box<Read<'a, Coverage>>),
    Teams(Box<Read<'a, Teams>>),
    Targets(Box<Read<'a, Targets>>),
    Commitments(Box<Read<'a, Commitments>>),
}

/// All exports, read, by kind.
#[derive(Default)]
struct Gathered<'a> {
    sessions: Vec<Read<'a, Sessions>>,
    coverage: Vec<Read<'a, Coverage>>,
    teams: Vec<Read<'a, Teams>>,
    targets: Vec<Read<'a, Targets>>,
    commitments: Vec<Read<'a, Commitments>>,
}

impl<'a> Gathered<'a> {
    fn read(
        context: &'a Context<'a>,
        exports: &'a Exports,
        corrections: &Corrections,
        fold: bool,
    ) -> Result<Self, IngestError> {
        let mut all = Gathered::default();
        let mut jobs: Vec<Job<'a>> = exports
            .exports
            .iter()
            .enumerate()
            .map(|(file, export)| Job::new(context, export, file as u32, corrections))
            .collect();
        let whole_rows = say_when_in_rows(&jobs);
        for job in &mut jobs {
            job.fold = Fold { on: fold, whole_rows, apart: Vec::new() };
        }
        // Side by side, and so are the parts of a large one.
        let reads: Vec<Result<Any<'a>, IngestError>> = jobs
            .into_par_iter()
            .map(|job| {
                Ok(match job.export.kind {
                    ExportKind::Sessions => Any::Sessions(read(job)?.into()),
                    ExportKind::Coverage => Any::Coverage(read(job)?.into()),
                    ExportKind::Teams => Any::Teams(read(job)?.into()),
                    ExportKind::Targets => Any::Targets(read(job)?.into()),
                    ExportKind::Commitments => Any::Commitments(read(job)?.into()),
                })
            })
            .collect();
        for read in reads {
            match read? {
                Any::Sessions(read) => all.sessions.push(*read),
                Any::Coverage(read) => all.coverage.push(*read),
                Any::Teams(read) => all.teams.push(*read),
                Any::Targets(read) => all.targets.push(*read),
                Any::Commitments(read) => all.commitments.push(*read),
            }
        }
        Ok(all)
    }

    /// Reads the exports again in which rows of communes meet, with these rows kept apart.
    fn keep_apart(&mut self, names: &Names, parents: &mut Parents) -> Result<(), IngestError> {
        let keyed = self.coverage.iter_mut().map(|read| {
            let places = settle::places_of(read, names, parents);
            let gathered = &mut read.1.gathered;
            let indicators = &gathered.indicators;
            Keyed::new(std::mem::take(&mut gathered.keyed), places, |(period, indicator)| {
                (period, (indicator != WHOLE_ROW).then(|| names.get(indicators.get(indicator))))
            })
        });
        let lines = below::meeting(keyed.collect());
        read_apart(&mut self.coverage, lines)?;
        let keyed = self.teams.iter_mut().map(|read| {
            let places = settle::places_of(read, names, parents);
            Keyed::new(std::mem::take(&mut read.1.gathered.keyed), places, |key| key)
        });
        let lines = below::meeting(keyed.collect());
        read_apart(&mut self.teams, lines)
    }

    /// Spellings of names that come as they are, in all exports together.
    fn names(&self) -> Names {
        let mut names = Names::default();
        for (_, part) in &self.sessions {
            names.absorb(part.keys.names.clone());
            names.absorb(part.gathered.names.clone());
        }
        for (_, part) in &self.coverage {
            names.absorb(part.keys.names.clone());
            names.absorb(part.gathered.names.clone());
        }
        for (_, part) in &self.targets {
            names.absorb(part.keys.names.clone());
            names.absorb(part.gathered.names.clone());
        }
        for (_, part) in &self.teams {
            names.absorb(part.keys.names.clone());
        }
        for (_, part) in &self.commitments {
            names.absorb(part.keys.names.clone());
        }
        names
    }

    /// The accounts of all exports; lines that corrections name in vain go to `unmet`.
    fn audit(
        self,
        exports: &Exports,
        tallies: &Tallies,
        unmet: &mut Vec<(Option<u32>, u64, String)>,
    ) -> Audit {
        let mut parts: BTreeMap<u32, Outline> = BTreeMap::new();
        outline(self.sessions, &mut parts);
        outline(self.coverage, &mut parts);
        outline(self.teams, &mut parts);
        outline(self.targets, &mut parts);
        outline(self.commitments, &mut parts);
        let mut audit = Audit::default();
        for (file, export) in exports.exports.iter().enumerate() {
            let Some(part) = parts.remove(&(file as u32)) else { continue };
            let (used, repeats) = tallies.get(&(file as u32)).copied().unwrap_or_default();
            audit.files.push(part.account(export, used, repeats));
            let name = export.source.file.to_string();
            unmet.extend(part.unmet.iter().map(|line| (Some(file as u32), *line, name.clone())));
            let mut rejections = part.rejections;
            rejections.sort_by_key(|rejection| rejection.origin);
            audit.rejections.append(&mut rejections);
        }
        audit
    }
}

fn read<'a, G: Gather>(job: Job<'a>) -> Result<Read<'a, G>, IngestError> {
    let part = Part::read(&job)?;
    Ok((job, part))
}

/// Reads exports again with the rows at `lines` kept apart.
fn read_apart<G: Gather>(reads: &mut [Read<'_, G>], lines: Vec<Vec<u64>>) -> Result<(), IngestError> {
    for ((job, part), lines) in reads.iter_mut().zip(lines).filter(|(_, lines)| !lines.is_empty()) {
        job.fold.apart = lines;
        *part = Part::read(job)?;
    }
    Ok(())
}

/// Whether all exports of coverage have one layout, in which rows say when and captions say what: then two rows can
/// only repeat each other where place and period are the same.
fn say_when_in_rows(jobs: &[Job<'_>]) -> bool {
    let mut coverage = jobs.iter().filter(|job| job.export.kind == ExportKind::Coverage);
    let Some(first) = coverage.next() else { return false };
    let distinct: BTreeSet<_> = first.groups.iter().map(|group| &group.indicator).collect();
    first.groups.iter().all(|group| group.indicator.is_some() && group.period.is_none())
        && distinct.len() == first.groups.len()
        && coverage.all(|job| {
            job.groups.len() == first.groups.len()
                && job
                    .groups
                    .iter()
                    .all(|group| group.period.is_none() && distinct.contains(&group.indicator))
        })
}

/// What the audit needs of an export, whatever its kind.
struct Outline {
    read: u64,
    totals: u64,
    empty: u64,
    form_lines: u64,
    rejections: Vec<Rejection>,
    /// Lines that `corrections.csv` names and that are no data rows.
    unmet: Vec<u64>,
    /// Borders of the file, where something said which.
    read_in: Option<Text>,
}

fn outline<G>(reads: Vec<Read<'_, G>>, parts: &mut BTreeMap<u32, Outline>) {
    for (job, part) in reads {
        let Part { read, totals, empty, form_lines, rejections, corrected, keys: part_keys, .. } = part;
        let unmet = job.corrections.keys().filter(|line| !corrected.contains(line)).copied().collect();
        let read_in = read_in(&job, part_keys.former_at);
        parts.insert(job.file, Outline { read, totals, empty, form_lines, rejections, unmet, read_in });
    }
}

/// In which borders an export is read, where the project or a line of it says so.
fn read_in(job: &Job<'_>, former: Option<(u64, place::UnitId)>) -> Option<Text> {
    if let Some(borders) = job.borders {
        return Some(Text::new(
            format!("đọc theo địa giới {borders} tỉnh như nhipso.toml ghi"),
            format!("read in the borders of the {borders} provinces, as nhipso.toml says"),
        ));
    }
    let (line, unit) = former?;
    let name = &job.context.places.unit(unit)?.name;
    Some(Text::new(
        format!("đọc theo 63 tỉnh vì dòng {line} có {name}"),
        format!("read in the borders of the 63 provinces, because line {line} names {name}"),
    ))
}

impl Outline {
    fn account(&self, export: &Export, used: u64, repeats: u64) -> Account {
        Account {
            source: export.source.clone(),
            kind: export.kind,
            encoding: export.encoding,
            encoding_confidence: export.encoding_confidence,
            separator: export.separator,
            sha256: export.sha256.clone(),
            bytes: export.bytes,
            read: self.read,
            used,
            totals: self.totals,
            empty: self.empty,
            repeats,
            rejected: self.rejections.len() as u64,
            read_in: self.read_in.clone(),
            form_lines: self.form_lines,
        }
    }
}

/// Questions of all exports.
fn questions(
    context: &Context<'_>,
    reads: &[Read<'_, Sessions>],
    names: &Names,
    parents: &mut Parents,
    tables: &mut Tables,
    checks: &mut Vec<Check>,
) {
    let mut counts: BTreeMap<(Place, Period, Arc<str>), QuestionCount> = BTreeMap::new();
    let mut unmatched: BTreeMap<String, u64> = BTreeMap::new();
    let mut late: BTreeMap<(Place, Period), tables::Origins> = BTreeMap::new();
    for (job, part) in reads {
        let keys = &part.keys;
        let places: Vec<Place> = (0..keys.spots.count() as u32)
            .map(|id| place_of(job, keys, keys.spots.get(id), names, parents))
            .collect();
        for (label, rows) in &part.gathered.unmatched {
            *unmatched.entry(label.clone()).or_default() += rows;
        }
        let mut entries: Vec<_> = part.gathered.entries.iter().collect();
        entries.sort_by_key(|(key, _)| **key);
        for ((spot, period, topic), entry) in entries {
            let place = country_in(job, keys, places[*spot as usize].clone(), *period);
            let is_late = match keys.spots.get(*spot).base {
                Base::Unit(Settled::Part(_)) => true,
                Base::Unit(Settled::Late(..)) => keys.former_late,
                _ => false,
            };
            if is_late {
                late.entry((place.clone(), *period)).or_default().extend(&entry.origins);
            }
            let topic = names.get(part.gathered.topics.get(*topic));
            tables.unmatched_rows += entry.unmatched;
            tables.latest = later(tables.latest, entry.latest);
            let count = QuestionCount {
                place: place.clone(),
                period: *period,
                topic: Arc::clone(&topic),
                questions: (entry.counted > 0).then_some(entry.opinions),
                counted_rows: entry.counted,
                uncounted_rows: entry.uncounted,
                origins: entry.origins.clone(),
            };
            match counts.entry((place, *period, topic)) {
                std::collections::btree_map::Entry::Vacant(free) => {
                    free.insert(count);
                }
                std::collections::btree_map::Entry::Occupied(mut taken) => {
                    rollup::add_questions(taken.get_mut(), &count);
                }
            }
        }
    }
    tables.questions = counts.into_values().collect();
    let mut unmatched: Vec<(String, u64)> = unmatched.into_iter().filter(|(_, rows)| *rows > 0).collect();
    unmatched.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    unmatched.truncate(50);
    tables.unmatched_topics = unmatched;
    for ((place, period), origins) in late {
        checks.push(checks::former_place(
            context.registers.places.as_deref(),
            &place,
            period,
            &[&origins],
            None,
        ));
    }
}

/// The order that the tables promise: by key.
fn sort(tables: &mut Tables) {
    tables.questions.sort_by(|a, b| (&a.place, a.period, &a.topic).cmp(&(&b.place, b.period, &b.topic)));
    tables.coverage.sort_by(|a, b| {
        (&a.place, a.period, &a.indicator, &a.definition).cmp(&(
            &b.place,
            b.period,
            &b.indicator,
            &b.definition,
        ))
    });
    tables.teams.sort_by(|a, b| (&a.place, a.period, a.level).cmp(&(&b.place, b.period, b.level)));
    tables.targets.sort_by(|a, b| (&a.indicator, &a.place, a.due).cmp(&(&b.indicator, &b.place, b.due)));
}

/// Files that `rank` and `[files]` of `nhipso.toml` name and that are not there.
fn setting_checks(settings: &Settings, exports: &Exports) -> Vec<Check> {
    let sources = exports.exports.iter().map(|export| &export.source);
    let known: BTreeSet<&str> = sources
        .chain(exports.unusable.iter().map(|unusable| &unusable.source))
        .map(|source| &*source.file)
        .collect();
    let short = |file: &str| file.rsplit('/').next().unwrap_or(file).to_owned();
    let named = settings.rank.iter().map(|name| (name, "rank"));
    let named = named.chain(settings.files.keys().map(|name| (name, "[files]")));
    let unmet = named.filter(|(name, _)| {
        let met = known.iter().any(|file| file == name || short(file) == **name);
        // Where one file is asked for, the others of its folder are not looked at.
        !met && !exports.folder.join(name).is_file()
    });
    unmet
        .map(|(name, key)| {
            let near = known.iter().map(|file| (distance(&short(file), name), file));
            let near = near.filter(|(apart, _)| *apart <= 2).min().map(|(_, file)| file);
            let (vi, en) = near.map_or_else(Default::default, |file| {
                (format!("; có phải là \"{file}\"?"), format!("; did you mean \"{file}\"?"))
            });
            Check {
                rule: Rule::SettingUnused,
                origins: Vec::new(),
                place: None,
                period: None,
                figure: None,
                problem: Text::new(
                    format!("{key} trong nhipso.toml ghi \"{name}\", nhưng thư mục không có tệp này{vi}"),
                    format!("{key} in nhipso.toml names \"{name}\", but the folder holds no such file{en}"),
                ),
            }
        })
        .collect()
}

/// Confidence in an encoding below which it is doubted.
const UNSURE: f64 = 0.5;

/// Doubts about whole files.
fn file_checks(audit: &Audit, unmet: Vec<(Option<u32>, u64, String)>, exports: &Exports) -> Vec<Check> {
    let whole_file = |rule, file: usize, line, vi: String, en: String| Check {
        rule,
        origins: vec![Origin { file: file as u32, line }],
        place: None,
        period: None,
        figure: None,
        problem: Text::new(vi, en),
    };
    let mut checks = Vec::new();
    for (file, (account, export)) in audit.files.iter().zip(&exports.exports).enumerate() {
        if account.read == 0 {
            checks.push(whole_file(
                Rule::FileEmpty,
                file,
                export.header_line,
                "dưới dòng tiêu đề không có dòng số liệu nào".to_owned(),
                "there is no data row below the header".to_owned(),
            ));
        }
        if account.encoding_confidence < UNSURE {
            let percent = (account.encoding_confidence * 100.0).round();
            checks.push(whole_file(
                Rule::EncodingUnsure,
                file,
                export.header_line,
                format!("bảng mã {} được đoán với độ tin cậy {percent} %", account.encoding),
                format!("the encoding {} is a guess with a confidence of {percent} %", account.encoding),
            ));
        }
    }
    checks.extend(unmet.into_iter().map(|(file, line, name)| Check {
        rule: Rule::CorrectionUnused,
        origins: file.map(|file| Origin { file, line }).into_iter().collect(),
        place: None,
        period: None,
        figure: None,
        problem: Text::new(
            format!("corrections.csv sửa {name}, dòng {line}, nhưng không có dòng số liệu nào ở đó"),
            format!("corrections.csv corrects {name}, line {line}, where no data row stands"),
        ),
    }));
    checks
}
