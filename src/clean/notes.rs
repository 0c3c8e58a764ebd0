//! What the note and the source of a row say of its figures.

use std::sync::Arc;

use super::keys::Cells;
use crate::model::fold::{fold, tidy};

#[derive(Clone, Debug, Default)]
pub struct Note {
    /// Preliminary or estimated.
    pub preliminary: bool,
    /// Definition of the indicator that it gives, in small letters: however it is written, it is one.
    pub definition: Option<Arc<str>>,
    /// The definition as it is written.
    pub spelling: String,
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
    let given = ["định nghĩa:", "khái niệm:", "definition:"].iter().find_map(|lead| {
        let rest = behind(note, lead)?;
        let rest = tidy(rest.split(';').next().unwrap_or(rest));
        (!rest.is_empty()).then_some(rest)
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
        definition: given.as_ref().map(|text| Arc::from(text.to_lowercase())),
        spelling: given.map(|text| text.to_string()).unwrap_or_default(),
    }
}

/// What stands behind the first `lead`, itself in small letters, in whichever letters the note has it.
fn behind<'a>(note: &'a str, lead: &str) -> Option<&'a str> {
    let letters = lead.chars().count();
    note.char_indices().find_map(|(at, _)| {
        let rest = note.get(at..)?;
        let end = rest.char_indices().nth(letters).map_or(rest.len(), |(end, _)| end);
        let (head, tail) = rest.split_at(end);
        (head.to_lowercase() == lead).then_some(tail)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_is_one_in_any_letters_and_keeps_its_own() {
        // A letter that grows when it is made small stands before it.
        let note = read_note("İ, ước tính; ĐỊNH NGHĨA: Có sóng 5G trong UBND xã; x");
        assert_eq!(note.definition.as_deref(), Some("có sóng 5g trong ubnd xã"));
        assert_eq!((note.spelling.as_str(), note.preliminary), ("Có sóng 5G trong UBND xã", true));
        let none = read_note("định nghĩa: ; sơ bộ");
        assert_eq!((none.definition, none.spelling.as_str()), (None, ""));
    }
}
