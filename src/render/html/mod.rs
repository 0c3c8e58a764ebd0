//! `index.html`: one page that needs no network, no server and, to be read, no script.
//!
//! [`view`] turns the report into finished strings for the template; texts are escaped by the template engine,
//! and only the charts (our own SVG), the style sheet and the script go in as they are.

mod anchors;
mod bare;
mod explained;
mod foreign;
mod imprint;
mod lines;
mod narrow;
mod pages;
mod small;
mod tables;
mod view;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

use minijinja::{AutoEscape, Environment, Output, State, Value};

use rayon::prelude::*;

use super::{Edition, File, RenderError, Writer, charts};
use crate::compose::report::Figure;
use crate::compose::tongue::Tongues;
use crate::model::Lang;
pub(crate) use foreign::marked;

/// The writer of `index.html`.
pub(super) struct Html;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// Web fonts: family, weights, file; made by `data/fonts/web-fonts.py`.
const FONTS: [(&str, &str, &[u8]); 4] = [
    ("Be Vietnam Pro", "400", include_bytes!("../../../data/fonts/BeVietnamPro_400Regular_latin.woff2")),
    ("Be Vietnam Pro", "600 700", include_bytes!("../../../data/fonts/BeVietnamPro_600SemiBold_latin.woff2")),
    ("Tabular Digits", "400", include_bytes!("../../../data/fonts/TabularDigits_400Regular.woff2")),
    ("Tabular Digits", "600 700", include_bytes!("../../../data/fonts/TabularDigits_600SemiBold.woff2")),
];

impl Writer for Html {
    fn files(&self, edition: &Edition<'_>) -> Result<Vec<File>, RenderError> {
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_formatter(escape);
        // Words of the exports in a page of another language.
        let english = edition.report.lang == Lang::En;
        let tongues = Arc::new(Tongues::of(edition.report));
        let known = Arc::clone(&tongues);
        let marked = move |text: &str| match english {
            true => Value::from_safe_string(foreign::marked(&known, text)),
            false if text.contains(['–', '-']) => Value::from_safe_string(foreign::held(text).into_owned()),
            false => Value::from(text),
        };
        environment.add_filter("said", marked);
        let known = Arc::clone(&tongues);
        environment.add_filter("foreign", move |text: &str| known.is_vietnamese(text));
        environment.add_template("page", PAGE)?;
        let narrow = narrow(edition)?;
        let page = view::Page::new(edition, &tongues, &narrow, style(edition), SCRIPT);
        let text = environment.get_template("page")?.render(minijinja::value::Serde(&page))?;
        Ok(vec![File::new("index.html", text)])
    }
}

/// Writes a value with the five signs escaped that matter in text and in quoted attributes (the engine's own way
/// escapes `/` as well, which names of figures are full of).
fn escape(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    let text = match value.as_str() {
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(value.to_string()),
    };
    let written = if value.is_safe() { out.write_str(&text) } else { out.write_str(&escaped(&text)) };
    written.map_err(|_| minijinja::ErrorKind::WriteFailure.into())
}

/// The text with those signs escaped.
fn escaped(text: &str) -> Cow<'_, str> {
    const SIGNS: [char; 5] = ['&', '<', '>', '"', '\''];
    if !text.contains(SIGNS) {
        return text.into();
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for piece in text.split_inclusive(SIGNS) {
        let (plain, sign) = match piece.char_indices().next_back() {
            Some((at, '&')) => (&piece[..at], "&amp;"),
            Some((at, '<')) => (&piece[..at], "&lt;"),
            Some((at, '>')) => (&piece[..at], "&gt;"),
            Some((at, '"')) => (&piece[..at], "&quot;"),
            Some((at, '\'')) => (&piece[..at], "&#39;"),
            _ => (piece, ""),
        };
        escaped.push_str(plain);
        escaped.push_str(sign);
    }
    escaped.into()
}

/// Width of a chart on a narrow screen.
const NARROW: f64 = 350.0;

