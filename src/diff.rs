//! Diff: what moved between two editions, by how much, and why.
//!
//! Editions are compared by the keys their tables declare ([`crate::model::table`]); why a figure moved follows from
//! the two manifests: other borders, another definition, another source row, another mapping of names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::edition::MANIFEST;
use crate::model::table::{self, Kind, PLACE, TOPIC_LABEL, Table};
use crate::model::{Lang, Text, reason};

/// Why two editions cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum DiffError {
    /// A folder is no edition.
    #[error("{path} is no edition of nhipso: {}; name a folder that `nhipso report` wrote", problem.en)]
    NotAnEdition {
        /// The folder or file.
        path: PathBuf,
        /// What is wrong with it.
        problem: Text,
    },
}

/// What became of one figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Table it stands in.
    pub table: &'static str,
    /// Its row: the place's name and the key's other cells.
    pub row: String,
    /// Its column; empty where the whole row appeared or went.
    pub column: &'static str,
    /// As it was; empty where there was none.
    pub old: String,
    /// As it is; empty where there is none.
    pub new: String,
    /// New minus old, for numbers.
    pub change: Option<f64>,
    /// Why.
    pub cause: Cause,
}

/// Why a figure moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The borders of the report differ.
    Border,
    /// The definition of the indicator differs.
    Definition,
    /// An export that feeds the table differs.
    SourceRow,
    /// Names are mapped to places, topics or indicators in another way.
    Mapping,
    /// A setting of the run differs (year, length of period, date of judgement).
    Setting,
    /// Another version of the program.
    Program,
}

impl Cause {
    /// As the table says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Cause::Border => "border",
            Cause::Definition => "definition",
            Cause::SourceRow => "source_row",
            Cause::Mapping => "mapping",
            Cause::Setting => "setting",
            Cause::Program => "program",
        }
    }

    /// In words.
    pub fn text(self) -> Text {
        match self {
            Cause::Border => Text::new("địa giới của báo cáo khác", "other borders"),
            Cause::Definition => Text::new("định nghĩa chỉ tiêu khác", "another definition of the indicator"),
            Cause::SourceRow => Text::new("số liệu gốc khác", "another source row"),
            Cause::Mapping => Text::new("cách gán tên vào danh mục khác", "another mapping of names"),
            Cause::Setting => Text::new("thiết lập khác", "another setting"),
            Cause::Program => Text::new("phiên bản chương trình khác", "another version of the program"),
        }
    }
}

/// What differs between two editions, in the order of tables and keys.
pub fn diff(old: &Path, new: &Path) -> Result<Vec<Difference>, DiffError> {
    let (old_edition, new_edition) = (Edition::open(old)?, Edition::open(new)?);
    let mut differences = Vec::new();
    // What follows from these moves with them and would say the same again.
    for table in table::FACTS {
        let (before, after) = (old_edition.table(table)?, new_edition.table(table)?);
        let keys: BTreeSet<&Key> = before.keys().chain(after.keys()).collect();
        for key in keys {
            let cause = || cause(table, key, &old_edition, &new_edition);
            match (before.get(key), after.get(key)) {
                (Some(old), Some(new)) => {
                    compare(table, key, old, new, cause, &mut differences);
                }
                (old, new) => differences.push(Difference {
                    table: table.name,
                    row: key.name(table),
                    column: "",
                    old: old.map_or_else(String::new, |_| "✓".to_owned()),
                    new: new.map_or_else(String::new, |_| "✓".to_owned()),
                    change: None,
                    cause: cause(),
                }),
            }
        }
    }
    Ok(differences)
}

/// The differences as a CSV table.
pub fn to_csv(differences: &[Difference]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |record: &[&str]| writer.write_record(record).is_ok();
    write(&["table", "row", "column", "old", "new", "change", "cause"]);
    for difference in differences {
        let change = difference.change.map_or_else(String::new, |change| change.to_string());
        write(&[
            difference.table,
            &difference.row,
            difference.column,
            &difference.old,
            &difference.new,
            &change,
            difference.cause.as_str(),
        ]);
    }
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// The differences as a page of its own.
pub fn to_html(differences: &[Difference], lang: Lang) -> Result<String, minijinja::Error> {
    let mut environment = minijinja::Environment::new();
    environment.add_template("diff.html", include_str!("diff.html"))?;
    let rows: Vec<_> = (differences.iter())
        .map(|difference| {
            minijinja::context! {
                table => table::ALL.iter().find(|table| table.name == difference.table)
                    .map_or(difference.table, |table| lang.pick(table.vi, table.en)),
                row => &difference.row, column => difference.column, old => &difference.old, new => &difference.new,
                change => difference.change.map(|change| format!("{change:+.6}").trim_end_matches('0').trim_end_matches('.').to_owned()),
                cause => difference.cause.text().get(lang),
            }
        })
        .collect();
    environment
        .get_template("diff.html")?
        .render(minijinja::context! { lang => lang.tag(), vi => lang == Lang::Vi, rows => rows })
}

fn compare(
    table: &'static Table,
    key: &Key,
    old: &BTreeMap<&'static str, String>,
    new: &BTreeMap<&'static str, String>,
    cause: impl Fn() -> Cause,
    differences: &mut Vec<Difference>,
) {
    for column in table.columns {
        let name = column.col.name();
        let (was, is) =
            (old.get(name).cloned().unwrap_or_default(), new.get(name).cloned().unwrap_or_default());
        if was == is {
            continue;
        }
        let number = matches!(column.kind, Kind::Count | Kind::Number);
        let change = match (was.parse::<f64>(), is.parse::<f64>()) {
            (Ok(was), Ok(is)) if number => Some(is - was),
            _ => None,
        };
        differences.push(Difference {
            table: table.name,
            row: key.name(table),
            column: name,
            old: was,
            new: is,
            change,
            cause: cause(),
        });
    }
}

/// The key cells of a row, with the words that name it for people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    cells: Vec<String>,
    words: Vec<String>,
}

