//! What a line of a table is, as far as its shape shows: data, a line of the form, or broken.
//!
//! Each line is judged by itself, so that a file can be read in parts.

use crate::model::Rule;
use crate::model::fold::fold;

use super::RowKind;
use super::caption::period_of_cell;
use super::field::Fields;
use super::section::Heads;

/// What is known of the rows of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    /// Fields that a row must have.
    pub columns: usize,
    /// Fields that it may have: columns without a caption at the end of the header.
    pub width: usize,
    /// Columns that say what a row is about: place, period, indicator.
    pub keys: Vec<usize>,
    /// Those of them that hold a period or a date.
    pub periods: Vec<usize>,
    /// Columns with figures or, in tables of text, with the text.
    pub content: Vec<usize>,
    /// Whether the content is numbers.
    pub numeric: bool,
    /// Lines of the header as they stand, since printed forms repeat them on each page.
    pub repeats: Vec<Vec<u8>>,
    /// Captions that a header amid the rows may have.
    pub heads: Heads,
}

impl Shape {
    /// What the record `raw` is.
    pub fn judge(&self, raw: &[u8], fields: &Fields) -> RowKind {
        let len = fields.list.len();
        if (self.columns..=self.width).contains(&len)
            && self.keys.first().is_some_and(|key| self.is_key(fields.cell(raw, *key)))
            && self.content.iter().any(|i| self.is_content(fields.cell(raw, *i)))
            && self.repeats.iter().all(|line| line.len() != raw.len() || line != raw)
        {
            return RowKind::Data;
        }
        self.judge_closely(raw, fields)
    }

    /// Whether the first key is plainly there: text, or in tables of text a date.
    fn is_key(&self, cell: &[u8]) -> bool {
        cell.first().is_some_and(|first| self.numeric || first.is_ascii_digit())
    }

    /// Whether a cell of a content column is what the column holds.
    fn is_content(&self, cell: &[u8]) -> bool {
        match cell {
            [] => false,
            _ if !self.numeric => true,
            [first, rest @ ..] => {
                first.is_ascii_digit() || rest.first().is_some_and(u8::is_ascii_digit) || is_mark(cell)
            }
        }
    }

    fn judge_closely(&self, raw: &[u8], fields: &Fields) -> RowKind {
        let len = fields.list.len();
        let filled: Vec<usize> = (0..len).filter(|i| !is_blank(fields.cell(raw, *i))).collect();
        if filled.is_empty() {
            return RowKind::Form;
        }
        if self.heads.section(0, raw, fields).is_some() {
            return RowKind::Header;
        }
        if self.repeats.iter().any(|line| line == raw) {
            return RowKind::Form;
        }
        let contents = self.content.iter().filter(|i| {
            let cell = fields.cell(raw, **i).trim_ascii();
            self.is_content(cell) && !(self.numeric && is_mark(cell) && filled.len() == 1)
        });
        let contents = contents.count();
        let keys: Vec<usize> = self.keys.iter().copied().filter(|i| filled.contains(i)).collect();
        if self.is_form_line(raw, fields, &filled, &keys, contents) {
            return RowKind::Form;
        }
        if len < self.columns {
            return RowKind::Broken(Rule::FieldsTooFew);
        }
        if filled.iter().any(|i| *i >= self.width) {
            return RowKind::Broken(Rule::FieldsTooMany);
        }
        RowKind::Data
    }

    /// Whether the only cell of a line is a remark such as `(12 rows affected)` where a period should stand.
    fn is_remark(&self, cell: &[u8], field: usize) -> bool {
        let text = String::from_utf8_lossy(cell);
        let folded = fold(&text);
        let words = folded.split(' ').filter(|word| word.bytes().all(|b| b.is_ascii_lowercase()));
        self.periods.contains(&field) && words.count() > 1 && period_of_cell(&text).is_none()
    }

