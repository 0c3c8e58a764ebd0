//! Whose the report is, at its head, and who signs it, at its end, in the letters of Decree 30/2020.

use super::flow::{Flow, column as height_of};
use super::inline::run;
use super::styles::place;
use super::table::{COLUMN, open_cell, open_plain};
use super::xml::Xml;
use crate::compose::report::Signing;
use crate::render::letters::serif;

/// Width of the column with the state's name, twips, so that it stands on one line.
const STATE_COLUMN: u32 = 5400;
/// What a cell leaves left and right of its words together, twips and points.
const BESIDE: u32 = 216;
const BESIDE_POINTS: f64 = 10.8;
/// Lines between who signs and the name.
const ROOM_TO_SIGN: usize = 5;
/// The line below the office, of the width of its name, and that below the motto.
const OFFICE_RULE: f64 = 0.4;
const MOTTO_RULE: f64 = 1.0;
/// What a line takes with what stands around it, points.
const RULE: f64 = 7.0;

/// Styles of letters within the lines of a cell; a style of paragraphs may have bold ones by itself.
const PLAIN: &str = "";
const BOLD: &str = "Strong";
const ITALIC: &str = "Emphasis";

/// A line of a cell: words in a style, or the rule below words of that style, of their width as a part.
enum Line<'a> {
    Words(&'static str, &'a str, &'static str),
    Rule(&'static str, &'a str, f64),
}

/// The head of the first page: who writes, left; the state and its motto, right; below them, on one line, the number beside
/// place and day.
pub(super) fn head(xml: &mut Xml, flow: &mut Flow, signing: &Signing) {
    use Line::{Rule, Words};
    let widths = [COLUMN - STATE_COLUMN, STATE_COLUMN];
    let (issuer, state) = (signing.issuer.to_uppercase(), signing.state.to_uppercase());
    let last = issuer.lines().last().unwrap_or_default();
    let left = issuer.lines().map(|line| Words("Letterhead", line, PLAIN)).chain([Rule(
        "Letterhead",
        last,
        OFFICE_RULE,
    )]);
    let right = [
        Words("Letterhead", &state, PLAIN),
        Words("LetterheadText", &signing.motto, BOLD),
        Rule("LetterheadText", &signing.motto, MOTTO_RULE),
    ];
    let number = vec![Words("LetterheadText", &signing.number, PLAIN)];
    let dated = vec![Words("LetterheadText", &signing.dated, ITALIC)];
    let rows = vec![[left.collect(), right.into()], [number, dated]];
    side_by_side(xml, flow, &signing.issuer, widths, rows, false);
}

/// Who receives the report, left, and who signs it, right, with room for the signature; one page holds it.
pub(super) fn signature(xml: &mut Xml, flow: &mut Flow, signing: &Signing) {
    use Line::Words;
    let post = signing.post.to_uppercase();
    let receivers = signing.receivers.iter().map(|one| Words("Receivers", one, PLAIN));
    let left = [Words("Recipients", &signing.recipients, PLAIN)].into_iter().chain(receivers);
    let right = [Words("Signature", &post, BOLD), Words("Signature", &signing.how, ITALIC)]
        .into_iter()
        .chain((0..ROOM_TO_SIGN).map(|_| Words("Signature", "", BOLD)))
        .chain([Words("Signature", &signing.name, BOLD)]);
    side_by_side(xml, flow, &signing.post, [COLUMN / 2; 2], vec![[left.collect(), right.collect()]], true);
}

