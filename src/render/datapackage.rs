//! `datapackage.json`: the tables of the edition described as a Frictionless Data Package, version 2.
//!
//! Fields carry name, type, title, description and unit; files carry their size and SHA-256. A table's key is
//! declared as `primaryKey` when every row has all parts of it, as `uniqueKeys` when some rows leave a part blank
//! (the line of all places has no code), and not at all when two rows share it.

use serde_json::{Map, Value as Json, json};

use super::keys::Key;
use super::{File, RenderError};
use crate::compose::Report;
use crate::model::Lang;
use crate::model::table::{Column, Kind, Table};

const PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";
const RESOURCE_PROFILE: &str = "https://datapackage.org/profiles/2.0/dataresource.json";
const SCHEMA_PROFILE: &str = "https://datapackage.org/profiles/2.0/tableschema.json";
/// ISO periods as [`crate::model::Period`] writes them.
const PERIOD: &str = r"^\d{4}(-H[12]|-Q[1-4]|-\d{2}(-\d{2})?)?$";

/// A table of the edition that is not one of the report's: `quality/*.csv`.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Path within the edition, with `/`.
    pub path: String,
    /// Title in the report's language.
    pub title: String,
    /// Its columns.
    pub table: &'static Table,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

/// A table of the report with what its rows say of its key.
pub struct Described {
    pub(super) resource: Resource,
    pub(super) key: Key,
}

/// The description of the report's tables (`tables`, in their order) and of the edition's further ones.
pub(super) fn write(report: &Report, tables: &[Described], more: &[Resource]) -> Result<File, RenderError> {
    let lang = report.lang;
    let described = tables.iter().map(|table| describe(&table.resource, lang, table.key));
    let further = more.iter().map(|resource| describe(resource, lang, Key::None));
    let resources: Vec<Json> = described.chain(further).collect();

    let mut package = Map::new();
    package.insert("$schema".into(), PROFILE.into());
    package.insert("name".into(), "nhipso-report".into());
    package.insert("title".into(), report.name().into());
    let description: Vec<&str> =
        [report.invented.as_deref(), Some(report.subtitle.as_str())].into_iter().flatten().collect();
    package.insert("description".into(), description.join("\n\n").into());
    if let Some(office) = &report.office {
        package.insert("contributors".into(), json!([{ "title": office, "roles": ["publisher"] }]));
    }
    package.insert("resources".into(), resources.into());
    let mut text = serde_json::to_vec_pretty(&package)?;
    text.push(b'\n');
    Ok(File::new("datapackage.json", text))
}

fn describe(resource: &Resource, lang: Lang, key: Key) -> Json {
    let table = resource.table;
    let names: Vec<&str> = table.key.iter().map(|key| key.name()).collect();
    let mut schema = json!({
        "$schema": SCHEMA_PROFILE,
        "fields": table.columns.iter().map(|column| field(column, lang)).collect::<Vec<_>>(),
        "missingValues": [""],
    });
    match key {
        Key::Primary => schema["primaryKey"] = json!(names),
        Key::Unique => schema["uniqueKeys"] = json!([names]),
        Key::None => {}
    }
    json!({
        "$schema": RESOURCE_PROFILE,
        "name": table.name.replace('_', "-"),
        "type": "table",
        "title": resource.title,
        "path": resource.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": { "delimiter": ",", "quoteChar": "\"", "doubleQuote": true, "lineTerminator": "\n", "header": true },
        "bytes": resource.bytes,
        "hash": format!("sha256:{}", resource.sha256),
        "schema": schema,
    })
}

fn field(column: &Column, lang: Lang) -> Json {
    let text = lang.pick(column.vi, column.en);
    // The words before the first explanation are the column's title.
    let title = text.split([':', ';', ',']).next().unwrap_or(text);
    let mut field = json!({
        "name": column.col.name(),
        "type": match column.kind {
            Kind::Text | Kind::Period => "string",
            Kind::Count => "integer",
            Kind::Number => "number",
            Kind::Flag => "boolean",
        },
        "title": title,
        "description": text,
    });
    if !column.unit.is_empty() {
        field["unit"] = column.unit.into();
    }
    match column.kind {
        Kind::Period => field["constraints"] = json!({ "pattern": PERIOD }),
        Kind::Flag => {
            field["trueValues"] = json!(["true"]);
            field["falseValues"] = json!(["false"]);
        }
        _ => {}
    }
    field
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