    fn is_form_line(
        &self,
        raw: &[u8],
        fields: &Fields,
        filled: &[usize],
        keys: &[usize],
        contents: usize,
    ) -> bool {
        let text = |i: usize| fold(&String::from_utf8_lossy(fields.cell(raw, i)));
        let foot = |i: usize| is_foot(&String::from_utf8_lossy(fields.cell(raw, i)));
        // In a table of text, what is said may begin with any word.
        let said = |i: usize| !self.numeric && self.content.contains(&i);
        if filled.len() > 4 {
            return false;
        }
        // Signatures and notes begin with words that no cell of a table begins with.
        if foot(filled[0]) && !said(filled[0]) && (contents == 0 || !self.numeric || filled.len() == 1) {
            return true;
        }
        if filled.len() == 1 && self.columns > 2 && self.is_remark(fields.cell(raw, filled[0]), filled[0]) {
            return true;
        }
        if filled.len() == 1 && is_day_of_signing(&text(filled[0])) {
            return true;
        }
        // A line of text that a separator cuts into cells: `(Ký, ghi rõ họ tên)`, `Sơn La, ngày 15 tháng 1 năm 2023`.
        if fields.list.len() < self.columns && fields.list.len() == filled.len() && contents == 0 {
            let line = String::from_utf8_lossy(raw);
            let folded = fold(&line);
            let signed = is_day_of_signing(&folded) && filled.len() == 2 && self.columns > 3;
            if signed || is_foot(&line) && !said(filled[0]) {
                return true;
            }
        }
        let contents = if self.numeric { contents } else { 0 };
        if contents > 0 {
            return false;
        }
        match keys {
            // Names below a signature, serial numbers of rows that were never filled in.
            [] => self.numeric || filled.len() == 1,
            [key] => {
                self.periods.contains(key)
                    && !fields.cell(raw, *key).iter().any(u8::is_ascii_digit)
                    && (filled.len() == 1 || self.numeric)
            }
            _ => filled.iter().any(|i| foot(*i) && !said(*i)) && keys.len() * 2 <= self.keys.len(),
        }
    }
}

/// Blank after trimming, no-break spaces too.
pub(super) fn is_blank(cell: &[u8]) -> bool {
    cell.is_empty()
        || match std::str::from_utf8(cell) {
            Ok(text) => text.trim_matches(|ch: char| ch.is_whitespace() || ch == '\u{feff}').is_empty(),
            Err(_) => false,
        }
}

/// The marks that stand in place of a figure: it did not occur, or there is no data.
fn is_mark(cell: &[u8]) -> bool {
    matches!(cell, b"-" | b"..." | b".." | b"*" | b"x" | b"X")
        || cell == "…".as_bytes()
        || cell == "–".as_bytes()
}

/// Beginnings of the lines below a table: who made it, who signs it, what to note.
const FOOT: &[&str] = &[
    "nguoi lap",
    "nguoi kiem tra",
    "nguoi tong hop",
    "nguoi duyet",
    "nguoi bao cao",
    "thu truong",
    "ke toan",
    "ghi chu",
    "chu thich",
    "luu y",
    "nguon so lieu",
    "noi nhan",
    "don vi bao cao",
    "don vi tinh",
    "ky ten",
    "ky va ghi ro",
    "ky ghi ro",
    "ky dong dau",
    "dong dau",
    "xac nhan cua",
    "k t",
    "kt giam doc",
    "kt chu tich",
    "t m",
    "tm uy ban",
    "tm ubnd",
    "note",
    "notes",
    "source",
    "prepared by",
    "approved by",
    "signed",
    "signature",
    "lap bieu",
    "giam doc",
    "pho giam doc",
    "chanh van phong",
    "truong phong",
    "het bieu",
    "trong do",
    "chia theo",
    "chia ra",
];

/// Beginnings that are such only with a colon behind them.
const FOOT_WITH_COLON: &[&str] = &["nguon", "note", "notes", "source", "sources"];

