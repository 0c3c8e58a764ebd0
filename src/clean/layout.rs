//! Where the columns of one export stand, and what is known of it before its first row.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::below::Fold;
use super::context::Context;
use super::corrections::Corrections;
use super::number::Mark;
use super::record::Kept;
use crate::ingest::{Export, Role, YearAt};
use crate::model::Vintage;
use crate::model::settings::FileSettings;
use crate::model::table::{
    COMMUNE, COVERED, Col, DATE, DISTRICT, INDICATOR, MEMBERS, NOTE, OPINIONS, PERCENT, PERIOD, PROVINCE,
    QUESTION, QUESTION_NO, SESSION_DATE, SOURCE, TEAMS, TOPIC, TOTAL, TRAINED,
};

/// The measure columns that belong together: one figure a row in a long form, one of several in a wide one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// Indicator that the caption names.
    pub indicator: Option<Arc<str>>,
    /// Period that the caption names, as written.
    pub period: Option<Arc<str>>,
    fields: Vec<(Col, usize)>,
    /// The fields that every row of coverage is asked for: covered, total, percent.
    pub coverage: [Option<usize>; 3],
}

impl Group {
    /// The field of a measure.
    pub fn field(&self, measure: Col) -> Option<usize> {
        self.fields.iter().find(|(col, _)| *col == measure).map(|(_, field)| *field)
    }
}

/// One export as its rows are read.
pub struct Job<'a> {
    /// What holds for the whole run.
    pub context: &'a Context<'a>,
    /// The export.
    pub export: &'a Export,
    /// Index of its account.
    pub file: u32,
    /// Measures that belong together, in the order of the header.
    pub groups: Vec<Group>,
    /// Borders its names are read in, where the project says.
    pub borders: Option<Vintage>,
    /// Its decimal mark, where the project says.
    pub decimal: Option<Mark>,
    /// Rows to read instead of those at these lines.
    pub corrections: BTreeMap<u64, Kept>,
    columns: Vec<(Col, usize)>,
    /// The fields that every row of sessions is asked for.
    pub hot: Hot,
    /// Fields that hold neither a measure nor a key.
    pub others: Vec<usize>,
    /// Whether and how its rows of communes are added up while they are read.
    pub fold: Fold,
}

impl<'a> Job<'a> {
    /// What is known of `export` from its header and from the project.
    pub fn new(context: &'a Context<'a>, export: &'a Export, file: u32, corrections: &Corrections) -> Self {
        let mut columns: Vec<(Col, usize)> = Vec::new();
        let mut groups: Vec<Group> = Vec::new();
        let mut long = Group::default();
        let mut others = Vec::new();
        for (field, role) in export.roles.iter().enumerate() {
            match role {
                Role::Ignored => others.push(field),
                Role::Column(col) if MEASURES.contains(col) => long.fields.push((*col, field)),
                // The year of a column of quarters is read together with it.
                Role::Column(_) if is_year(export, field) => {}
                Role::Column(col) => columns.push((*col, field)),
                Role::Wide(wide) => {
                    let same = |group: &&mut Group| {
                        group.indicator == wide.indicator
                            && group.period == wide.period
                            && group.field(wide.measure).is_none()
                    };
                    match groups.iter_mut().find(same) {
                        Some(group) => group.fields.push((wide.measure, field)),
                        None => groups.push(Group {
                            indicator: wide.indicator.clone(),
                            period: wide.period.clone(),
                            fields: vec![(wide.measure, field)],
                            ..Group::default()
                        }),
                    }
                }
            }
        }
        for (field, role) in export.roles.iter().enumerate() {
            let Role::Wide(wide) = role else { continue };
            for group in &mut groups {
                let serves = group.period == wide.period
                    && group.indicator.as_ref().is_some_and(|id| wide.also.contains(id));
                if serves && group.field(COVERED).is_some() && group.field(wide.measure).is_none() {
                    group.fields.push((wide.measure, field));
                }
            }
        }
        // A total that stands for no column of figures is no figure; where nothing else is given, rows say so.
        let only_total = |group: &Group| group.fields.iter().all(|(col, _)| *col == TOTAL);
        if !groups.iter().all(only_total) {
            groups.retain(|group| !only_total(group));
        }
        if !long.fields.is_empty() {
            groups.insert(0, long);
        }
        for group in &mut groups {
            group.coverage = [COVERED, TOTAL, PERCENT].map(|measure| group.field(measure));
        }
        let said = context.file_settings(&export.source.file);
        Job {
            context,
            export,
            file,
            groups,
            borders: said.and_then(|said| match said.boundaries.as_deref() {
                Some("63") => Some(Vintage::V63),
                Some("34") => Some(Vintage::V34),
                _ => None,
            }),
            decimal: said.and_then(|said: &FileSettings| said.decimal).and_then(Mark::from_char),
            corrections: corrections.of(export),
            hot: Hot::of(&columns),
            columns,
            others,
            fold: Fold::default(),
        }
    }

    /// The field of a contract column.
    pub fn field(&self, column: Col) -> Option<usize> {
        self.columns.iter().find(|(col, _)| *col == column).map(|(_, field)| *field)
    }

    /// Whether the export comes from a workbook.
    pub fn is_sheet(&self) -> bool {
        self.export.source.sheet.is_some()
    }

    /// Whether a total caption may stand in this field: columns that nobody asked for, and keys.
    pub fn caption_fields(&self) -> impl Iterator<Item = usize> + '_ {
        let keys = [PROVINCE, INDICATOR, PERIOD, DATE, SESSION_DATE];
        self.others
            .iter()
            .copied()
            .chain(self.columns.iter().filter(move |(col, _)| keys.contains(col)).map(|(_, field)| *field))
    }
}

/// Fields that every row of a long export is asked for, found once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hot {
    /// Province.
    pub province: Option<usize>,
    /// District.
    pub district: Option<usize>,
    /// Commune.
    pub commune: Option<usize>,
    /// Topic.
    pub topic: Option<usize>,
    /// Question.
    pub question: Option<usize>,
    /// Number of the question.
    pub question_no: Option<usize>,
    /// Opinions.
    pub opinions: Option<usize>,
    /// Period.
    pub period: Option<usize>,
    /// Note.
    pub note: Option<usize>,
    /// Source.
    pub source: Option<usize>,
    /// The column that says when, in sessions.
    pub date: Option<(Col, usize)>,
}

impl Hot {
    fn of(columns: &[(Col, usize)]) -> Self {
        let field = |column| columns.iter().find(|(col, _)| *col == column).map(|(_, field)| *field);
        Hot {
            province: field(PROVINCE),
            district: field(DISTRICT),
            commune: field(COMMUNE),
            topic: field(TOPIC),
            question: field(QUESTION),
            question_no: field(QUESTION_NO),
            opinions: field(OPINIONS),
            period: field(PERIOD),
            note: field(NOTE),
            source: field(SOURCE),
            date: [DATE, PERIOD, SESSION_DATE].into_iter().find_map(|column| Some((column, field(column)?))),
        }
    }
}

/// Whether a field holds the years of the quarters or months of another one.
fn is_year(export: &Export, field: usize) -> bool {
    export.year.as_ref().is_some_and(|of| of.year == YearAt::Field(field))
}

const MEASURES: &[Col] = &[COVERED, TOTAL, PERCENT, TEAMS, MEMBERS, TRAINED];