impl Key {
    fn name(&self, _: &Table) -> String {
        self.words.join(" · ")
    }
}

/// One edition, as far as comparing goes.
struct Edition {
    folder: PathBuf,
    manifest: Value,
}

type Rows = BTreeMap<Key, BTreeMap<&'static str, String>>;

impl Edition {
    fn open(folder: &Path) -> Result<Self, DiffError> {
        let path = folder.join(MANIFEST);
        let not = |problem: Text| DiffError::NotAnEdition { path: path.clone(), problem };
        let text = fs::read_to_string(&path).map_err(|error| not(reason::of_io(&error)))?;
        let manifest = serde_json::from_str(&text)
            .map_err(|error| not(Text::new("nội dung không phải JSON", error.to_string())))?;
        Ok(Edition { folder: folder.to_owned(), manifest })
    }

    fn table(&self, table: &'static Table) -> Result<Rows, DiffError> {
        let path = self.folder.join("tables").join(format!("{}.csv", table.name));
        let not = |error: csv::Error| DiffError::NotAnEdition {
            path: path.clone(),
            problem: reason::of_csv(&error),
        };
        let mut reader = csv::Reader::from_path(&path).map_err(not)?;
        let mut rows = Rows::new();
        for record in reader.deserialize::<BTreeMap<String, String>>() {
            let record = record.map_err(not)?;
            let cell = |name: &str| record.get(name).cloned().unwrap_or_default();
            let cells = table.key.iter().map(|col| cell(col.name())).collect();
            let mut words = vec![cell(PLACE.name()), cell(TOPIC_LABEL.name())];
            let named = ["place_code", "vintage", "place", "topic"];
            words.extend(
                table.key.iter().filter(|col| !named.contains(&col.name())).map(|col| cell(col.name())),
            );
            words.retain(|word| !word.is_empty());
            let values =
                table.columns.iter().map(|column| (column.col.name(), cell(column.col.name()))).collect();
            rows.insert(Key { cells, words }, values);
        }
        Ok(rows)
    }

    fn field(&self, name: &str) -> &Value {
        self.manifest.get(name).unwrap_or(&Value::Null)
    }

    fn setting(&self, name: &str) -> &Value {
        self.field("settings").get(name).unwrap_or(&Value::Null)
    }

    /// Hashes of the exports of one kind.
    fn inputs(&self, kind: &str) -> BTreeSet<String> {
        let inputs = self.field("inputs").as_array().map(Vec::as_slice).unwrap_or_default();
        (inputs.iter())
            .filter(|input| input.get("kind").and_then(Value::as_str) == Some(kind))
            .filter_map(|input| input.get("sha256").and_then(Value::as_str).map(str::to_owned))
            .collect()
    }
}

/// The kinds of export that feed a table.
fn kinds(table: &Table) -> &'static [&'static str] {
    match table.name {
        "topics" | "topic_trends" | "distinctive_topics" => &["sessions"],
        "coverage" | "coverage_trends" => &["coverage"],
        "teams" | "team_trends" => &["teams"],
        "targets" => &["targets", "coverage"],
        _ => &["commitments"],
    }
}

fn cause(table: &Table, key: &Key, old: &Edition, new: &Edition) -> Cause {
    let indicator = (table.key.iter().zip(&key.cells))
        .find(|(col, _)| col.name() == "indicator")
        .map(|(_, indicator)| indicator.as_str());
    let definition = |edition: &Edition| {
        indicator.and_then(|id| edition.field("definitions").get(id)).cloned().unwrap_or(Value::Null)
    };
    if old.setting("boundaries") != new.setting("boundaries") {
        Cause::Border
    } else if definition(old) != definition(new) {
        Cause::Definition
    } else if kinds(table).iter().any(|kind| old.inputs(kind) != new.inputs(kind))
        || old.field("corrections") != new.field("corrections")
    {
        Cause::SourceRow
    } else if old.field("registers") != new.field("registers") {
        Cause::Mapping
    } else if old.field("settings") != new.field("settings") {
        Cause::Setting
    } else {
        Cause::Program
    }
}
