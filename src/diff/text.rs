//! The differences for a terminal: which editions, why, and table by table what moved most.

use super::page::{
    Figure, came, causes, figure, line_numbers, names_lines, overlap, ranked, reasons, several, turned,
};
use super::{Comparison, Difference};
use crate::model::numbers::Numbers;
use crate::model::{Lang, table};

/// Rows of a table that are told.
const TOLD: usize = 10;

/// The differences in words.
pub fn to_text(compared: &Comparison, lang: Lang) -> String {
    let all = &compared.differences;
    let number = |count: usize| Numbers::new(lang).count(count as u64);
    let (before, after) = lang.pick(("Trước", "Sau"), ("Before", "After"));
    let mut text = format!("{before}: {}\n{after}: {}\n", compared.old.told(lang), compared.new.told(lang));
    if compared.is_turned() {
        text += turned(lang);
        text.push('\n');
    }
    text.push('\n');
    if all.is_empty() {
        text += lang.pick("Không có số liệu nào thay đổi.\n", "No figure moved.\n");
        return text;
    }
    let count = number(all.len());
    text += &lang.pick(
        format!("{count} thay đổi, do:\n"),
        if all.len() == 1 {
            format!("{count} change, because of:\n")
        } else {
            format!("{count} changes, because of:\n")
        },
    );
    for cause in causes(all, lang) {
        text += &format!("  {}: {}\n", cause.why, cause.count);
    }
    if overlap(all) {
        text += &format!("{}\n", several(lang));
    }
    if names_lines(all) {
        text += &format!("{}\n", line_numbers(lang));
    }
    let mut cut = false;
    for table in table::FACTS {
        let list: Vec<&Difference> = all.iter().filter(|one| one.table.name == table.name).collect();
        let rows = ranked(&list);
        let Some(first) = list.first() else { continue };
        let shared = list.windows(2).all(|pair| pair[0].why == pair[1].why);
        let moved = lang.pick(
            format!("{} dòng, {} thay đổi", number(rows.len()), number(list.len())),
            format!("rows: {}, changes: {}", number(rows.len()), number(list.len())),
        );
        text += &format!("\n{} ({}.csv): {moved}", lang.pick(table.vi, table.en), table.name);
        let came = came(&list, lang);
        if !came.is_empty() {
            text += &format!(" ({came})");
        }
        if shared {
            text += &format!("; {} {}", lang.pick("vì", "why:"), reasons(&first.why, lang));
        }
        text.push('\n');
        for row in rows.iter().take(TOLD) {
            text += &of_row(&figure(row, !shared, lang), lang);
        }
        if let Some(rest) = rows.len().checked_sub(TOLD).filter(|rest| *rest > 0) {
            cut = true;
            text += &lang.pick(
                format!("  … và {} dòng khác, thay đổi ít hơn\n", number(rest)),
                format!("  … and {} more rows, which moved less\n", number(rest)),
            );
        }
    }
    if cut {
        text += lang.pick(
            "\n--csv in ra mọi thay đổi, --html TỆP ghi thành trang\n",
            "\n--csv prints all changes, --html FILE writes a page\n",
        );
    }
    text
}

fn of_row(row: &Figure, lang: Lang) -> String {
    let mut text = format!("  {}\n", row.name);
    for line in &row.lines {
        text += &match (&line.whole, &line.change) {
            (Some(whole), _) => format!("    {whole}\n"),
            (None, Some(change)) => format!("    {}: {} → {} ({change})\n", line.name, line.old, line.new),
            (None, None) => format!("    {}: {} → {}\n", line.name, line.old, line.new),
        };
    }
    if row.besides > 0 {
        text += &lang.pick(
            format!("    cùng {} số suy ra\n", row.besides),
            format!("    and {} that follow from it\n", row.besides),
        );
    }
    if let Some(why) = &row.why {
        text += &format!("    {} {why}\n", lang.pick("vì", "why:"));
    }
    text
}
