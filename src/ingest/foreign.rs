//! Files that hold no table this program reads, though their names say so: empty ones, and web pages that a
//! system saved under the name of a workbook.

use crate::model::Text;

/// Bytes of a file that show what it is.
const SHOWN: usize = 1024;

/// Why a file that begins so is no export, and what to do about it.
pub(super) fn explain(head: &[u8]) -> Option<(Text, Text)> {
    // UTF-16 puts a NUL beside each letter of a tag.
    let text: Vec<u8> = head
        .iter()
        .filter(|byte| !matches!(byte, 0 | 0xef | 0xbb | 0xbf | 0xfe | 0xff))
        .skip_while(|byte| byte.is_ascii_whitespace())
        .take(SHOWN)
        .map(u8::to_ascii_lowercase)
        .collect();
    if text.is_empty() {
        return Some((
            Text::new("tệp trống, không có nội dung", "the file is empty"),
            Text::new(
                "xuất lại tệp từ phần mềm gốc, hoặc xóa tệp",
                "export it again from its source, or delete it",
            ),
        ));
    }
    let begins = |starts: &[&str]| starts.iter().any(|start| text.starts_with(start.as_bytes()));
    let what = if begins(&["<html", "<!doctype html", "<table", "<head", "<meta", "<style", "<body"]) {
        ("trang web (HTML)", "a web page (HTML)")
    } else if begins(&["mime-version:"]) {
        ("trang web (MHTML)", "a web page (MHTML)")
    } else if begins(&["<?xml"]) && memchr::memmem::find(&text, b"<workbook").is_some() {
        ("bảng tính dạng XML 2003", "a spreadsheet as XML of 2003")
    } else {
        return None;
    };
    Some((
        Text::new(
            format!("nội dung tệp là {}, không phải bảng tính hay CSV", what.0),
            format!("the file is {}, neither a workbook nor CSV", what.1),
        ),
        Text::new("mở tệp trong Excel rồi lưu lại thành .xlsx", "open it in Excel and save it as .xlsx"),
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn empty_files_and_web_pages_are_told() {
        let said = |head: &[u8]| explain(head).map(|(problem, _)| problem.en);
        assert_eq!(said(b"").as_deref(), Some("the file is empty"));
        assert_eq!(said(b"\xef\xbb\xbf\r\n").as_deref(), Some("the file is empty"));
        for page in [
            &b"<html><body><table>"[..],
            b"\xef\xbb\xbf \r\n<!DOCTYPE HTML>",
            b"\xff\xfe<\0t\0a\0b\0l\0e\0>\0",
            b"MIME-Version: 1.0",
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"\">",
        ] {
            assert!(explain(page).unwrap().1.en.contains(".xlsx"));
        }
        assert_eq!(said(b"period,province\n<html>"), None);
        assert_eq!(said("Kỳ;Tỉnh".as_bytes()), None);
    }
}
