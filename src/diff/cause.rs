//! Why a figure moved, as far as the manifests of two editions tell.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Edition, Key};
use crate::model::Text;
use crate::model::table::{self, INDICATOR, Table};

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
            Cause::SourceRow => Text::new("số liệu gốc khác", "other source rows"),
            Cause::Mapping => Text::new("cách gán tên vào danh mục khác", "another mapping of names"),
            Cause::Setting => Text::new("thiết lập khác", "another setting"),
            Cause::Program => Text::new("phiên bản chương trình khác", "another version of the program"),
        }
    }
}

/// A cause with what is particular to it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Why {
    /// The cause.
    pub cause: Cause,
    /// The files that differ, the setting as it was and as it is, two versions; empty where nothing is known.
    pub about: String,
    /// The same, with the lines of the files where they are known.
    pub detail: String,
}

/// Whether two editions report in other borders.
pub(super) fn borders_differ(old: &Edition, new: &Edition) -> bool {
    old.setting("boundaries") != new.setting("boundaries")
}

/// The kinds of export that feed a table.
fn kinds(table: &Table) -> &'static [&'static str] {
    match table.name {
        name if name == table::COVERAGE.name || name == table::COVERAGE_TRENDS.name => &["coverage"],
        name if name == table::TEAM_COUNTS.name || name == table::TEAM_TRENDS.name => &["teams"],
        name if name == table::TARGETS.name => &["targets", "coverage"],
        name if name == table::COMMITMENTS.name => &["commitments"],
        _ => &["sessions"],
    }
}

/// The registers that words of a table's rows are looked up in, as the manifest names them.
fn registers(table: &Table) -> &'static [&'static str] {
    match kinds(table) {
        kinds if kinds.contains(&"sessions") => &["places", "headers", "topics"],
        kinds if kinds.contains(&"coverage") => &["places", "headers", "indicators"],
        _ => &["places", "headers"],
    }
}

/// The register that a setting adds to; `None` of a setting that maps no names.
fn mapped(setting: &str) -> Option<&'static str> {
    match setting {
        "places" | "place_aliases" => Some("places"),
        "topics" | "topic_aliases" | "topic_entries" => Some("topics"),
        "indicators" => Some("indicators"),
        "header_aliases" => Some("headers"),
        _ => None,
    }
}

/// Whether registers differ that the table's rows are looked up in; any of them where an edition does not tell them apart.
fn registers_differ(table: &Table, old: &Edition, new: &Edition) -> bool {
    match (old.field("register_parts"), new.field("register_parts")) {
        (Value::Object(old), Value::Object(new)) => {
            registers(table).iter().any(|name| old.get(*name) != new.get(*name))
        }
        _ => old.field("registers") != new.field("registers"),
    }
}

/// Everything that differs between two editions and can have moved a figure of this row.
///
/// `lines`: those behind the row in both editions, where they can have moved it.
pub(super) fn why(
    table: &Table,
    key: &Key,
    old: &Edition,
    new: &Edition,
    lines: Option<(Option<&str>, Option<&str>)>,
) -> Vec<Why> {
    let mut why = Vec::new();
    let of = |cause, about: String| Why { cause, detail: about.clone(), about };
    if borders_differ(old, new) {
        why.push(of(Cause::Border, change(old.setting("boundaries"), new.setting("boundaries"))));
    }
    let indicator = table
        .key
        .iter()
        .zip(key)
        .find(|(col, _)| **col == INDICATOR)
        .map(|(_, indicator)| indicator.as_str());
    let version = |edition: &Edition| {
        indicator.and_then(|id| edition.field("definitions").get(id)).cloned().unwrap_or(Value::Null)
    };
    if version(old) != version(new) {
        why.push(of(Cause::Definition, change(&version(old), &version(new))));
    }
    let mut files: BTreeSet<String> = BTreeSet::new();
    for kind in kinds(table) {
        let (before, after) = (old.inputs(kind), new.inputs(kind));
        files.extend(before.symmetric_difference(&after).map(|(file, _)| file.clone()));
    }
    if old.field("corrections") != new.field("corrections") {
        files.insert(CORRECTIONS.to_owned());
    }
    if !files.is_empty() {
        let about = files.iter().cloned().collect::<Vec<_>>().join(", ");
        why.push(Why { cause: Cause::SourceRow, about, detail: source_rows(&files, lines) });
    }
    // A spelling in the settings is a mapping; the registers are what all mappings make together.
    let (mut mappings, settings) = settings(old, new);
    mappings.retain(|(register, _)| registers(table).contains(register));
    if registers_differ(table, old, new) || !mappings.is_empty() {
        let mappings: Vec<String> = mappings.into_iter().map(|(_, said)| said).collect();
        why.push(of(Cause::Mapping, mappings.join("; ")));
    }
    if !settings.is_empty() {
        why.push(of(Cause::Setting, settings.join("; ")));
    }
    if old.field("version") != new.field("version") {
        why.push(of(Cause::Program, change(old.field("version"), new.field("version"))));
    }
    if why.is_empty() {
        why.push(Why { cause: Cause::Program, about: String::new(), detail: String::new() });
    }
    why
}

/// The lines that moved a row: `coverage.csv:12 → coverage.csv:14`; the files that differ where the row has too many
/// lines to name, with their number, and where its lines lie in none of them.
fn source_rows(files: &BTreeSet<String>, lines: Option<(Option<&str>, Option<&str>)>) -> String {
    let all = || files.iter().cloned().collect::<Vec<_>>().join(", ");
    let Some((old, new)) = lines else { return all() };
    let (was, is) = (old.unwrap_or("–"), new.unwrap_or("–"));
    let said = if was == is { was.to_owned() } else { format!("{was}{BECAME}{is}") };
    let named = |said: &str| files.iter().any(|file| said.contains(file.as_str()));
    match named(was) || named(is) {
        true => said,
        false if [was, is].iter().any(|said| said.starts_with("n = ")) => format!("{} ({said})", all()),
        false => all(),
    }
}

/// Stands between what was and what is.
pub(super) const BECAME: &str = " → ";

/// The file of corrections, which stands beside the exports.
const CORRECTIONS: &str = "corrections.csv";

/// Settings that differ and can move a figure, those that map names apart, each with its register: names and looks of the report
/// cannot, and borders are a cause of their own.
fn settings(old: &Edition, new: &Edition) -> (Vec<(&'static str, String)>, Vec<String>) {
    let silent = [
        "boundaries",
        "lang",
        "title",
        "office",
        "theme",
        "sources",
        "invented",
        "strict",
        "rank",
        "signature",
        "lines",
        "theme_folder",
    ];
    let fields = |edition: &Edition| edition.field("settings").as_object().cloned().unwrap_or_default();
    let (before, after) = (fields(old), fields(new));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let (mut mappings, mut others) = (Vec::new(), Vec::new());
    for name in names {
        let of = |fields: &serde_json::Map<String, Value>| fields.get(name).cloned().unwrap_or(Value::Null);
        let (before, after) = (of(&before), of(&after));
        if before == after || silent.contains(&name.as_str()) {
            continue;
        }
        let many = |value: &Value| matches!(value, Value::Object(_) | Value::Array(_));
        let said = match many(&before) || many(&after) {
            true => name.clone(),
            false => format!("{name}: {}", change(&before, &after)),
        };
        match mapped(name) {
            Some(register) => mappings.push((register, said)),
            None => others.push(said),
        }
    }
    (mappings, others)
}

/// "as-reported → 34".
fn change(old: &Value, new: &Value) -> String {
    let said = |value: &Value| match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    format!("{}{BECAME}{}", said(old), said(new))
}
