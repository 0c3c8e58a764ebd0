//! Doubts about whole files, and about what the project says of files.

use std::collections::BTreeSet;

use super::audit::{Audit, Check};
use super::tables::Origin;
use crate::ingest::Exports;
use crate::model::near::distance;
use crate::model::{Rule, Settings, Text};

/// Files that `rank` and `[files]` of `nhipso.toml` name and that are not there.
pub fn setting_checks(settings: &Settings, exports: &Exports) -> Vec<Check> {
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
pub fn file_checks(audit: &Audit, unmet: Vec<(Option<u32>, u64, String)>, exports: &Exports) -> Vec<Check> {
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
