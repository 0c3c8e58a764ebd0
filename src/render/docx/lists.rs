//! `word/numbering.xml`: the numbers of lists.

use super::styles::HANGING;
use super::xml::Xml;

/// `word/numbering.xml`: one numbered list, started afresh for each of `lists` lists.
pub(super) fn numbering(lists: usize) -> String {
    let hanging = HANGING.to_string();
    let mut xml = Xml::document();
    xml.open("w:numbering", &[("xmlns:w", super::W)]);
    xml.open("w:abstractNum", &[("w:abstractNumId", "0")]).val("w:multiLevelType", "singleLevel");
    xml.open("w:lvl", &[("w:ilvl", "0")])
        .val("w:start", "1")
        .val("w:numFmt", "decimal")
        .val("w:lvlText", "%1.");
    xml.val("w:lvlJc", "left")
        .open("w:pPr", &[])
        .empty("w:ind", &[("w:left", &hanging), ("w:hanging", &hanging)]);
    xml.close().close().close();
    for list in 1..=lists {
        xml.open("w:num", &[("w:numId", &list.to_string())]).val("w:abstractNumId", "0");
        xml.open("w:lvlOverride", &[("w:ilvl", "0")]).val("w:startOverride", "1").close().close();
    }
    xml.finish()
}
