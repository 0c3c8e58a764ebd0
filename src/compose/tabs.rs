//! Names of the sheets of tables for machines in the workbook: a tab has 31 characters, which some titles exceed.

use crate::model::Lang;
use crate::model::table::{ALL, Table};

/// Short names of tables whose titles are longer than a tab, or begin as another does: Vietnamese, English.
const SHORT: [(&str, &str, &str); 8] = [
    ("topics", "Chủ đề nêu trong đối thoại", "Topics raised in sessions"),
    ("distinctive_topics", "Chủ đề đặc trưng từng đơn vị", "Distinctive topics by place"),
    ("team_trends", "Xu hướng tổ công nghệ số", "Trends of the teams"),
    ("contributions", "Đóng góp vào thay đổi chung", "Contributions to the change"),
    ("convergence", "Xu hướng của chênh lệch", "Trend of the spread"),
    ("region_teams", "Tổ công nghệ số theo vùng", "Teams by region"),
    ("target_ranges", "Tốc độ và năm đạt mục tiêu", "Pace and year reached"),
    ("team_bases", "Cơ sở tính số liệu về tổ", "Bases of team measures"),
];

/// What the sheet of a table is called.
pub(super) fn tab(table: &Table, lang: Lang) -> &'static str {
    match SHORT.iter().find(|(name, ..)| *name == table.name) {
        Some((_, vi, en)) => lang.pick(vi, en),
        None => lang.pick(table.vi, table.en),
    }
}

/// The names of all tables with those of their sheets.
pub(super) fn all(lang: Lang) -> Vec<(&'static str, &'static str)> {
    ALL.iter().map(|table| (table.name, tab(table, lang))).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn tabs_are_whole_and_none_begins_as_another() {
        for lang in [Lang::Vi, Lang::En] {
            let tabs: BTreeSet<&str> = all(lang).into_iter().map(|(_, tab)| tab).collect();
            assert_eq!(tabs.len(), ALL.len());
            assert!(tabs.iter().all(|tab| tab.chars().count() <= 31), "{tabs:?}");
        }
        assert!(SHORT.iter().all(|(name, ..)| ALL.iter().any(|table| table.name == *name)));
    }
}
