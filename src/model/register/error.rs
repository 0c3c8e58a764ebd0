//! What is wrong with a register, and where.

use std::path::PathBuf;

use crate::model::{Text, reason};

/// A register that cannot be used; says the file, the line and what to do.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file is no TOML or CSV, or holds a key that no register knows.
    #[error("{file}, line {line}: {}", problem.en)]
    Malformed {
        /// The file.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What the parser says.
        problem: Text,
    },
    /// A value that the register does not allow.
    #[error("{file}, line {line}: {}", problem.en)]
    Invalid {
        /// The file.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What is wrong, and what to do.
        problem: Text,
    },
    /// One id for two entries.
    #[error("{file}, line {line}: \"{id}\" is there already, on line {first_line}; ids name one entry only")]
    Duplicate {
        /// The file.
        file: String,
        /// Line, from 1.
        line: usize,
        /// The id.
        id: String,
        /// Line of the entry that has it already.
        first_line: usize,
    },
    /// One spelling for two entries, after folding case, accents and spaces.
    #[error(
        "{file}, line {line}: \"{spelling}\" would mean both \"{first}\" and \"{second}\"; remove it from one"
    )]
    Clash {
        /// The file.
        file: String,
        /// Line, from 1.
        line: usize,
        /// The spelling.
        spelling: String,
        /// What it means already.
        first: String,
        /// What it would mean as well.
        second: String,
    },
    /// A name that points at nothing.
    #[error("{file}, line {line}: there is no {what} \"{id}\"")]
    Dangling {
        /// The file.
        file: String,
        /// Line, from 1.
        line: usize,
        /// Kind of the thing named: `unit`, `region`, `topic`, `column`, `kind of export`.
        what: &'static str,
        /// The name.
        id: String,
    },
}

impl RegisterError {
    /// The error for people, in both languages; the English is that of [`std::fmt::Display`].
    pub fn text(&self) -> Text {
        let vi = match self {
            Self::Unreadable { path, source } => reason::cannot_read(path.display(), source).vi,
            Self::Malformed { file, line, problem } => format!("{file}, dòng {line}: {}", problem.vi),
            Self::Invalid { file, line, problem } => format!("{file}, dòng {line}: {}", problem.vi),
            Self::Duplicate { file, line, id, first_line } => {
                format!(
                    "{file}, dòng {line}: \"{id}\" đã có ở dòng {first_line}; mỗi mã chỉ dùng cho một mục"
                )
            }
            Self::Clash { file, line, spelling, first, second } => format!(
                "{file}, dòng {line}: \"{spelling}\" vừa chỉ \"{first}\" vừa chỉ \"{second}\"; hãy bỏ ở một nơi"
            ),
            Self::Dangling { file, line, what, id } => {
                let what = match *what {
                    "unit" => "đơn vị",
                    "region" => "vùng",
                    "topic" => "chủ đề",
                    "column" => "cột",
                    "kind of export" => "loại số liệu",
                    other => other,
                };
                format!("{file}, dòng {line}: không có {what} \"{id}\"")
            }
        };
        Text::new(vi, self.to_string())
    }
}