/// The charts drawn so narrow that a phone shows them whole, in letters that can be read there.
fn narrow(edition: &Edition<'_>) -> Result<Vec<String>, RenderError> {
    let theme = charts::Theme { width: NARROW, ..edition.theme.charts() };
    edition
        .report
        .figures
        .par_iter()
        .map(|figure| {
            let figure = Figure { id: format!("{}-narrow", figure.id), ..figure.clone() };
            charts::svg(&figure, &theme, charts::Frame::Bare)
                .map(|svg| bare::bare(&svg))
                .map_err(|source| RenderError::Chart { figure: figure.id.clone(), source })
        })
        .collect()
}

/// The style sheet with its fonts inside, and the rules of the charts.
fn style(edition: &Edition<'_>) -> String {
    let mut css = font_faces();
    css.push_str(STYLE);
    css.push_str(&edition.theme.charts().stylesheet());
    css
}

/// The letters of the page as rules of a style sheet, for pages that stand beside it as well.
pub fn font_faces() -> String {
    let mut css = String::with_capacity(STYLE.len() + 60_000);
    for (family, weight, bytes) in FONTS {
        // Writing to a string cannot fail.
        let _ = write!(
            css,
            "@font-face{{font-family:\"{family}\";font-weight:{weight};font-display:swap;src:url(data:font/woff2;base64,{}) format(\"woff2\")}}",
            base64(bytes)
        );
    }
    css
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits =
            group.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for place in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place <= group.len() { char::from(sign) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use crate::compose::report::Block;
    use crate::render::sample;

    fn page() -> String {
        sample::with_edition(&sample::report(), |edition| {
            String::from_utf8(Html.files(edition).unwrap().remove(0).bytes).unwrap()
        })
    }

    #[test]
    fn base64_is_standard() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn text_never_becomes_markup() {
        let page = page();
        assert!(!page.contains("<script>alert"));
        assert!(page.contains("&lt;script&gt;alert(1)"));
        assert!(page.contains("{{ 7 * 7 }}"), "braces of a text are not evaluated");
        assert_eq!(page.matches("<script").count(), 1);
    }

    #[test]
    fn nothing_is_fetched() {
        let page = page();
        for outside in ["src=\"http", "href=\"http", "url(http", "@import", "url(//", "src=\"//"] {
            assert!(!page.contains(outside), "{outside}");
        }
    }

    #[test]
    fn formulas_and_lines_stand_once_and_pages_wait_to_be_asked_for() {
        let report = sample::report();
        let page = page();
        let formula = "tỷ lệ = số đạt ÷ tổng số × 100";
        assert!(report.explanations.values().filter(|e| e.formula == formula).count() > 3);
        assert_eq!(page.matches(formula).count(), 1);
        assert_eq!(page.matches("2022,Sơn La,thôn có sóng").count(), 1);
        // A line of cells is a row below the headers of its file.
        assert_eq!(page.matches("<th>Dòng<th>Tỉnh<th>Kỳ</thead>").count(), 1);
        assert!(page.contains("<th>12<td>Sơn La<td>2022\n"), "the row of line 12");
        let figures =
            page.split("<noscript id=\"figures\">").nth(1).unwrap().split("</noscript>").next().unwrap();
        assert_eq!(figures.matches("<tr id=-").count(), report.explanations.len());
        assert_eq!(figures.matches("href=#L1>").count(), report.explanations.len());
        assert_eq!(
            figures.matches("nhipso explain <b>").count(),
            figures.matches("<div class=\"xg\">").count()
        );
        let own = page.split("<noscript data-p=\"14\">").nth(1).unwrap().split("</noscript>").next().unwrap();
        assert!(own.contains("Bao phủ ở tỉnh") && own.contains("<svg"));
        assert_eq!(page.matches("Bao phủ ở tỉnh").count(), 1);
    }

    #[test]
    fn a_row_speaks_of_the_place_that_it_names() {
        let page = page();
        // Two places had the code 96: the row names one of them.
        let row =
            page.split("<tr").skip(1).find(|row| row.contains(">Cà Mau<") && row.contains("data-p")).unwrap();
        assert!(row.contains("data-p=\"96\""), "{row}");
        assert!(!page.contains("<tr data-p=\"96@63\""));
        assert!(page.contains("<tr data-p=\"14\""));
    }

    #[test]
    fn heads_say_how_they_sort_and_numbers_stand_once() {
        let mut report = sample::report();
        let Some(Block::Table(table)) = report
            .chapters
            .iter_mut()
            .flat_map(|chapter| &mut chapter.blocks)
            .find(|block| matches!(block, Block::Table(_)))
        else {
            panic!("no table")
        };
        table.columns[1].rank = true;
        let page = sample::with_edition(&report, |edition| {
            String::from_utf8(Html.files(edition).unwrap().remove(0).bytes).unwrap()
        });
        assert!(page.contains("class=\"w\" data-up>Đơn vị"), "words upwards first");
        assert!(page.contains("class=\"n w\" data-up>2021"), "ranks upwards first");
        assert!(page.contains("class=\"n w\">2022"), "amounts downwards first");
        assert!(page.contains("<td>92,60<"), "the text is the number");
    }

    #[test]
    fn an_english_page_says_what_is_vietnamese() {
        for report in sample::composed() {
            let page = sample::with_edition(&report, |edition| {
                String::from_utf8(Html.files(edition).unwrap().remove(0).bytes).unwrap()
            });
            let english = report.lang == Lang::En;
            let row = page.split("id=\"commitments-table\"").nth(1).unwrap().split("<tbody>").nth(1).unwrap();
            let cell = row.split("<td").next().unwrap();
            assert_eq!(cell.contains("<th lang=vi>"), english, "{cell}");
        }
    }

    #[test]
    fn charts_of_few_points_stand_beside_their_titles_on_paper() {
        use crate::compose::report::{Chart, Line, Lines};
        let mut report = sample::report();
        let lines = |years: i16| {
            let times = (0..years).map(|year| (2020.0 + f64::from(year), (2020 + year).to_string()));
            Chart::Lines(Lines { times: times.collect(), lines: vec![Line::default()], ..Lines::default() })
        };
        let slim = |report: &crate::compose::Report| {
            let page = sample::with_edition(report, |edition| {
                String::from_utf8(Html.files(edition).unwrap().remove(0).bytes).unwrap()
            });
            page.matches("<figure class=\"block slim\"").count()
        };
        report.figures.truncate(1);
        report.figures[0].chart = lines(2);
        assert_eq!(slim(&report), 1);
        report.figures[0].chart = lines(5);
        assert_eq!(slim(&report), 0);
    }

    #[test]
    fn a_map_stands_before_the_table_it_would_follow() {
        use crate::compose::report::{Chart, Tiles};
        let mut report = sample::report();
        report.figures.truncate(1);
        report.figures[0].chart = Chart::Tiles(Tiles::default());
        let blocks = report.chapters.iter().flat_map(|chapter| chapter.blocks.clone());
        let table = blocks.into_iter().find(|block| matches!(block, Block::Table(_))).unwrap();
        report.chapters.truncate(1);
        report.chapters[0].blocks = vec![table, Block::Figure(0)];
        let first = |report: &crate::compose::Report| {
            let page = sample::with_edition(report, |edition| {
                String::from_utf8(Html.files(edition).unwrap().remove(0).bytes).unwrap()
            });
            let chapter = page.split("<section class=\"chapter\"").nth(1).unwrap().to_owned();
            chapter.find("<figure").unwrap() < chapter.find("<caption").unwrap()
        };
        assert!(first(&report));
        report.figures[0].chart = Chart::Lines(crate::compose::report::Lines::default());
        assert!(!first(&report), "other charts stay behind it");
    }

    #[test]
    fn on_paper_the_last_lines_stand_above_a_signature() {
        let mut report = sample::report();
        report.imprint =
            vec!["Dòng cuối của báo cáo".into(), format!("teams.csv (SHA-256 {})", "0f".repeat(32))];
        report.signing = Some(crate::compose::report::Signing::default());
        let page = |report: &crate::compose::Report| {
            sample::with_edition(report, |edition| {
                String::from_utf8(Html.files(edition).unwrap().remove(0).bytes).unwrap()
            })
        };
        let signed = page(&report);
        let (before, after) = signed.split_once("<div class=\"signing\">").unwrap();
        let line = "<p>Dòng cuối của báo cáo</p><p>teams.csv (SHA-256 <span class=\"sum\">";
        assert!(before.contains(&format!("<div class=\"imprint\">{line}")), "for paper");
        assert!(after.contains(line), "for a screen");
        let last = before.rsplit("<section class=\"chapter\"").next().unwrap();
        assert!(!last.contains("</section>"), "the signature ends the last chapter");
        report.signing = None;
        assert!(!page(&report).contains("class=\"imprint\""));
    }

    #[test]
    fn paper_says_which_table_goes_on() {
        let page = page();
        let table = page.split("id=\"coverage-table\"").nth(1).unwrap().split("</thead>").next().unwrap();
        let again = "<tr class=\"again\" aria-hidden=\"true\"><td colspan=\"5\">Bảng 1 (tiếp theo)</td></tr>";
        assert!(table.contains(again), "{table}");
        assert!(!page.contains("Bảng 0 "), "a table without a number has no such line");
    }

    #[test]
    fn dates_carry_their_days_and_go_upwards_first() {
        for report in sample::composed() {
            let page = sample::with_edition(&report, |edition| {
                String::from_utf8(Html.files(edition).unwrap().remove(0).bytes).unwrap()
            });
            let table =
                page.split("id=\"commitments-table\"").nth(1).unwrap().split("</table>").next().unwrap();
            let heads: Vec<&str> = table.split("<th").skip(2).collect();
            let name = report.lang.pick("Ngày đối thoại", "Session");
            let column = heads.iter().position(|head| head.contains(name)).unwrap();
            assert!(heads[column].contains(" data-up>"), "{}", heads[column]);
            let rows: Vec<&str> = table.split("<tbody>").nth(1).unwrap().split("<tr").skip(1).collect();
            assert!(rows.len() > 3);
            for row in rows {
                let cell =
                    row.split("<t").skip(1).filter(|cell| cell.starts_with(['d', 'h'])).nth(column).unwrap();
                let day: f64 =
                    cell.split("data-v=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
                assert!((2023.0..2024.0).contains(&day), "{cell}");
            }
        }
    }

    #[test]
    fn every_link_within_the_page_has_its_place_and_no_id_stands_twice() {
        let page = page();
        // The script writes links and ids of its own.
        let page = page.split("<script>").next().unwrap();
        let attribute = |name: &str| -> Vec<String> {
            let quoted = |rest: &str| rest.split('"').next().unwrap().to_owned();
            let bare = |rest: &str| rest.split([' ', '>']).next().unwrap().to_owned();
            let found = page.match_indices(name).map(|(at, _)| &page[at + name.len()..]);
            found.map(|rest| rest.strip_prefix('"').map_or_else(|| bare(rest), quoted)).collect()
        };
        let mut ids = attribute(" id=");
        let links: Vec<String> = attribute(" href=")
            .into_iter()
            .filter_map(|link| link.strip_prefix('#').map(str::to_owned))
            .collect();
        assert!(links.len() > 20);
        let decode = |link: &str| -> String {
            let mut bytes = Vec::new();
            let mut rest = link.bytes();
            while let Some(byte) = rest.next() {
                match byte {
                    b'%' => bytes.push(
                        u8::from_str_radix(
                            &String::from_utf8(vec![rest.next().unwrap(), rest.next().unwrap()]).unwrap(),
                            16,
                        )
                        .unwrap(),
                    ),
                    byte => bytes.push(byte),
                }
            }
            String::from_utf8(bytes).unwrap().replace('&', "&amp;")
        };
        for link in links {
            assert!(ids.contains(&link) || ids.contains(&decode(&link)), "{link}");
        }
        ids.sort();
        let all = ids.len();
        ids.dedup();
        assert_eq!(all, ids.len());
    }
    #[test]
    fn periods_of_teams_carry_their_time() {
        let mut told = 0;
        for report in sample::composed() {
            let blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
            for table in blocks.filter_map(|block| match block {
                Block::Table(table) if table.id.starts_with("teams-table") => Some(table),
                _ => None,
            }) {
                let name = report.lang.pick("Kỳ", "Period");
                let Some(at) = table.columns.iter().position(|column| column.label == name) else { continue };
                for row in &table.rows {
                    told += 1;
                    assert!(row.cells[at].value.is_some_and(|time| time > 2000.0), "{:?}", row.cells[at]);
                }
            }
        }
        assert!(told > 1, "{told}");
    }
}
