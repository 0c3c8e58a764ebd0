//! What names an edition that is compared: its folder, title, borders and when it was written.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde_json::Value;

use super::words::said;
use crate::edition::MANIFEST;
use crate::model::Lang;
use crate::model::numbers::Numbers;

/// One of two editions.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// Its folder.
    pub folder: PathBuf,
    /// Its title, in its own language.
    pub title: String,
    /// `as-reported`, `34` or `63`.
    boundaries: String,
    /// The tag of its language; empty where it does not say.
    lang: String,
    /// The province it is about, where it is one province's.
    province: String,
    /// The version of the program.
    version: String,
    /// When it was written, as the system says.
    written: Option<Timestamp>,
}

impl Side {
    /// The edition in a folder, by its manifest and data package.
    pub(super) fn of(folder: &Path, manifest: &Value) -> Side {
        let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
        let package = fs::read_to_string(folder.join("datapackage.json")).ok();
        let package: Option<Value> = package.and_then(|text| serde_json::from_str(&text).ok());
        let setting = |name: &str| text(manifest.get("settings").and_then(|settings| settings.get(name)));
        let written = fs::metadata(folder.join(MANIFEST)).and_then(|data| data.modified()).ok();
        Side {
            folder: folder.to_owned(),
            title: text(package.as_ref().and_then(|package| package.get("title"))),
            boundaries: setting("boundaries"),
            lang: setting("lang"),
            province: setting("only_province"),
            version: text(manifest.get("version")),
            written: written.and_then(|written| Timestamp::try_from(written).ok()),
        }
    }

    /// The tag of its language.
    pub(super) fn lang(&self) -> Option<&str> {
        Some(self.lang.as_str()).filter(|lang| !lang.is_empty())
    }

    /// Whether it was written before another one; not known where the system does not say of both.
    pub(super) fn is_before(&self, other: &Side) -> bool {
        matches!((self.written, other.written), (Some(own), Some(other)) if own < other)
    }

    /// `reports/2025: Báo cáo … năm 2025 (địa giới theo từng kỳ; nhipso 0.1.0; ghi lúc 08:30 ngày 5/1/2026, giờ Việt Nam)`.
    pub fn told(&self, lang: Lang) -> String {
        let mut facts = Vec::new();
        if !self.boundaries.is_empty() {
            let borders = said(&self.boundaries, lang);
            facts.push(lang.pick(format!("địa giới {borders}"), format!("borders {borders}")));
        }
        if !self.province.is_empty() {
            facts.push(lang.pick(format!("tỉnh {}", self.province), format!("province {}", self.province)));
        }
        if !self.version.is_empty() {
            facts.push(format!("nhipso {}", self.version));
        }
        if let Some(written) = self.written {
            let written = written.to_zoned(jiff::tz::offset(7).to_time_zone());
            let day = Numbers::new(lang).date(written.date());
            let hour = format!("{:02}:{:02}", written.hour(), written.minute());
            facts.push(lang.pick(
                format!("ghi lúc {hour} ngày {day}, giờ Việt Nam"),
                format!("written on {day} at {hour}, Vietnam time"),
            ));
        }
        let title = if self.title.is_empty() { String::new() } else { format!(": {}", self.title) };
        let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join("; ")) };
        format!("{}{title}{facts}", self.folder.display())
    }
}
