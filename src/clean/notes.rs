//! What the note and the source of a row say of its figures.

use std::sync::Arc;

use super::keys::Cells;
use crate::model::fold::{fold, tidy};

#[derive(Clone, Debug, Default)]
pub struct Note {
    /// Preliminary or estimated.
    pub preliminary: bool,
    /// Definition of the indicator that it gives.
    pub definition: Option<Arc<str>>,
}

/// The source in a cell.
pub fn source_of(sources: &mut Cells<Option<Arc<str>>>, cell: &[u8]) -> Option<Arc<str>> {
    let id = sources.id(cell, |cell| {
        let text = tidy(&String::from_utf8_lossy(cell));
        (!text.is_empty()).then(|| Arc::from(text))
    });
    sources.get(id).clone()
}

/// What a note says of its figure.
pub fn read_note(note: &str) -> Note {
    let folded = format!(" {} ", fold(note));
    let says = |words: &[&str]| words.iter().any(|word| folded.contains(&format!(" {word} ")));
    let definition = ["định nghĩa:", "khái niệm:", "definition:"].iter().find_map(|lead| {
        let lower = note.to_lowercase();
        let at = lower.find(lead)?;
        let rest = lower.get(at + lead.len()..)?;
        let rest = tidy(rest.split(';').next().unwrap_or(rest));
        (!rest.is_empty()).then(|| Arc::from(rest))
    });
    Note {
        preliminary: says(&[
            "so bo",
            "uoc tinh",
            "uoc",
            "preliminary",
            "estimate",
            "estimated",
            "provisional",
        ]),
        definition,
    }
}
