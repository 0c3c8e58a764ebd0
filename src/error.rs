//! What ends a run, in the words of both languages.

use crate::analyse::AnalyseError;
use crate::demo::DemoError;
use crate::diff::DiffError;
use crate::edition::EditionError;
use crate::ingest::IngestError;
use crate::init::InitError;
use crate::model::{Text, reason};
use crate::render::RenderError;
use crate::{Error, compose::numbers};

impl Error {
    /// The error for people, in both languages.
    pub fn text(&self) -> Text {
        let en = self.to_string();
        match self {
            Error::Settings(error) => error.text(),
            Error::Register(error) => error.text(),
            Error::Ingest(IngestError::Folder { path, source }) => {
                reason::cannot_read(path.display(), source)
            }
            Error::Ingest(IngestError::File { file, source }) => reason::cannot_read(file, source),
            Error::NoExports { path, audit } => no_exports(&path.display().to_string(), audit.unusable.len()),
            Error::Analyse(AnalyseError::Year(without)) => without.text(),
            Error::Analyse(_) | Error::Page(_) => {
                Text::new(format!("lỗi của chương trình, không phải của số liệu: {en}"), en)
            }
            Error::Province(unknown) => unknown.text(),
            Error::Theme(unknown) => unknown.text(),
            Error::Render(error) => render(error),
            Error::Edition(error) => edition(error),
            Error::Diff(DiffError::NotAnEdition { path, problem }) => Text::new(
                format!(
                    "{} không phải là một ấn bản của nhipso ({}); hãy ghi thư mục mà lệnh `nhipso report` đã tạo",
                    path.display(),
                    problem.vi
                ),
                en,
            ),
            Error::Init(InitError::Exists(path)) => Text::new(
                format!("đã có {}; hãy chọn thư mục mới, hoặc chuyển tệp đó đi", path.display()),
                en,
            ),
            Error::Demo(DemoError::Exists(path)) => {
                Text::new(format!("đã có {}; hãy chọn thư mục mới", path.display()), en)
            }
            Error::Demo(DemoError::Options(problem)) => problem.clone(),
            Error::Demo(DemoError::Register(error)) => error.text(),
            Error::Init(InitError::Write { path, source })
            | Error::Demo(DemoError::Write { path, source })
            | Error::Write { path, source } => reason::cannot_write(path.display(), source),
            Error::Read { path, source } => reason::cannot_read(path.display(), source),
        }
    }
}

fn no_exports(path: &str, unusable: usize) -> Text {
    if unusable == 0 {
        return Text::new(
            format!(
                "không tìm thấy tệp số liệu nào trong {path}: hãy đặt các tệp CSV hoặc Excel của các đơn vị vào đó, hoặc tạo thư mục mẫu bằng lệnh `nhipso init`"
            ),
            format!(
                "no export found in {path}: put the CSV or Excel files of the offices there, or make a folder with `nhipso init`"
            ),
        );
    }
    let count = unusable as u64;
    let files = if unusable == 1 { "the one file there" } else { "any of the files there" };
    Text::new(
        format!("không dùng được tệp nào trong {path} ({} tệp, lý do nêu ở trên)", numbers::VI.count(count)),
        format!("cannot use {files} ({path}; the reasons are given above)"),
    )
}

fn render(error: &RenderError) -> Text {
    let en = error.to_string();
    match error {
        RenderError::Write { path, source } => {
            let vi = reason::cannot_write(path.display(), source).vi;
            Text::new(format!("{vi}; hãy kiểm tra thư mục, quyền ghi và chỗ trống trên đĩa"), en)
        }
        RenderError::Chart { figure, .. } => Text::new(format!("không vẽ được biểu đồ {figure} ({en})"), en),
        RenderError::Csv { table, .. } => Text::new(format!("không ghi được tables/{table}.csv ({en})"), en),
        _ => Text::new(format!("không ghi được một tệp của báo cáo ({en})"), en),
    }
}

fn edition(error: &EditionError) -> Text {
    let vi = match error {
        EditionError::Write { path, source } => reason::cannot_write(path.display(), source).vi,
        EditionError::NotAnEdition { path } => format!(
            "{} không trống và không phải là ấn bản của nhipso; hãy ghi thư mục khác sau --out, hoặc dọn trống thư mục đó",
            path.display()
        ),
        EditionError::NoName { path } => {
            format!("{} không dùng làm thư mục báo cáo được; hãy ghi một thư mục sau --out", path.display())
        }
        EditionError::Busy { path } => format!(
            "đã có {}: một lượt chạy khác đang ghi báo cáo này, hoặc đã bị ngắt giữa chừng; nếu không có lượt nào đang chạy thì hãy xóa thư mục đó",
            path.display()
        ),
    };
    Text::new(vi, error.to_string())
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn errors_are_said_in_both_languages() {
        let missing = || io::Error::from(io::ErrorKind::NotFound);
        let errors = [
            Error::Read { path: "a".into(), source: missing() },
            Error::Write { path: "a".into(), source: missing() },
            Error::Ingest(IngestError::Folder { path: "a".into(), source: missing() }),
            Error::NoExports { path: "a".into(), audit: Box::default() },
            Error::Init(InitError::Exists("a".into())),
            Error::Edition(EditionError::NotAnEdition { path: "a".into() }),
            Error::Edition(EditionError::Busy { path: "a".into() }),
        ];
        for error in errors {
            let Text { vi, en } = error.text();
            for english in ["cannot", "no export", " is ", "exists", "there"] {
                assert!(!vi.contains(english), "{vi}");
            }
            assert!(en.is_ascii(), "{en}");
        }
    }
}
