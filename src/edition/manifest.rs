//! `manifest.json`: what is needed to get the same bytes again — inputs with their hashes, settings, version.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{EditionError, MANIFEST};
use crate::clean::Audit;
use crate::model::Settings;
use crate::model::register::Registers;

/// Files beside the exports that an edition depends on, as they stood.
#[derive(Debug, Default)]
pub struct Beside {
    /// `corrections.csv`.
    pub corrections: Option<Vec<u8>>,
    /// The office's logo, as the picture that is shown.
    pub logo: Option<Vec<u8>>,
}

/// Writes the manifest. No clock, path or host name is in it: the same inputs give the
/// same bytes.
pub fn write(
    beside: &Beside,
    audit: &Audit,
    settings: &Settings,
    registers: &Registers,
    folder: &Path,
) -> Result<(), EditionError> {
    let path = folder.join(MANIFEST);
    let hash = |bytes: &Vec<u8>| hex(&Sha256::digest(bytes));
    let mut manifest = json!({
        "program": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "inputs": audit.files.iter().map(|account| json!({
            "file": &*account.source.file,
            "sheet": account.source.sheet.as_deref(),
            "kind": account.kind.as_str(),
            "encoding": account.encoding,
            "encoding_confidence": account.encoding_confidence,
            "sha256": account.sha256,
            "bytes": account.bytes,
            "rows": account.read,
        })).collect::<Vec<_>>(),
        "corrections": beside.corrections.as_ref().map(hash),
        "settings": self::settings(settings),
        "registers": hex(&Sha256::digest(format!("{registers:?}"))),
        "register_parts": parts(registers),
        "definitions": registers.indicators.indicators.iter()
            .map(|indicator| (indicator.id.clone(), json!(indicator.version)))
            .collect::<serde_json::Map<_, _>>(),
    });
    if !audit.unusable.is_empty() {
        let files = audit.unusable.iter().map(|file| {
            json!({ "file": &*file.source.file, "sheet": file.source.sheet.as_deref(), "rule": file.rule.code() })
        });
        manifest["unusable"] = files.collect();
    }
    if let Some(logo) = &beside.logo {
        manifest["logo"] = json!(hash(logo));
    }
    let text = format!("{manifest:#}\n");
    fs::write(&path, text).map_err(EditionError::write(&path))
}

/// Each register by itself: a figure moves with those alone that its table speaks of.
fn parts(registers: &Registers) -> Value {
    let hash = |told: String| hex(&Sha256::digest(told));
    json!({
        "places": hash(format!("{:?}", registers.places)),
        "topics": hash(format!("{:?}", registers.topics)),
        "indicators": hash(format!("{:?}", registers.indicators)),
        "headers": hash(format!("{:?}", registers.headers)),
    })
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn settings(settings: &Settings) -> Value {
    let mut value = serde_json::to_value(settings).unwrap_or(Value::Null);
    if let Value::Object(fields) = &mut value {
        // A setting at its default is no setting: the list shows what was asked for.
        fields.retain(|_, field| match field {
            Value::Null | Value::Bool(false) => false,
            Value::Array(items) => !items.is_empty(),
            Value::Object(items) => !items.is_empty(),
            _ => true,
        });
    }
    value
}
