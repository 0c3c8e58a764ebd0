//! An office's own words for chapters of the report: `notes/<chapter>.md`, named in either language.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::clean::Check;
use crate::model::fold::fold;
use crate::model::near::distance;
use crate::model::{Rule, Text};

/// The folder of an office's own words, in the project folder.
pub const FOLDER: &str = "notes";

/// The chapters, with the names that a file may have in the place of their id.
const CHAPTERS: [(&str, &[&str]); 7] = [
    ("key-figures", &["tong-quan", "so-lieu-chinh", "overview"]),
    ("coverage", &["bao-phu", "muc-do-bao-phu"]),
    ("teams", &["to-cong-nghe-so", "to-cong-nghe-so-cong-dong"]),
    ("topics", &["chu-de", "chu-de-thanh-nien-quan-tam"]),
    ("targets", &["muc-tieu", "cam-ket", "muc-tieu-va-cam-ket"]),
    ("quality", &["chat-luong", "chat-luong-so-lieu"]),
    ("methods", &["phuong-phap"]),
];

/// Endings of files that hold plain text.
const ENDINGS: [&str; 3] = ["md", "markdown", "txt"];

/// What the folder holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Texts by the id of their chapter.
    pub by_chapter: BTreeMap<String, String>,
    /// Files that belong to no chapter, and why.
    pub unused: Vec<Text>,
}

impl Notes {
    /// Reads the folder; where there is none, there are no notes.
    ///
    /// # Errors
    /// The file that cannot be read, and what the system says.
    pub fn read(folder: &Path) -> Result<Notes, (PathBuf, io::Error)> {
        let mut notes = Notes::default();
        let Ok(entries) = fs::read_dir(folder) else { return Ok(notes) };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // Hidden files, and the locks that office programs leave.
            if name.starts_with('.') || name.starts_with("~$") {
                continue;
            }
            match chapter(&path) {
                Ok(chapter) => {
                    let text = fs::read_to_string(&path).map_err(|error| (path.clone(), error))?;
                    let text = text.trim_start_matches('\u{feff}');
                    // Two files may speak of one chapter, each by another of its names.
                    let before = notes.by_chapter.entry(chapter.to_owned()).or_default();
                    if !before.is_empty() {
                        before.push_str("\n\n");
                    }
                    before.push_str(text);
                }
                Err(why) => notes.unused.push(Text::new(
                    format!("{FOLDER}/{name} không được đưa vào báo cáo: {}", why.vi),
                    format!("{FOLDER}/{name} is not in the report: {}", why.en),
                )),
            }
        }
        Ok(notes)
    }

    /// The doubts that files belong to no chapter.
    pub fn checks(&self) -> impl Iterator<Item = Check> + '_ {
        self.unused.iter().map(|problem| Check {
            rule: Rule::NoteUnused,
            origins: Vec::new(),
            place: None,
            period: None,
            figure: None,
            problem: problem.clone(),
        })
    }
}

/// The chapter that a file is for, by its name; else why it is for none.
fn chapter(path: &Path) -> Result<&'static str, Text> {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if path.is_dir() {
        return Err(Text::new("đây là một thư mục", "it is a folder"));
    }
    if !ENDINGS.contains(&&*ending) {
        return Err(Text::new(
            "đây không phải là tệp văn bản thuần (.md hoặc .txt)",
            "it is no file of plain text (.md or .txt)",
        ));
    }
    let stem = fold(&path.file_stem().unwrap_or_default().to_string_lossy());
    let words: Vec<&str> =
        stem.split(|ch: char| !ch.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let name = words.join("-");
    let all = || {
        CHAPTERS.iter().flat_map(|(id, names)| {
            [*id].into_iter().chain(names.iter().copied()).map(move |name| (name, *id))
        })
    };
    if let Some((_, id)) = all().find(|(known, _)| *known == name) {
        return Ok(id);
    }
    let near = all().map(|(known, _)| (distance(known, &name), known)).filter(|(apart, _)| *apart <= 2).min();
    let (vi, en) = match near {
        Some((_, known)) => (format!("; có phải là \"{known}\"?"), format!("; did you mean \"{known}\"?")),
        None => (
            format!("; các tên dùng được: {}", names(|(id, names)| names.first().copied().unwrap_or(id))),
            format!("; the names that count are {}", names(|(id, _)| id)),
        ),
    };
    Err(Text::new(format!("không có chương nào mang tên đó{vi}"), format!("no chapter has that name{en}")))
}

/// One name of each chapter.
fn names(of: impl Fn((&'static str, &'static [&'static str])) -> &'static str) -> String {
    CHAPTERS.map(of).map(|name| format!("{name}.md")).join(", ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::compose::{SourceLines, compose};
    use crate::model::Settings;
    use crate::model::register::Registers;

    #[test]
    fn a_note_finds_its_chapter_in_both_languages_and_one_that_does_not_is_told() {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("Tổng quan.md", "\u{feff}Một"),
            ("key-figures.md", "Hai"),
            ("cam-ket.txt", "Ba"),
            ("abc.md", "x"),
            ("covrage.md", "x"),
            ("chu-de.docx", "x"),
            (".md", "x"),
        ] {
            fs::write(dir.path().join(name), text).unwrap();
        }
        let notes = Notes::read(dir.path()).unwrap();
        let found: Vec<(&str, &str)> = notes.by_chapter.iter().map(|(id, text)| (&**id, &**text)).collect();
        assert_eq!(found, [("key-figures", "Một\n\nHai"), ("targets", "Ba")]);
        let told: Vec<&str> = notes.unused.iter().map(|text| &*text.vi).collect();
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(
            told[0].starts_with("notes/abc.md không được đưa vào báo cáo")
                && told[0].contains("tong-quan.md")
        );
        assert!(told[1].contains("không phải là tệp văn bản"), "{}", told[1]);
        assert!(told[2].contains("có phải là \"coverage\"?"), "{}", told[2]);
        assert_eq!(notes.checks().count(), 3);
    }

    #[test]
    fn the_chapters_are_those_of_the_report() {
        let registers = Registers::default_set().unwrap();
        let report = compose(
            &crate::analyse::Summary::default(),
            &crate::clean::Audit::default(),
            &SourceLines::new(),
            &BTreeMap::new(),
            &Settings::default(),
            &registers,
        );
        let ids: Vec<&str> = report.chapters.iter().map(|chapter| &*chapter.id).collect();
        assert_eq!(ids, CHAPTERS.map(|(id, _)| id));
    }
}
