//! Diff: what moved between two editions, by how much, and why.
//!
//! Editions are compared by the keys their tables declare ([`crate::model::table`]); why a figure moved follows from
//! the two manifests: other borders, another definition, another source row, another mapping of names.

mod cause;
mod page;
mod side;
mod sums;
mod text;
mod weight;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

pub use cause::{Cause, Why};
pub use page::to_html;
pub use side::Side;
pub use text::to_text;

use crate::edition::MANIFEST;
use crate::model::table::{
    self, COMMITMENTS, COVERAGE, COVERED, Col, Column, INDICATOR, INDICATOR_LABEL, KEY_PARTS, Kind,
    LATEST_PERIOD, LATEST_VALUE, LINES, MEMBERS, ORIGINS, PERCENT, PLACE, PLACE_CODE, QUESTIONS, ROW, ROWS,
    TABLE, TARGET, TARGETS, TEAM_COUNTS, TEAMS, TOPIC, TOPIC_LABEL, TOPICS, TOTAL, TRAINED, Table, VINTAGE,
};
use crate::model::{Text, reason};
use crate::render::csv::safe;

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
#[derive(Clone, Debug)]
pub struct Difference {
    /// Table it stands in.
    pub table: &'static Table,
    /// What names its row: the columns with their cells, the place first.
    pub row: Vec<(Col, String)>,
    /// Its column; `None` where the whole row appeared or went.
    pub column: Option<&'static Column>,
    /// As it was; empty where there was none.
    pub old: String,
    /// As it is; empty where there is none.
    pub new: String,
    /// Of a whole row: what it says first.
    pub value: Option<(&'static Column, String)>,
    /// New minus old, for numbers.
    pub change: Option<f64>,
    /// Why: everything that differs and can have moved it, what is nearest to the figure first.
    pub why: Vec<Why>,
}

impl Difference {
    /// Its row in one line, as tables for machines name it.
    pub fn row_name(&self) -> String {
        self.row.iter().map(|(_, cell)| cell.as_str()).collect::<Vec<_>>().join(" · ")
    }

    /// Its column as tables for machines name it; empty where the whole row appeared or went.
    pub fn column_name(&self) -> &'static str {
        self.column.map_or("", |column| column.col.name())
    }

    /// The causes as tables for machines name them.
    pub fn causes(&self) -> String {
        self.why.iter().map(|why| why.cause.as_str()).collect::<Vec<_>>().join("+")
    }

    /// What is particular to the causes.
    pub fn details(&self) -> String {
        let details = self.why.iter().map(|why| why.detail.as_str()).filter(|detail| !detail.is_empty());
        details.collect::<Vec<_>>().join("; ")
    }
}

/// Two editions and what differs between them, in the order of tables and keys.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// The earlier edition.
    pub old: Side,
    /// The later one.
    pub new: Side,
    /// What differs.
    pub differences: Vec<Difference>,
}

impl Comparison {
    /// Whether the edition that is taken for the later one was written first.
    pub fn is_turned(&self) -> bool {
        self.new.is_before(&self.old)
    }
}

/// What differs between two editions.
///
/// # Errors
/// Where a folder is no edition.
pub fn diff(old: &Path, new: &Path) -> Result<Comparison, DiffError> {
    let (mut old, mut new) = (Edition::open(old)?, Edition::open(new)?);
    // In other borders the same name has another code: a place is compared with the one of its name.
    let by_name = cause::borders_differ(&old, &new);
    for edition in [&mut old, &mut new] {
        edition.by_name = by_name;
        edition.learn_labels()?;
    }
    let mut differences = Vec::new();
    // What follows from these moves with them and would say the same again.
    for &table in table::FACTS {
        let (mut before, after) = (old.table(table)?, new.table(table)?);
        sums::pair(table, &mut before, &after);
        let keys: BTreeSet<&Key> = before.keys().chain(after.keys()).collect();
        for key in keys {
            let (was, is) = (before.get(key), after.get(key));
            let why = || cause::why(table, key, &old, &new, lines(table, was, is));
            match (was, is) {
                (Some(old), Some(new)) => compare(table, old, new, why, &mut differences),
                (old, new) => differences.push(Difference {
                    table,
                    row: old.or(new).map(|row| row.name.clone()).unwrap_or_default(),
                    column: None,
                    old: old.map_or_else(String::new, |_| THERE.to_owned()),
                    new: new.map_or_else(String::new, |_| THERE.to_owned()),
                    value: old.or(new).and_then(|row| first_value(table, row)),
                    change: None,
                    why: why(),
                }),
            }
        }
    }
    Ok(Comparison { old: old.side(), new: new.side(), differences })
}

