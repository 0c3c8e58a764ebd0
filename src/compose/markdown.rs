//! The plain paragraphs of an office's Markdown: what a writer of any format can set as it is.

/// The paragraphs of a Markdown text, plain: headings, items of a list and lines of a table stand by themselves, marks
/// of emphasis go.
pub(super) fn plain_paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let item = ["- ", "* ", "+ "].iter().find_map(|mark| words.strip_prefix(mark));
        let number = words.split_once(". ").is_some_and(|(number, _)| {
            number.len() <= 2 && number.chars().all(|digit| digit.is_ascii_digit())
        });
        let heading = words.starts_with('#');
        let row = words.starts_with('|') || words.contains(" | ");
        let plain = match item {
            Some(item) => format!("– {item}"),
            None if is_rule_of_table(&words) => String::new(),
            None if row => words.trim_matches(['|', ' ']).to_owned(),
            None => words.trim_start_matches('#').trim().to_owned(),
        };
        match paragraphs.last_mut() {
            _ if plain.is_empty() => {}
            Some(last) if open && item.is_none() && !heading && !number && !row => {
                last.push(' ');
                last.push_str(&plain);
            }
            _ => paragraphs.push(plain.clone()),
        }
        open = !plain.is_empty() && !heading && !row;
    }
    paragraphs.iter().map(|paragraph| without_emphasis(paragraph)).collect()
}

/// `|---|:--:|`: the line below the head of a table.
fn is_rule_of_table(line: &str) -> bool {
    line.contains('|') && line.contains("--") && line.chars().all(|ch| matches!(ch, '|' | '-' | ':' | ' '))
}

/// A run of marks that may open or close an emphasis.
struct Run {
    mark: char,
    /// Positions of its characters.
    at: std::ops::Range<usize>,
}

/// Without the marks of emphasis that belong together (`*x*`, `**x**`, `_x_`), and with `\*` as the sign itself; a
/// sign that marks nothing (`95,1*`, `2 * 3`, `so_lieu`) stays.
fn without_emphasis(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut gone = vec![false; chars.len()];
    let mut open: Vec<Run> = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let mark = chars[i];
        if mark == '\\' && chars.get(i + 1).is_some_and(|next| matches!(next, '*' | '_' | '#' | '|' | '\\')) {
            gone[i] = true;
            i += 2;
            continue;
        }
        if !matches!(mark, '*' | '_') {
            i += 1;
            continue;
        }
        let end = (i..chars.len()).find(|at| chars[*at] != mark).unwrap_or(chars.len());
        let before = i.checked_sub(1).and_then(|at| chars.get(at)).copied().unwrap_or(' ');
        let after = chars.get(end).copied().unwrap_or(' ');
        // An underscore within a word is a letter of it.
        let parts = |ch: char| mark == '*' || !ch.is_alphanumeric();
        let (opens, closes) =
            (!after.is_whitespace() && parts(before), !before.is_whitespace() && parts(after));
        let partner = open.iter().rposition(|run| closes && run.mark == mark && run.at.len() == end - i);
        match partner {
            Some(partner) => {
                open[partner].at.clone().chain(i..end).for_each(|at| gone[at] = true);
                open.truncate(partner);
            }
            None if opens => open.push(Run { mark, at: i..end }),
            None => {}
        }
        i = end;
    }
    chars.iter().zip(gone).filter(|(_, gone)| !gone).map(|(ch, _)| ch).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_emphasis_go_and_other_signs_stay() {
        for (text, plain) in [
            ("ba xã *mới* có **trạm** và _nguồn_ __điện__", "ba xã mới có trạm và nguồn điện"),
            ("***cả hai***, (*trong ngoặc*)", "cả hai, (trong ngoặc)"),
            ("**một *hai* ba**", "một hai ba"),
            ("95,1* và 90,4*", "95,1* và 90,4*"),
            ("2 * 3 * 4", "2 * 3 * 4"),
            ("so_lieu_2025.csv", "so_lieu_2025.csv"),
            ("\\*không nghiêng\\*", "*không nghiêng*"),
            ("một * lẻ và *mở", "một * lẻ và *mở"),
        ] {
            assert_eq!(without_emphasis(text), plain, "{text}");
        }
        // A paragraph of two lines holds one emphasis.
        assert_eq!(plain_paragraphs("*một\nhai* ba"), ["một hai ba"]);
    }

    #[test]
    fn rows_of_a_table_stay_lines() {
        let text =
            "Các bản:\n| Huyện | Bản chưa có sóng |\n|---|:--:|\n| Sốp Cộp | *12* |\n| Mai Sơn | 3 |\n\nHết.";
        assert_eq!(
            plain_paragraphs(text),
            ["Các bản:", "Huyện | Bản chưa có sóng", "Sốp Cộp | 12", "Mai Sơn | 3", "Hết."]
        );
        assert_eq!(plain_paragraphs("Huyện | Bản\n--- | ---\nSốp Cộp | 12"), ["Huyện | Bản", "Sốp Cộp | 12"]);
    }
}
