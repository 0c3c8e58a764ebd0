//! The register of header names: `headers.toml`.

use serde::Deserialize;
use toml::Spanned;

use super::load::{SourceText, Spellings, forget};
use super::{HeaderNames, HeaderRegister, RegisterError};
use crate::model::settings::{FILE_NAME, Settings};

const BUILT_IN: SourceText<'static> =
    SourceText { name: "headers.toml", text: include_str!("../../../data/registry/headers.toml") };

/// The contract: kinds of export and the columns each may have.
pub const CONTRACT: &[(&str, &[&str])] = &[
    (
        "sessions",
        &[
            "date",
            "province",
            "district",
            "commune",
            "level",
            "host",
            "theme",
            "question_no",
            "topic",
            "question",
            "respondent",
            "opinions",
            "source",
            "note",
        ],
    ),
    (
        "coverage",
        &[
            "period",
            "province",
            "district",
            "commune",
            "indicator",
            "covered",
            "total",
            "percent",
            "source",
            "note",
        ],
    ),
    (
        "teams",
        &[
            "period", "province", "district", "commune", "level", "teams", "members", "trained", "source",
            "note",
        ],
    ),
    ("targets", &["indicator", "province", "due", "target", "source", "note"]),
    (
        "commitments",
        &["session_date", "province", "question_no", "agency", "commitment", "due", "done", "source", "note"],
    ),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeaderFile {
    column: Vec<Spanned<HeaderNames>>,
}

impl HeaderRegister {
    /// The register that ships with the program.
    pub fn built_in() -> Result<Self, RegisterError> {
        parse(&BUILT_IN)
    }

    /// A register from the text of a `headers.toml`; `name` is how messages call the file.
    pub fn from_toml(name: &str, text: &str) -> Result<Self, RegisterError> {
        parse(&SourceText { name, text })
    }
}

fn parse(source: &SourceText<'_>) -> Result<HeaderRegister, RegisterError> {
    let file: HeaderFile = source.toml()?;
    let mut seen = Seen::new();
    let mut columns = Vec::new();
    for entry in file.column {
        let start = entry.span().start;
        let names = entry.into_inner();
        let line = source.line(start);
        if let Some(kind) = names.kinds.iter().find(|kind| !CONTRACT.iter().any(|(known, _)| known == kind)) {
            return Err(source.dangling(line, "kind of export", kind));
        }
        if kinds_of(&names).next().is_none() {
            return Err(source.dangling(line, "column", &names.column));
        }
        if let Some((spelling, first)) = seen.add(&names) {
            return Err(RegisterError::Clash {
                file: source.name.to_owned(),
                line: source.line_of(start, &spelling),
                spelling,
                first,
                second: names.column,
            });
        }
        columns.push(names);
    }
    Ok(HeaderRegister { columns })
}

/// The kinds of export in which the names stand for their column.
fn kinds_of(names: &HeaderNames) -> impl Iterator<Item = &'static str> {
    CONTRACT
        .iter()
        .filter(|(kind, columns)| {
            columns.contains(&names.column.as_str())
                && (names.kinds.is_empty() || names.kinds.iter().any(|wanted| wanted == kind))
        })
        .map(|(kind, _)| *kind)
}

/// One name, one column: within each kind of export, after folding.
struct Seen(Vec<(&'static str, Spellings)>);

impl Seen {
    fn new() -> Self {
        Seen(CONTRACT.iter().map(|(kind, _)| (*kind, Spellings::default())).collect())
    }

    fn add(&mut self, names: &HeaderNames) -> Option<(String, String)> {
        let kinds: Vec<&str> = kinds_of(names).collect();
        for (kind, spellings) in &mut self.0 {
            if !kinds.contains(kind) {
                continue;
            }
            for name in std::iter::once(&names.column).chain(&names.names) {
                if let Some(first) = spellings.add(name, &names.column) {
                    return Some((name.clone(), first));
                }
            }
        }
        None
    }
}

/// Adds the header names of the project, `"header" = "column"`: they go before the register's own.
pub(super) fn with_settings(
    mut register: HeaderRegister,
    settings: &Settings,
) -> Result<HeaderRegister, RegisterError> {
    for (header, column) in &settings.header_aliases {
        if !CONTRACT.iter().any(|(_, columns)| columns.contains(&column.as_str())) {
            return Err(RegisterError::Dangling {
                file: FILE_NAME.to_owned(),
                line: settings.line_of(header),
                what: "column",
                id: column.clone(),
            });
        }
        for known in &mut register.columns {
            forget(&mut known.names, header);
        }
        register.columns.push(HeaderNames {
            column: column.clone(),
            names: vec![header.clone()],
            kinds: Vec::new(),
        });
    }
    Ok(register)
}
