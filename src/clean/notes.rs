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
    /// What it says besides, as it is written: whoever defends the figure needs it.
    pub remark: Option<Arc<str>>,
}

/// What a cell says, as it is written.
pub fn words_of(known: &mut Cells<Option<Arc<str>>>, cell: &[u8]) -> Option<Arc<str>> {
    let id = known.id(cell, |cell| {
        let text = tidy(&String::from_utf8_lossy(cell));
        (!text.is_empty()).then(|| Arc::from(text))
    });
    known.get(id).clone()
}

/// Words that call a figure preliminary or estimated, folded.
const PRELIMINARY: [&str; 7] =
    ["so bo", "uoc tinh", "uoc", "preliminary", "estimate", "estimated", "provisional"];

/// What stands before a definition.
const DEFINES: [&str; 3] = ["định nghĩa:", "khái niệm:", "definition:"];

/// What a note says of its figure.
pub fn read_note(note: &str) -> Note {
    let folded = format!(" {} ", fold(note));
    let says = |words: &[&str]| words.iter().any(|word| folded.contains(&format!(" {word} ")));
    let besides = note.split(';').map(tidy).filter(|part| {
        let says_more = !PRELIMINARY.contains(&fold(part).as_str());
        says_more && !part.is_empty() && DEFINES.iter().all(|lead| behind(part, lead).is_none())
    });
    let remark = besides.map(|part| part.to_string()).collect::<Vec<_>>().join("; ");
    let given = DEFINES.iter().find_map(|lead| {
        let rest = behind(note, lead)?;
        let rest = tidy(rest.split(';').next().unwrap_or(rest));
        (!rest.is_empty()).then_some(rest)
    });
    Note {
        preliminary: says(&PRELIMINARY),
        definition: given.as_ref().map(|text| Arc::from(text.to_lowercase())),
        spelling: given.map(|text| text.to_string()).unwrap_or_default(),
        remark: (!remark.is_empty()).then(|| remark.into()),
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

    #[test]
    fn what_a_note_says_besides_is_kept_as_it_is_written() {
        let remark = |note: &str| read_note(note).remark;
        assert_eq!(
            remark("  suy ra: 95,10 trừ 2,71 điểm % ").as_deref(),
            Some("suy ra: 95,10 trừ 2,71 điểm %")
        );
        assert_eq!(
            remark("Sơ bộ; 2 xã chưa báo cáo; định nghĩa: có sóng 5G").as_deref(),
            Some("2 xã chưa báo cáo")
        );
        for nothing in ["", "ước tính", "Định nghĩa: theo Đề án", " ; sơ bộ"] {
            assert_eq!(remark(nothing), None, "{nothing}");
        }
    }
}
