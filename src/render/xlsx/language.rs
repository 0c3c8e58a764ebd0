//! What the library does not write: the language of the workbook among its properties, where programs that read it aloud look
//! for it, and of the words in its charts; the second line of a chart's title; and of points the look of their series where the
//! schema has it.
//!
//! The finished archive is copied as it is, packed, but for these small parts.

use std::io::{self, Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The part that holds the properties, and its end.
const PART: &str = "docProps/core.xml";
const END: &str = "</cp:coreProperties>";
/// Where charts are, and the language that the library gives their words.
const CHARTS: &str = "xl/charts/chart";
const THEIRS: &str = "\"en-US\"";
/// Between the two lines of a chart's title, when it is given to the library.
pub(super) const BREAK: char = '\u{2028}';

/// The workbook with its language (`vi-VN`); as it was where its properties already tell one.
pub(super) fn told(workbook: Vec<u8>, language: &str) -> Result<Vec<u8>, io::Error> {
    let mut from = ZipArchive::new(Cursor::new(&workbook))?;
    let mut core = String::new();
    from.by_name(PART)?.read_to_string(&mut core)?;
    let Some(properties) = core.strip_suffix(END).filter(|xml| !xml.contains("<dc:language>")) else {
        return Ok(workbook);
    };
    let mut to = ZipWriter::new(Cursor::new(Vec::with_capacity(workbook.len() + 64)));
    for part in 0..from.len() {
        let file = from.by_index_raw(part)?;
        let name = file.name()?.into_owned();
        if name != PART && !name.starts_with(CHARTS) {
            to.raw_copy_file(file)?;
            continue;
        }
        drop(file);
        // The time of a part is the earliest that the format knows, as the library has it.
        to.start_file(&*name, SimpleFileOptions::default().last_modified_time(zip::DateTime::DEFAULT))?;
        if name == PART {
            to.write_all(format!("{properties}<dc:language>{language}</dc:language>{END}").as_bytes())?;
        } else {
            let mut chart = String::new();
            from.by_index(part)?.read_to_string(&mut chart)?;
            let chart = unbroken(ordered(titled(&chart)));
            to.write_all(chart.replace(THEIRS, &format!("\"{language}\"")).as_bytes())?;
        }
    }
    Ok(to.finish()?.into_inner())
}

/// A chart whose title has its second line as a paragraph in plain, smaller letters.
fn titled(chart: &str) -> String {
    let parts = chart.split_once(BREAK).and_then(|(before, after)| {
        let run = before.rfind("<a:r>")?;
        let letters = &before[run + "<a:r>".len()..before.rfind("<a:t>")?];
        let plain = letters.replace(" b=\"1\"", " b=\"0\"").replace(" sz=\"1200\"", " sz=\"1000\"");
        Some(format!("{before}</a:t></a:r></a:p><a:p><a:r>{plain}<a:t>{after}"))
    });
    parts.unwrap_or_else(|| chart.to_owned())
}

/// A chart whose labels of words have one line: programs break those of points, which are wide, and their lines stand on their
/// neighbours. What names a line across is long, and may break.
fn unbroken(chart: String) -> String {
    const POINTS: &str = "<c:scatterChart>";
    const LABEL: &str = "<c:dLbl>";
    const BODY: &str = "<c:rich><a:bodyPr/>";
    if !chart.contains(POINTS) {
        return chart;
    }
    let mut labels = chart.split(LABEL);
    let mut done = labels.next().unwrap_or_default().to_owned();
    for label in labels {
        done += LABEL;
        done += &label.replacen(BODY, "<c:rich><a:bodyPr wrap=\"none\"/>", 1);
    }
    done
}

/// A chart whose series have their look before their marks: of points the library writes it behind them, which Excel takes
/// for a fault.
fn ordered(chart: String) -> String {
    const BEHIND: &str = "</c:marker><c:spPr>";
    const END: &str = "</c:spPr>";
    let (mut done, mut rest) = (String::with_capacity(chart.len()), chart.as_str());
    while let Some((marker, look)) = rest.find(BEHIND).and_then(|at| {
        let look = at + "</c:marker>".len();
        let end = look + rest[look..].find(END)? + END.len();
        Some((rest[..at].rfind("<c:marker>")?..look, look..end))
    }) {
        done += &rest[..marker.start];
        done += &rest[look.clone()];
        done += &rest[marker];
        rest = &rest[look.end..];
    }
    done + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_look_of_a_series_stands_before_its_marks() {
        let marker = "<c:marker><c:size val=\"9\"/><c:spPr><a/></c:spPr></c:marker>";
        let series = |look: &str| format!("<c:ser>{look}<c:xVal/></c:ser>");
        let (own, other) = ("<c:spPr><a:ln/></c:spPr>", "<c:spPr><b/></c:spPr>");
        let chart = series(&format!("{marker}{own}")) + &series(&format!("{marker}{other}"));
        let right = series(&format!("{own}{marker}")) + &series(&format!("{other}{marker}"));
        assert_eq!(ordered(chart), right);
        assert_eq!(ordered(right.clone()), right);
    }

    #[test]
    fn names_of_points_have_one_line() {
        let body = "<c:tx><c:rich><a:bodyPr/><a:p/></c:rich></c:tx>";
        let chart = |kind: &str, wrap: &str| {
            let own = body.replace("<a:bodyPr/>", &format!("<a:bodyPr{wrap}/>"));
            format!(
                "<c:title>{body}</c:title><c:{kind}><c:dLbls><c:dLbl>{own}</c:dLbl><c:dLbl>{own}</c:dLbl></c:dLbls></c:{kind}>"
            )
        };
        assert_eq!(unbroken(chart("scatterChart", "")), chart("scatterChart", " wrap=\"none\""));
        assert_eq!(unbroken(chart("lineChart", "")), chart("lineChart", ""));
    }

    #[test]
    fn a_title_of_two_lines_is_two_paragraphs() {
        let run = |bold: u8, size: u16, text: &str| {
            format!(
                "<a:p><a:r><a:rPr lang=\"en-US\" sz=\"{size}\" b=\"{bold}\"/><a:t>{text}</a:t></a:r></a:p>"
            )
        };
        let one = run(1, 1200, &format!("Tăng{BREAK}Tỷ lệ (%)"));
        assert_eq!(titled(&one), format!("{}{}", run(1, 1200, "Tăng"), run(0, 1000, "Tỷ lệ (%)")));
        assert_eq!(titled(&run(1, 1200, "Tăng")), run(1, 1200, "Tăng"));
    }
}
