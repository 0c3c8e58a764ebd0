//! Why something failed, in both languages: what the system and the parser of settings say comes in English only.

use std::fmt::Display;
use std::io;

use super::message::Text;
use super::near::distance;

/// What the system says of a file.
pub fn of_io(error: &io::Error) -> Text {
    use io::ErrorKind as Kind;
    let vi = match error.kind() {
        Kind::NotFound => "không có tệp hoặc thư mục này",
        Kind::PermissionDenied => "không có quyền truy cập",
        Kind::AlreadyExists => "đã có tệp hoặc thư mục trùng tên",
        Kind::NotADirectory => "đường dẫn đi qua một tệp, không phải thư mục",
        Kind::IsADirectory => "đây là thư mục, không phải tệp",
        Kind::DirectoryNotEmpty => "thư mục không trống",
        Kind::StorageFull | Kind::QuotaExceeded => "hết chỗ trống trên ổ đĩa",
        Kind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc",
        Kind::FileTooLarge => "tệp quá lớn",
        Kind::InvalidFilename => "tên tệp không hợp lệ",
        Kind::ResourceBusy | Kind::ExecutableFileBusy => "tệp đang được chương trình khác sử dụng",
        Kind::UnexpectedEof => "tệp kết thúc giữa chừng",
        Kind::InvalidData if error.to_string().contains("UTF-8") => "tệp không lưu với bảng mã UTF-8",
        Kind::InvalidData => "nội dung tệp không đọc được",
        Kind::OutOfMemory => "không đủ bộ nhớ",
        _ => return Text::new(error.to_string(), error.to_string()),
    };
    Text::new(vi, error.to_string())
}

/// The words between backticks in a message of the parser.
fn named(message: &str) -> impl Iterator<Item = &str> {
    message.split('`').skip(1).step_by(2)
}

/// What the parser of settings and registers says of a text.
pub fn of_toml(message: &str) -> Text {
    let message = message.trim().replace('\n', "; ");
    let first = named(&message).next().unwrap_or_default();
    let known: Vec<&str> = named(&message).skip(1).collect();
    let list = || known.join(", ");
    let meant = known.iter().find(|key| first.len() > 2 && distance(first, key) <= 2);
    let hint = |vi: &str, en: &str| meant.map(|key| (format!("; {vi} `{key}`?"), format!("; {en} `{key}`?")));
    let (hint_vi, hint_en) = hint("có phải là", "did you mean").unwrap_or_default();
    let is = |start: &str| message.starts_with(start);
    let vi = if is("unknown field") {
        format!("không có mục `{first}`{hint_vi}{}", options("các mục có thể dùng", &list()))
    } else if is("unknown variant") {
        format!("không có giá trị `{first}`{hint_vi}{}", options("hãy ghi một trong", &list()))
    } else if is("missing field") {
        format!("thiếu mục `{first}`")
    } else if is("duplicate") {
        let key = if first.is_empty() { String::new() } else { format!(" `{first}`") };
        format!("mục{key} được ghi hai lần; hãy bỏ một dòng")
    } else if let Some(types) = message.strip_prefix("invalid type: ") {
        let (found, wanted) = types.split_once(", expected ").unwrap_or((types, ""));
        format!("giá trị {} không đúng kiểu; cần {}", type_vi(found), type_vi(wanted))
    } else if let Some(types) = message.strip_prefix("invalid value: ") {
        let (found, wanted) = types.split_once(", expected ").unwrap_or((types, ""));
        format!("giá trị {} không hợp lệ; cần {}", type_vi(found), type_vi(wanted))
    } else if is("string values must be quoted") {
        "thiếu giá trị, hoặc chữ chưa đặt trong ngoặc kép (viết như title = \"Báo cáo\")".to_owned()
    } else if is("key with no value") {
        "thiếu dấu = và giá trị sau tên mục".to_owned()
    } else if is("invalid basic string") || is("unclosed") || is("invalid string") {
        "ngoặc chưa được đóng ở cuối giá trị".to_owned()
    } else {
        format!("không đúng cú pháp của tệp cài đặt ({message})")
    };
    Text::new(vi, format!("{message}{hint_en}"))
}

fn options(words: &str, list: &str) -> String {
    if list.is_empty() { String::new() } else { format!("; {words}: {list}") }
}

/// A type, or a value with its type, as the parser names it: `string "x"`, `integer `5``, `i64`, `a map`.
fn type_vi(text: &str) -> String {
    const TYPES: &[(&str, &str)] = &[
        ("a string", "chữ trong ngoặc kép"),
        ("string", "chữ"),
        ("integer", "số nguyên"),
        ("floating point", "số"),
        ("float", "số"),
        ("boolean", "true/false"),
        ("a boolean", "true hoặc false"),
        ("a sequence", "danh sách trong [ ]"),
        ("sequence", "danh sách"),
        ("a map", "một nhóm các mục"),
        ("map", "một nhóm các mục"),
        ("i64", "số nguyên"),
        ("i16", "số nguyên"),
        ("f64", "số"),
        ("a character", "một ký tự"),
        ("struct", "một nhóm các mục"),
    ];
    let found = TYPES.iter().filter(|(en, _)| text.starts_with(en)).max_by_key(|(en, _)| en.len());
    match found {
        Some((en, vi)) => format!("{vi}{}", text[en.len()..].replace('`', "")),
        None => text.to_owned(),
    }
}

/// What the reader of a register in CSV says.
pub fn of_csv(error: &csv::Error) -> Text {
    let vi = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("dòng có {len} ô, dòng tiêu đề có {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => "tệp không lưu với bảng mã UTF-8".to_owned(),
        csv::ErrorKind::Deserialize { err, .. } => of_toml(&err.kind().to_string()).vi,
        csv::ErrorKind::Io(error) => of_io(error).vi,
        _ => "không đọc được như bảng CSV".to_owned(),
    };
    Text::new(vi, error.to_string())
}

/// `cannot read PATH: why`, in both languages.
pub fn cannot_read(path: impl Display, error: &io::Error) -> Text {
    let why = of_io(error);
    Text::new(format!("không đọc được {path}: {}", why.vi), format!("cannot read {path}: {}", why.en))
}

/// `cannot write PATH: why`, in both languages.
pub fn cannot_write(path: impl Display, error: &io::Error) -> Text {
    let why = of_io(error);
    Text::new(format!("không ghi được {path}: {}", why.vi), format!("cannot write {path}: {}", why.en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_parser_says_is_said_in_vietnamese() {
        for (message, vi) in [
            (
                "unknown field `tile`, expected one of `title`, `office`",
                "không có mục `tile`; có phải là `title`?; các mục có thể dùng: title, office",
            ),
            (
                "unknown variant `week`, expected `year` or `month`",
                "không có giá trị `week`; hãy ghi một trong: year, month",
            ),
            ("missing field `due`", "thiếu mục `due`"),
            ("invalid type: string \"x\", expected i64", "giá trị chữ \"x\" không đúng kiểu; cần số nguyên"),
            (
                "invalid type: integer `5`, expected a string",
                "giá trị số nguyên 5 không đúng kiểu; cần chữ trong ngoặc kép",
            ),
        ] {
            assert_eq!(of_toml(message).vi, vi);
        }
        assert!(of_toml("unknown field `tile`, expected `title`").en.ends_with("; did you mean `title`?"));
        assert_eq!(of_io(&io::Error::from(io::ErrorKind::PermissionDenied)).vi, "không có quyền truy cập");
    }
}
