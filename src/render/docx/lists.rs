//! `word/numbering.xml`: the numbers of lists.

use super::styles::{HANGING, KEY_LIST, LIST};
use super::xml::Xml;

/// Styles of items of lists, which bring their number along, and what programs know each kind of list by, so that it is not
/// taken for another one where it is pasted into a document.
const STYLES: [(&str, &str); 2] = [(LIST, "4E485301"), (KEY_LIST, "4E485302")];

/// The number by which items of the list, counted from 1, name it.
pub(super) fn number(list: usize) -> usize {
    STYLES.len() + list
}

/// The number by which a style names the list that its items continue, where it is one of items.
pub(super) fn of_style(style: &str) -> Option<usize> {
    STYLES.iter().position(|(known, _)| *known == style).map(|at| at + 1)
}

/// `word/numbering.xml`: a numbered list for each style, started afresh for each list, of which `lists` has the styles.
pub(super) fn numbering(lists: &[&str]) -> String {
    let hanging = HANGING.to_string();
    let mut xml = Xml::document();
    xml.open("w:numbering", &[("xmlns:w", super::W)]);
    for (id, (style, sign)) in STYLES.iter().enumerate() {
        xml.open("w:abstractNum", &[("w:abstractNumId", &id.to_string())])
            .val("w:nsid", sign)
            .val("w:multiLevelType", "singleLevel");
        xml.open("w:lvl", &[("w:ilvl", "0")])
            .val("w:start", "1")
            .val("w:numFmt", "decimal")
            .val("w:pStyle", style)
            .val("w:lvlText", "%1.")
            .val("w:lvlJc", "left")
            .open("w:pPr", &[])
            .empty("w:ind", &[("w:left", &hanging), ("w:hanging", &hanging)]);
        xml.close().close().close();
    }
    for id in 0..STYLES.len() {
        xml.open("w:num", &[("w:numId", &(id + 1).to_string())])
            .val("w:abstractNumId", &id.to_string())
            .close();
    }
    for (list, style) in (1..).zip(lists) {
        let kind = of_style(style).map_or(0, |number| number - 1);
        xml.open("w:num", &[("w:numId", &number(list).to_string())])
            .val("w:abstractNumId", &kind.to_string());
        xml.open("w:lvlOverride", &[("w:ilvl", "0")]).val("w:startOverride", "1").close().close();
    }
    xml.finish()
}