/// The differences as a CSV table.
pub fn to_csv(differences: &[Difference]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |record: &[&str]| writer.write_record(record).is_ok();
    write(&["table", "row", "column", "old", "new", "change", "cause", "detail"]);
    for difference in differences {
        let change = difference.change.map_or_else(String::new, |change| change.to_string());
        // Numbers stay numbers; no text is a formula.
        let number =
            difference.column.is_some_and(|column| matches!(column.kind, Kind::Count | Kind::Number));
        let text = |cell: &str| if number { cell.to_owned() } else { safe(cell).into_owned() };
        write(&[
            difference.table.name,
            &safe(&difference.row_name()),
            difference.column_name(),
            &text(&difference.old),
            &text(&difference.new),
            &change,
            &difference.causes(),
            &difference.details(),
        ]);
    }
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// The columns whose cells come from the lines of their own row; the others follow from other rows as well.
fn own(table: &Table) -> &'static [Col] {
    match table.name {
        name if name == TOPICS.name => &[QUESTIONS],
        name if name == COVERAGE.name => &[COVERED, TOTAL, PERCENT],
        name if name == TEAM_COUNTS.name => &[TEAMS, MEMBERS, TRAINED],
        name if name == TARGETS.name => &[TARGET, LATEST_PERIOD, LATEST_VALUE],
        _ => &[],
    }
}

/// The lines behind a row in both editions, where the row itself moved: one that stays and is compared with another
/// one has moved by that.
fn lines<'r>(
    table: &Table,
    old: Option<&'r Row>,
    new: Option<&'r Row>,
) -> Option<(Option<&'r str>, Option<&'r str>)> {
    let cell = |row: Option<&'r Row>, col: &Col| row.and_then(|row| row.cells.get(col.name()));
    let stays = |col: &Col| cell(old, col) == cell(new, col);
    let own = own(table);
    if table.name != COMMITMENTS.name && (own.is_empty() || own.iter().all(stays)) {
        return None;
    }
    let of = |row: Option<&'r Row>| row.and_then(|row| row.lines.as_deref());
    Some((of(old), of(new))).filter(|(old, new)| old.or(*new).is_some())
}

fn compare(
    table: &'static Table,
    old: &Row,
    new: &Row,
    why: impl Fn() -> Vec<Why>,
    differences: &mut Vec<Difference>,
) {
    for column in table.columns {
        let name = column.col.name();
        // What names the row is its key, or the same in other words; only the sum of all places may change its name.
        let names = [PLACE_CODE, VINTAGE, PLACE, TOPIC_LABEL, INDICATOR_LABEL].contains(&column.col);
        if names && (column.col != PLACE || !sums::is_sum(new)) {
            continue;
        }
        let cell = |row: &Row| row.cells.get(name).cloned().unwrap_or_default();
        let (was, is) = (cell(old), cell(new));
        if was == is {
            continue;
        }
        let number = matches!(column.kind, Kind::Count | Kind::Number);
        let change = match (was.parse::<f64>(), is.parse::<f64>()) {
            (Ok(was), Ok(is)) if number => Some((was, is)),
            _ => None,
        };
        if change.is_some_and(|(was, is)| is_dust(was, is)) {
            continue;
        }
        let change = change.map(|(was, is)| is - was);
        let (row, column) = (new.name.clone(), Some(column));
        differences.push(Difference {
            table,
            row,
            column,
            old: was,
            new: is,
            value: None,
            change,
            why: why(),
        });
    }
}

/// What a row says first: the leading one of its columns that has a cell.
fn first_value(table: &'static Table, row: &Row) -> Option<(&'static Column, String)> {
    weight::leading(table).iter().find_map(|col| {
        let cell = row.cells.get(col.name()).filter(|cell| !cell.is_empty())?;
        Some((table.columns.iter().find(|column| column.col == *col)?, cell.clone()))
    })
}

/// Whether two numbers differ only by what computing in another order leaves: less than a thousand-millionth of them.
fn is_dust(was: f64, is: f64) -> bool {
    (is - was).abs() <= 1e-9 * was.abs().max(is.abs()).max(1e-3)
}

/// Says of a row that it is there.
const THERE: &str = "✓";

/// The key cells of a row.
type Key = Vec<String>;

/// A row: what names it for people, and its cells.
struct Row {
    name: Vec<(Col, String)>,
    /// `coverage.csv:12`, or how many lines there are: `n = 212`; nothing where the edition does not tell.
    lines: Option<String>,
    cells: BTreeMap<String, String>,
}

type Rows = BTreeMap<Key, Row>;

