//! How the report looks: what an office may change, in `nhipso.toml` or in a file of its own.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Settings, SettingsError};
use crate::model::{OwnText, reason};

/// How the report looks: what an office may change. What can serve is judged where it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Colour of headings and main lines, as `#12436D`.
    pub accent: Option<String>,
    /// Colours of series in charts, as `#12436D`, in the order of use.
    #[serde(default)]
    pub palette: Vec<String>,
    /// Picture of the office for the cover (PNG or SVG), a path from the folder of the file that names it.
    pub logo: Option<PathBuf>,
}

/// A theme in a file of its own: what it says goes before the project's.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    office: Option<OwnText>,
    #[serde(default)]
    theme: Theme,
}

impl Settings {
    /// Takes office and looks from a theme file, which holds `office` and `[theme]` as `nhipso.toml` does.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read, or says anything else.
    pub fn take_theme(&mut self, path: &Path) -> Result<(), SettingsError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| SettingsError::Unreadable { path: path.to_owned(), source })?;
        let wire: Wire = toml::from_str(&text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let before = text.get(..start).unwrap_or_default();
            SettingsError::BadTheme {
                path: path.to_owned(),
                line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
                problem: reason::of_toml(error.message()),
            }
        })?;
        if wire.office.is_some() {
            self.office = wire.office;
        }
        self.theme = wire.theme;
        self.theme_folder = Some(path.parent().unwrap_or(Path::new("")).to_owned());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_theme_file_goes_before_the_project() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so.toml");
        std::fs::write(&path, "office = \"Sở A\"\n\n[theme]\naccent = \"#006341\"\n").unwrap();
        let mut settings = Settings::from_toml("title = \"T\"\noffice = \"B\"\n").unwrap();
        settings.take_theme(&path).unwrap();
        assert_eq!(settings.office, Some(OwnText::Same("Sở A".to_owned())));
        assert_eq!(settings.theme.accent.as_deref(), Some("#006341"));
        assert_eq!(settings.theme_folder.as_deref(), Some(folder.path()));
        std::fs::write(&path, "[theme]\n\ncolour = \"#006341\"\n").unwrap();
        let error = settings.take_theme(&path).unwrap_err().to_string();
        assert!(error.contains("so.toml, line 3: unknown field `colour`"), "{error}");
        assert!(settings.take_theme(&folder.path().join("none.toml")).is_err());
    }
}