/// Whether a text begins as a line below a table does.
pub(super) fn is_foot(text: &str) -> bool {
    let folded = fold(text);
    let begins = |start: &&str| {
        folded.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    FOOT.iter().any(begins)
        || text.split_once(':').is_some_and(|(word, _)| FOOT_WITH_COLON.contains(&fold(word).as_str()))
}

/// `Sơn La, ngày 15 tháng 1 năm 2023`, folded.
pub(super) fn is_day_of_signing(folded: &str) -> bool {
    let Some((_, date)) = folded.split_once("ngay ") else { return false };
    let mut words = date.split(' ');
    let blank_or_number = |word: Option<&str>| word.is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit()));
    match words.next() {
        // "ngày … tháng … năm …" left open for the hand
        Some("thang") => date.contains(" nam"),
        first => blank_or_number(first) && words.next() == Some("thang"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(shape: &Shape, line: &str) -> RowKind {
        let mut fields = Fields::default();
        let mut start = 0;
        for (i, _) in line.match_indices(';') {
            fields.push(start, i);
            start = i + 1;
        }
        fields.push(start, line.len());
        shape.judge(line.as_bytes(), &fields)
    }

    #[test]
    fn lines_of_a_form() {
        let shape = Shape {
            columns: 6,
            width: 6,
            keys: vec![1, 2],
            periods: vec![2],
            content: vec![3, 4, 5],
            numeric: true,
            repeats: vec![b"A;B;1;2;3;4".to_vec()],
            heads: Heads::default(),
        };
        for (line, kind) in [
            ("1;T\u{1ec9}nh Sơn La;2022;2.137;2.247;95,10%", RowKind::Data),
            (";TỔNG CỘNG;2022;4.274;4.494;95,10", RowKind::Data),
            ("1;Sơn La;2022;;;hơn 90%", RowKind::Data),
            ("1;Sơn La;2022;…;…;…", RowKind::Data),
            ("1;Sơn La;2022;;;", RowKind::Data),
            ("1;;2022;5;6;", RowKind::Data),
            ("1;;;5;6;", RowKind::Data),
            (";;;;;", RowKind::Form),
            (";;;;", RowKind::Form),
            ("", RowKind::Form),
            (";\u{a0};;;; ", RowKind::Form),
            ("Người lập biểu;;;Thủ trưởng đơn vị;;", RowKind::Form),
            ("Người lập biểu", RowKind::Form),
            (";;;Sơn La, ngày 15 tháng 1 năm 2023;;", RowKind::Form),
            (";;;Sơn La, ngày     tháng     năm 2023", RowKind::Form),
            ("Ghi chú: số liệu đến 31/12/2022;;;;;", RowKind::Form),
            (";Nguồn: báo cáo của các xã;;;;", RowKind::Form),
            ("7;;;;;", RowKind::Form),
            (";Trong đó:;;;;", RowKind::Form),
            (";Trong đó: Mường La;2022;5;6;", RowKind::Data),
            (";;;;Nguyễn Văn A;", RowKind::Form),
            ("(Ký; ghi rõ họ tên)", RowKind::Form),
            ("Sơn La; ngày 15 tháng 1 năm 2023", RowKind::Form),
            ("1;Sơn La; ngày 15 tháng 1 năm 2023", RowKind::Broken(Rule::FieldsTooFew)),
            ("A;B;1;2;3;4", RowKind::Form),
            ("1;Sơn La;2022;5", RowKind::Broken(Rule::FieldsTooFew)),
            ("1;Sơn La;2022;5;6;7;8", RowKind::Broken(Rule::FieldsTooMany)),
            ("1;Sơn La;2022;5;6;7;;", RowKind::Data),
        ] {
            assert_eq!(judge(&shape, line), kind, "{line}");
        }
    }

    #[test]
    fn lines_of_a_table_of_text() {
        let shape = Shape {
            columns: 4,
            width: 4,
            keys: vec![0, 1],
            periods: vec![0],
            content: vec![2, 3],
            numeric: false,
            repeats: Vec::new(),
            heads: Heads::default(),
        };
        for (line, kind) in [
            ("30/03/2023;;Dữ liệu;câu hỏi", RowKind::Data),
            (";;Dữ liệu;câu hỏi", RowKind::Data),
            (";Sơn La;Dữ liệu;câu hỏi", RowKind::Data),
            (";;;Thủ trưởng đơn vị", RowKind::Form),
            ("Người lập;;;Thủ trưởng đơn vị", RowKind::Form),
            ("22/3/2023;Sơn La;Nguồn nước;câu", RowKind::Data),
        ] {
            assert_eq!(judge(&shape, line), kind, "{line}");
        }
    }
}