/// One edition, as far as comparing goes.
struct Edition {
    folder: PathBuf,
    manifest: Value,
    /// Places are known by their names alone.
    by_name: bool,
    /// Names of indicators.
    labels: BTreeMap<String, String>,
    /// The lines behind rows, by table and key.
    origins: BTreeMap<(String, String), String>,
}

impl Edition {
    fn open(folder: &Path) -> Result<Self, DiffError> {
        let path = folder.join(MANIFEST);
        let not = |problem: Text| DiffError::NotAnEdition { path: path.clone(), problem };
        let text = fs::read_to_string(&path).map_err(|error| not(reason::of_io(&error)))?;
        let manifest = serde_json::from_str(&text)
            .map_err(|error| not(Text::new("nội dung không phải JSON", error.to_string())))?;
        let origins = origins(&folder.join("quality").join(format!("{}.csv", ORIGINS.name)));
        Ok(Edition { folder: folder.to_owned(), manifest, by_name: false, labels: BTreeMap::new(), origins })
    }

    /// What names it for people.
    fn side(&self) -> Side {
        Side::of(&self.folder, &self.manifest)
    }

    /// Tables of targets name an indicator by its id alone; those of coverage have its name beside it.
    fn learn_labels(&mut self) -> Result<(), DiffError> {
        let mut labels = BTreeMap::new();
        for row in self.table(&table::COVERAGE)?.into_values() {
            let cell = |col: Col| row.cells.get(col.name()).cloned().unwrap_or_default();
            labels.insert(cell(INDICATOR), cell(INDICATOR_LABEL));
        }
        self.labels = labels;
        Ok(())
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
            let cells = record.map_err(not)?;
            let cell = |col: Col| cells.get(col.name()).cloned().unwrap_or_default();
            let full: Key = table.key.iter().map(|col| cell(*col)).collect();
            let parts: Vec<&str> = full.iter().map(|cell| unguarded(cell)).collect();
            let lines = self.origins.get(&(table.name.to_owned(), parts.join(KEY_PARTS))).cloned();
            let by_name = || {
                let of =
                    |col: &Col| if [PLACE_CODE, VINTAGE].contains(col) { String::new() } else { cell(*col) };
                table.key.iter().map(of).chain([cell(PLACE)]).collect()
            };
            let key = match self.by_name {
                // A name that stands for two lands in one table is told apart by its code again.
                true => Some(by_name()).filter(|key| !rows.contains_key(key)).unwrap_or(full),
                false => full,
            };
            let mut name = vec![(PLACE, cell(PLACE))];
            for col in table.key.iter().filter(|col| ![PLACE_CODE, VINTAGE, PLACE].contains(col)) {
                name.push(match *col {
                    TOPIC => (TOPIC_LABEL, cell(TOPIC_LABEL)),
                    INDICATOR => {
                        let id = cell(INDICATOR);
                        (INDICATOR_LABEL, self.labels.get(&id).cloned().unwrap_or(id))
                    }
                    col => (col, cell(col)),
                });
            }
            name.retain(|(_, word)| !word.is_empty());
            rows.insert(key, Row { name, lines, cells });
        }
        Ok(rows)
    }

    fn field(&self, name: &str) -> &Value {
        self.manifest.get(name).unwrap_or(&Value::Null)
    }

    fn setting(&self, name: &str) -> &Value {
        self.field("settings").get(name).unwrap_or(&Value::Null)
    }

    /// The exports of one kind: file and hash.
    fn inputs(&self, kind: &str) -> BTreeSet<(String, String)> {
        let inputs = self.field("inputs").as_array().map(Vec::as_slice).unwrap_or_default();
        let text =
            |input: &Value, name| input.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        (inputs.iter())
            .filter(|input| text(input, "kind") == kind)
            .map(|input| (text(input, "file"), text(input, "sha256")))
            .collect()
    }
}

/// A text without the apostrophe that keeps it from being a formula.
fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if safe(rest) == cell => rest,
        _ => cell,
    }
}

