//! What stands above a printed sheet: what its table says, whole, and in lines of its own what it measures.
//!
//! Programs do not break a head where it leaves the page: its lines are broken here, and the sheet begins below them.

use rust_xlsxwriter::Worksheet;

use super::fill::whole_words;
use super::look;

/// Characters of a head with its looks.
const MOST: usize = 255;
/// Its looks: letters of the workbook, strong, then plain, in as few of its characters as say so.
const STRONG: &str = "&L&12&B";
const PLAIN: &str = "&B";
/// Size of its letters, and from line to line, points.
const SIZE: f64 = 12.0;
const NEXT: f64 = 14.5;
/// Room across an upright page and a page across, points, between margins of the width that is usual.
const UPRIGHT: f64 = 494.0;
const ACROSS: f64 = 741.0;
/// Margins in inches: at the sides, of the head and the foot, and above the sheet where the head has few lines.
const SIDE: f64 = 0.7;
const HEAD: f64 = 0.3;
const TOP: f64 = 0.75;

/// Sets a sheet upright or across, with its head.
pub(super) fn write(page: &mut Worksheet, texts: [&str; 2], upright: bool) {
    let room = match upright {
        true => page.set_portrait(),
        false => page.set_landscape(),
    };
    let (head, lines) = head(texts, if upright { UPRIGHT } else { ACROSS });
    let top = TOP.max(HEAD + (lines as f64 * NEXT + 8.0) / 72.0);
    room.set_header(head)
        .set_header_footer_scale_with_doc(false)
        .set_margins(SIDE, SIDE, top, TOP, HEAD, HEAD);
}

/// The head with its lines, and how many those are. Of a text that is too long for a head the measure loses its end.
fn head([strong, plain]: [&str; 2], room: f64) -> (String, usize) {
    let looks = STRONG.len() + PLAIN.len();
    let lines = |text: &str, bold: bool| look::broken(text, bold, room / SIZE * 2.0).join("\n");
    let mut head = lines(&clipped(strong, MOST - looks), true);
    let left = (MOST - looks).saturating_sub(head.chars().count() + 1);
    let plain = lines(&clauses(plain, left).unwrap_or_else(|| clipped(plain, left)), false);
    let separated = if plain.is_empty() { String::new() } else { format!("\n{PLAIN}{plain}") };
    head = format!("{STRONG}{head}{separated}");
    let count = head.matches('\n').count() + 1;
    (head, count)
}

/// Of what is measured and remarked of it, as many clauses as a head of so many characters holds, where an ampersand counts
/// twice: the list of all sheets has all of them. Nothing where it does not hold the first.
fn clauses(text: &str, most: usize) -> Option<String> {
    let whole = text.replace('&', "&&");
    let ends = whole.match_indices("; ").map(|(at, _)| at).chain([whole.len()]);
    let fits = |at: &usize| whole[..*at].chars().count() <= most;
    ends.filter(fits).last().map(|at| whole[..at].to_owned())
}

/// The words of a text, its clauses where these hold most of it, that a head of so many characters holds, where an ampersand counts twice.
fn clipped(text: &str, most: usize) -> String {
    let whole = text.replace('&', "&&");
    match (most < 12, whole.chars().count() <= most) {
        (_, true) => whole,
        (true, _) => String::new(),
        // A mark of two characters is not cut into one.
        _ => {
            let most = most.saturating_sub(text.matches('&').count());
            // Of what is measured the unit is kept, though its words are cut.
            let measure = text.split_once("; ").map_or(text, |(measure, _)| measure);
            let unit = measure.rfind(" (").filter(|_| measure.ends_with(')')).map(|at| &measure[at..]);
            let (long, room) = (measure.chars().count() > most, unit.map_or(0, |unit| unit.chars().count()));
            if let Some(unit) = unit.filter(|_| long && room * 2 < most) {
                return format!("{}{unit}", whole_words(measure, most - room)).replace('&', "&&");
            }
            let words = whole_words(text, most);
            let clause = words.rsplit_once("; ").filter(|(first, _)| first.len() * 2 > words.len());
            clause.map_or(words.clone(), |(first, _)| format!("{first}…")).replace('&', "&&")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::letters::serif;

    #[test]
    fn a_head_is_whole_and_within_the_page() {
        let headline = "Một nửa số đơn vị ở giữa xích lại gần nhau: khoảng chứa chúng từ 14,6 điểm % năm 2019 thu hẹp còn 10,7 điểm % năm 2025";
        let measure = "Thôn, bản được phủ băng rộng di động: thấp nhất, tứ phân vị, trung vị và cao nhất (%)";
        for (room, lines) in [(UPRIGHT, 3), (ACROSS, 2)] {
            let (head, count) = head([headline, measure], room);
            assert_eq!(count, lines, "{head}");
            assert!(head.chars().count() <= MOST, "{head}");
            let (strong, plain) = head.split_once(&format!("\n{PLAIN}")).unwrap_or_default();
            assert_eq!(strong.replace('\n', " "), format!("{STRONG}{headline}"));
            assert_eq!(plain.replace('\n', " "), measure);
            let widest = |text: &str| text.lines().map(|line| serif(line, true) * SIZE).fold(0.0, f64::max);
            assert!(widest(strong.trim_start_matches(STRONG)) <= room);
        }
    }

    #[test]
    fn remarks_that_a_head_does_not_hold_are_left_out_whole() {
        let measure = "Change of share a year & its interval (percentage points a year); the 15 of 40 topics that change fastest; verdicts by q";
        let headline = "Rising: “E-commerce”, “Online fraud” and 2 other topics; falling: “Mobile black spots”, “Spam calls and messages” and 4 other topics";
        let (head, _) = head([headline, measure], ACROSS);
        let joined = head.replace('\n', " ");
        assert!(head.chars().count() <= MOST && joined.contains(headline), "{head}");
        assert!(
            joined.ends_with(
                "a year && its interval (percentage points a year); the 15 of 40 topics that change fastest"
            ),
            "{head}"
        );
        assert_eq!(clauses("a; b & c; d", 7), Some("a".into()));
        assert_eq!(clauses("a; b & c; d", 9), Some("a; b && c".into()));
        assert_eq!(clauses("a; b & c; d", 99), Some("a; b && c; d".into()));
        assert_eq!(clauses("long; b", 3), None);
        assert_eq!(clauses("", 0), Some(String::new()));
    }

    #[test]
    fn what_is_too_long_for_a_head_loses_the_end_of_its_measure() {
        let (long, other) = ("mười & một ".repeat(12), "đo & đếm ".repeat(40));
        let (head, _) = head([long.trim(), other.trim()], ACROSS);
        assert!(head.chars().count() <= MOST, "{}", head.chars().count());
        let joined = head.replace('\n', " ");
        assert!(joined.starts_with(&format!("{STRONG}{}", long.trim().replace('&', "&&"))), "{head}");
        assert!(
            head.ends_with('…')
                && !joined.replace("&&", "").replace(STRONG, "").replace(PLAIN, "").contains('&'),
            "{head}"
        );
        assert_eq!(clipped("a & b", 3), "", "no room for a word");
        assert_eq!(
            clipped("Thay đổi tỷ trọng mỗi năm, cả nước (điểm %); 15 chủ đề", 34),
            "Thay đổi tỷ trọng mỗi… (điểm %)"
        );
        assert_eq!(clipped("Thay đổi mỗi năm (điểm %); 15 chủ đề", 30), "Thay đổi mỗi năm (điểm %)…");
        assert_eq!(clipped("mỗi năm một lần; 15 trong 40 chủ đề", 24), "mỗi năm một lần…");
    }
}