/// Rows of two cells side by side, so many twips wide; the lines of those that are `kept` stay on one page.
fn side_by_side(
    xml: &mut Xml,
    flow: &mut Flow,
    title: &str,
    widths: [u32; 2],
    rows: Vec<[Vec<Line<'_>>; 2]>,
    kept: bool,
) {
    let room = |width: u32| f64::from(width) / 20.0 - BESIDE_POINTS;
    let high = |(cell, width): (&Vec<Line<'_>>, u32)| {
        let line = |line: &Line<'_>| match line {
            // A line without words is as high as one with words.
            Line::Words(style, text, _) => {
                height_of([(*style, if text.is_empty() { "0" } else { *text })].into_iter(), room(width))
            }
            Line::Rule(..) => RULE,
        };
        cell.iter().map(line).sum::<f64>()
    };
    let highest = |cells: &[Vec<Line<'_>>; 2]| cells.iter().zip(widths).map(high).fold(0.0, f64::max);
    flow.block(rows.iter().map(highest).sum());
    open_plain(xml, title, &widths.map(|width| width.to_string()).each_ref().map(String::as_str), &[]);
    for cells in rows {
        xml.open("w:tr", &[]).open("w:trPr", &[]).empty("w:cantSplit", &[]).close();
        for (cell, width) in cells.into_iter().zip(widths) {
            open_cell(xml, &width.to_string(), false);
            for line in cell {
                xml.open("w:p", &[]).open("w:pPr", &[]);
                let (Line::Words(style, ..) | Line::Rule(style, ..)) = line;
                xml.val("w:pStyle", style);
                if kept {
                    xml.empty("w:keepNext", &[]);
                }
                match line {
                    Line::Words(_, text, look) => {
                        xml.close();
                        run(xml, text, look);
                    }
                    Line::Rule(style, words, part) => {
                        rule(xml, inset(style, words, part, width));
                        xml.close();
                    }
                }
                xml.close();
            }
            xml.close();
        }
        xml.close();
    }
    xml.close();
}

/// How far a rule stands from both sides of a cell, twips, so that it has the width of bold words in a style, as a part.
fn inset(style: &str, words: &str, part: f64, width: u32) -> u32 {
    let inner = width - BESIDE;
    let long = (serif(words, true) * place(style).size * 20.0 * part).min(f64::from(inner) * part);
    (inner - long.round() as u32) / 2
}

/// The lower border of a paragraph that is narrower than its cell.
fn rule(xml: &mut Xml, inset: u32) {
    let inset = inset.to_string();
    xml.open("w:pBdr", &[]);
    let border = [("w:val", "single"), ("w:sz", "6"), ("w:space", "0"), ("w:color", "000000")];
    xml.empty("w:bottom", &border).close();
    let spacing = [("w:before", "0"), ("w:after", "80"), ("w:line", "60"), ("w:lineRule", "exact")];
    xml.empty("w:spacing", &spacing).empty("w:ind", &[("w:left", &inset), ("w:right", &inset)]);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_number_stands_on_the_line_of_place_and_day() {
        let report = crate::render::sample::report();
        let signing = report.signing.unwrap();
        let mut xml = Xml::document();
        head(&mut xml, &mut Flow::default(), &signing);
        let text = xml.finish();
        let last = text.rsplit("<w:tr>").next().unwrap();
        for told in [&signing.number, &signing.dated] {
            assert!(last.contains(told.as_str()), "{told}: {last}");
        }
        assert!(!last.contains(&signing.motto), "{last}");
    }

    #[test]
    fn the_states_name_stands_on_one_line_and_rules_have_the_width_of_words() {
        for state in ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM"] {
            let wide = serif(state, true) * place("Letterhead").size;
            assert!(wide < f64::from(STATE_COLUMN - BESIDE) / 20.0, "{state}: {wide}");
        }
        let motto = "Độc lập - Tự do - Hạnh phúc";
        let long =
            f64::from(STATE_COLUMN - BESIDE - 2 * inset("LetterheadText", motto, MOTTO_RULE, STATE_COLUMN));
        let wide = serif(motto, true) * place("LetterheadText").size * 20.0;
        assert!((long - wide).abs() < 3.0, "{long} {wide}");
        // Between a third and a half of a name, of what its cell holds of it.
        let office = "ỦY BAN NHÂN DÂN TỈNH SƠN LA, VĂN PHÒNG CHUYỂN ĐỔI SỐ";
        let inner = f64::from(3784 - BESIDE);
        let part = (inner - 2.0 * f64::from(inset("Letterhead", office, OFFICE_RULE, 3784))) / inner;
        assert!((1.0 / 3.0..=0.5).contains(&part), "{part}");
    }
}