/// The lines behind the rows of an edition; none where it was written without them.
fn origins(path: &Path) -> BTreeMap<(String, String), String> {
    let Ok(mut reader) = csv::Reader::from_path(path) else { return BTreeMap::new() };
    let rows = reader.deserialize::<BTreeMap<String, String>>().filter_map(Result::ok);
    let known = rows.map(|cells| {
        let cell =
            |col: Col| cells.get(col.name()).map(|cell| unguarded(cell).to_owned()).unwrap_or_default();
        let lines = match cell(LINES) {
            lines if lines.is_empty() => format!("n = {}", cell(ROWS)),
            lines => lines,
        };
        ((cell(TABLE), cell(ROW)), lines)
    });
    known.collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::model::Lang;
    use crate::model::table::PERIOD;

    /// An edition of one row of coverage.
    fn edition(folder: &Path, place: &str, percent: &str) {
        fs::create_dir_all(folder.join("tables")).unwrap();
        fs::write(folder.join(MANIFEST), "{\"settings\": {\"lang\": \"vi\"}}").unwrap();
        for table in table::FACTS {
            let names: Vec<&str> = table.columns.iter().map(|column| column.col.name()).collect();
            let mut text = names.join(",");
            if table.name == COVERAGE.name {
                let cell = |column: &Column| match column.col {
                    VINTAGE => "34",
                    PLACE => place,
                    INDICATOR => "villages",
                    INDICATOR_LABEL => "Thôn có sóng",
                    PERIOD => "2025",
                    PERCENT => percent,
                    _ => "",
                };
                let cells: Vec<&str> = table.columns.iter().map(cell).collect();
                text += &format!("\n{}\n", cells.join(","));
            }
            fs::write(folder.join("tables").join(format!("{}.csv", table.name)), text).unwrap();
        }
    }

    #[test]
    fn the_line_of_all_places_is_one_line_whatever_it_is_called() {
        let folder = tempfile::tempdir().unwrap();
        let [old, new] = ["old", "new"].map(|name| folder.path().join(name));
        edition(&old, "Các tỉnh có số liệu", "74.9");
        edition(&new, "Cả nước", "75.0");
        let compared = diff(&old, &new).unwrap();
        let told: Vec<_> =
            compared.differences.iter().map(|one| (one.column_name(), &*one.old, &*one.new)).collect();
        assert_eq!(told, [("place", "Các tỉnh có số liệu", "Cả nước"), ("percent", "74.9", "75.0")]);
        let text = to_text(&compared, Lang::En);
        assert!(
            text.contains("Whole country") && text.contains("Places with figures → Whole country"),
            "{text}"
        );
        assert!(!text.contains("written earlier"), "{text}");
        // Words of the edition are in its own language.
        let page = to_html(&compared, Lang::En).unwrap();
        assert!(page.contains("<span lang=\"vi\">Thôn có sóng</span>"), "{page}");
        assert!(!to_html(&compared, Lang::Vi).unwrap().contains("<span lang="));
        // The other way round somebody has taken one for the other.
        let hour = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
        fs::File::open(new.join(MANIFEST)).unwrap().set_modified(hour).unwrap();
        assert!(to_text(&diff(&old, &new).unwrap(), Lang::Vi).contains("bản “Sau” được ghi sớm hơn"));
    }

    #[test]
    fn only_registers_that_a_table_speaks_of_move_its_figures() {
        let folder = tempfile::tempdir().unwrap();
        let [old, new] = ["old", "new"].map(|name| folder.path().join(name));
        edition(&old, "Cả nước", "74.9");
        edition(&new, "Cả nước", "75.0");
        let why = |changed: &str, tells: bool| {
            for (edition, sum) in [(&old, "a"), (&new, "b")] {
                let mut parts =
                    serde_json::json!({ "places": "x", "topics": "x", "indicators": "x", "headers": "x" });
                parts[changed] = sum.into();
                let mut manifest = serde_json::json!({ "registers": sum, "version": "1", "settings": { "lang": "vi" },
                    "inputs": [{ "kind": "coverage", "file": "coverage.csv", "sha256": sum }] });
                if tells {
                    manifest["register_parts"] = parts;
                }
                manifest["settings"]["topic_aliases"] = serde_json::json!({ "a": sum });
                fs::write(edition.join(MANIFEST), manifest.to_string()).unwrap();
            }
            let compared = diff(&old, &new).unwrap();
            compared.differences[0].why.iter().map(|why| why.cause).collect::<Vec<_>>()
        };
        assert_eq!(why("topics", true), [Cause::SourceRow], "topics say nothing of coverage");
        assert_eq!(why("indicators", true), [Cause::SourceRow, Cause::Mapping]);
        assert_eq!(why("places", true), [Cause::SourceRow, Cause::Mapping]);
        assert_eq!(
            why("topics", false),
            [Cause::SourceRow, Cause::Mapping],
            "an edition that tells no parts"
        );
    }

    #[test]
    fn what_arithmetic_leaves_is_no_move() {
        assert!(is_dust(3.254972875226038, 3.254972875226039));
        assert!(is_dust(0.0, -1.3e-15) && is_dust(1e9, 1e9 + 0.5));
        assert!(!is_dust(3.25, 3.250001) && !is_dust(0.0, 1e-9) && !is_dust(19.0, 21.0));
    }
}
