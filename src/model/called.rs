//! What columns and kinds of export are called in messages: offices read their own words, and the contract's name in
//! brackets where they have to write it.

use super::message::Text;
use super::table::Col;

/// Columns of the contract as people call them.
const COLUMNS: &[(&str, &str, &str)] = &[
    ("date", "Ngày", "date"),
    ("period", "Kỳ", "period"),
    ("province", "Tỉnh", "province"),
    ("district", "Huyện", "district"),
    ("commune", "Xã", "commune"),
    ("level", "Cấp", "level"),
    ("host", "Chủ trì", "host"),
    ("theme", "Chuyên đề", "theme"),
    ("question_no", "Câu hỏi số", "number of the question"),
    ("topic", "Chủ đề", "topic"),
    ("question", "Câu hỏi", "question"),
    ("respondent", "Đơn vị trả lời", "respondent"),
    ("opinions", "Số ý kiến", "number of opinions"),
    ("indicator", "Chỉ tiêu", "indicator"),
    ("covered", "Số đạt", "covered"),
    ("total", "Tổng số", "total"),
    ("percent", "Tỷ lệ", "percentage"),
    ("teams", "Số tổ", "number of teams"),
    ("members", "Số thành viên", "number of members"),
    ("trained", "Số tổ đã tập huấn", "number of trained teams"),
    ("due", "Thời hạn", "due date"),
    ("target", "Mục tiêu", "target"),
    ("session_date", "Ngày đối thoại", "date of the session"),
    ("commitment", "Cam kết", "commitment"),
    ("agency", "Cơ quan", "agency"),
    ("done", "Hoàn thành", "date of completion"),
    ("source", "Nguồn", "source"),
    ("note", "Ghi chú", "note"),
];

/// Kinds of export: what they are called, and how a header of each can be written.
const KINDS: &[(&str, &str, &str, &str)] = &[
    ("sessions", "câu hỏi đối thoại", "questions of sessions", "Ngày, Tỉnh, Chủ đề, Câu hỏi, Số ý kiến"),
    ("coverage", "chỉ tiêu bao phủ", "coverage", "Kỳ, Tỉnh, Chỉ tiêu, Số đạt, Tổng số, Tỷ lệ (%)"),
    ("teams", "tổ công nghệ số cộng đồng", "community digital teams", "Kỳ, Tỉnh, Cấp, Số tổ, Số thành viên"),
    ("targets", "mục tiêu", "targets", "Chỉ tiêu, Tỉnh, Thời hạn, Mục tiêu (%)"),
    ("commitments", "cam kết", "commitments", "Ngày đối thoại, Tỉnh, Cơ quan, Cam kết, Thời hạn, Hoàn thành"),
];

/// What a column of the contract is called; its own name where nobody calls it otherwise.
pub fn column(col: Col) -> Text {
    column_named(col.name())
}

/// What the column of this name in the contract is called; the name itself where nobody calls it otherwise.
pub fn column_named(name: &str) -> Text {
    match COLUMNS.iter().find(|(known, ..)| *known == name) {
        Some((_, vi, en)) => Text::new(*vi, *en),
        None => Text::new(name, name),
    }
}

/// What a kind of export (`sessions`, `coverage`, ...) is called.
pub fn kind(name: &str) -> Text {
    match KINDS.iter().find(|(known, ..)| *known == name) {
        Some((_, vi, en, _)) => Text::new(*vi, *en),
        None => Text::new(name, name),
    }
}

/// How the header of a kind of export can be written.
pub fn header(name: &str) -> &'static str {
    KINDS.iter().find(|(known, ..)| *known == name).map_or("", |(.., header)| header)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::register::CONTRACT;

    #[test]
    fn every_column_and_kind_has_a_name() {
        for (name, columns) in CONTRACT {
            assert!(KINDS.iter().any(|(known, ..)| known == name), "{name}");
            for column in *columns {
                assert!(COLUMNS.iter().any(|(known, ..)| known == column), "{column}");
            }
        }
    }
}
