//! The look an office may choose: its colour.

use super::charts::{self, Color};

/// Colours of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Colour of headings, links and rules.
    pub accent: Color,
}

impl Theme {
    /// The theme with an office's own colour, or the default one where white words could not be read on it.
    pub fn with_accent(accent: Color) -> Self {
        let white = Color(255, 255, 255);
        if accent.contrast(white) >= 4.5 { Theme { accent } } else { Theme::default() }
    }

    /// What charts look like.
    pub(super) fn charts(&self) -> charts::Theme {
        charts::Theme::default().with_accent(self.accent)
    }
}

impl Default for Theme {
    fn default() -> Self {
        Theme { accent: charts::Theme::default().series[0].light }
    }
}
