//! `nhipso init`: a new project folder with a template of each export, settings and a word on how to fill them in.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::model::settings::FILE_NAME;

/// The files of a new project, with what they say. A template holds its header only, so that no figure comes of it.
pub const TEMPLATES: &[(&str, &str)] = &[
    (FILE_NAME, include_str!("../data/templates/nhipso.toml")),
    ("HUONG-DAN.md", include_str!("../data/templates/HUONG-DAN.md")),
    ("sessions.csv", include_str!("../data/templates/sessions.csv")),
    ("coverage.csv", include_str!("../data/templates/coverage.csv")),
    ("teams.csv", include_str!("../data/templates/teams.csv")),
    ("targets.csv", include_str!("../data/templates/targets.csv")),
    ("commitments.csv", include_str!("../data/templates/commitments.csv")),
];

/// Why no project was made.
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// A file is there already.
    #[error("{} is there already; choose a new folder, or move the file away", .0.display())]
    Exists(PathBuf),
    /// A file cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Writes the templates into `dir`, which is made where it is missing; gives the files written.
/// Nothing is overwritten: a file that is there already ends it before anything is written.
pub fn init(dir: &Path) -> Result<Vec<PathBuf>, InitError> {
    let paths: Vec<PathBuf> = TEMPLATES.iter().map(|(name, _)| dir.join(name)).collect();
    if let Some(path) = paths.iter().find(|path| path.exists()) {
        return Err(InitError::Exists(path.clone()));
    }
    fs::create_dir_all(dir).map_err(|source| InitError::Write { path: dir.to_owned(), source })?;
    for (path, (_, text)) in paths.iter().zip(TEMPLATES) {
        File::create_new(path)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(|source| InitError::Write { path: path.clone(), source })?;
    }
    Ok(paths)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::ingest::{Role, discover};
    use crate::model::Settings;
    use crate::model::register::Registers;

    #[test]
    fn templates_are_exports_without_rows_and_are_not_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let project = dir.path().join("new");
        assert_eq!(init(&project).unwrap().len(), TEMPLATES.len());
        let settings = Settings::load(&project).unwrap();
        assert_eq!(settings, Settings::default());
        let registers = Registers::load(&settings, &project).unwrap();
        let found = discover(&project, &settings, &registers).unwrap();
        let kinds: Vec<_> = found.exports.iter().map(|export| export.kind.as_str()).collect();
        assert_eq!(kinds, ["commitments", "coverage", "sessions", "targets", "teams"]);
        assert!(found.unusable.is_empty(), "{:?}", found.unusable);
        for export in &found.exports {
            for (role, header) in export.roles.iter().zip(&export.headers) {
                assert!(matches!(role, Role::Column(_)), "{}: {header} is {role:?}", export.source.file);
            }
        }
        fs::write(project.join("sessions.csv"), "mine").unwrap();
        assert!(matches!(init(&project), Err(InitError::Exists(_))));
        assert_eq!(fs::read_to_string(project.join("sessions.csv")).unwrap(), "mine");
    }

    /// The settings template with every setting switched on.
    fn all_settings() -> String {
        let lines = TEMPLATES[0].1.lines().map(|line| match line.strip_prefix('#') {
            Some(setting) if !setting.starts_with(' ') => setting,
            _ => line,
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_settings_template_is_valid_with_everything_switched_on() {
        let settings = Settings::from_toml(&all_settings()).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(settings.year, Some(2025));
        assert_eq!(settings.indicators[0].id, "markets_cashless");
        Registers::load(&settings, Path::new(".")).unwrap_or_else(|error| panic!("{error}"));
    }

    #[test]
    fn the_settings_template_names_every_setting() {
        // The parser says which keys it knows when it meets one that it does not.
        for broken in [
            "nonsense = 1",
            "[theme]\nnonsense = 1",
            "[files.\"a.csv\"]\nnonsense = 1",
            "[[topic]]\nid = \"a\"\nnonsense = 1",
            "[[indicator]]\nid = \"a\"\nnonsense = 1",
            "[[run_through]]\nchange = \"basis\"\nnonsense = 1",
            "[[target]]\nindicator = \"a\"\nnonsense = 1",
        ] {
            let message = Settings::from_toml(broken).unwrap_err().to_string();
            let known = message.split("expected one of").nth(1).unwrap_or_else(|| panic!("{message}"));
            for key in known.split('`').skip(1).step_by(2) {
                let named = all_settings().lines().any(|line| {
                    let bare = line.trim_start_matches('[');
                    bare.starts_with(&format!("{key} ="))
                        || (bare.len() < line.len() && bare.starts_with(key))
                });
                assert!(named, "{key} is not in the template");
            }
        }
    }
}
