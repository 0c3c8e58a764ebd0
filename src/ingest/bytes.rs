//! Files as bytes: unpacking, and the one look at a whole file that gives its hash, its size, where its lines are
//! and enough text to tell its encoding.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;
use sha2::{Digest, Sha256};

use super::lines::count_lines;
use crate::model::numbers::Numbers;
use crate::model::{Lang, Text, reason};

/// How the bytes of a file are packed, known from its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Plain,
    Gzip,
    Zstd,
}

impl Packing {
    fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, ..] => Packing::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Packing::Zstd,
            _ => Packing::Plain,
        }
    }

    /// The unpacked bytes of the file.
    pub fn open(self, path: &Path) -> io::Result<Box<dyn Read + Send>> {
        let file = File::open(path)?;
        Ok(match self {
            Packing::Plain => Box::new(file),
            Packing::Gzip => Box::new(MultiGzDecoder::new(io::BufReader::with_capacity(1 << 16, file))),
            Packing::Zstd => {
                let file = io::BufReader::with_capacity(1 << 16, file);
                Box::new(StreamingDecoder::new(file).map_err(io::Error::other)?)
            }
        })
    }
}

/// Why a file could not be read to its end.
#[derive(Debug)]
pub(super) enum Unread {
    /// The system says so.
    Io(io::Error),
    /// It is packed, and what comes after so many lines cannot be unpacked.
    Packed { lines: u64, error: io::Error },
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        Unread::Io(error)
    }
}

impl Unread {
    /// What is wrong, in words.
    pub fn text(&self) -> Text {
        let (lines, error) = match self {
            Unread::Io(error) => return reason::of_io(error),
            Unread::Packed { lines, error } => (lines, error),
        };
        let said = error.to_string();
        // The reader of zstd says the end of the file in words alone, and holds back what it has last unpacked.
        let ends = error.kind() == io::ErrorKind::UnexpectedEof || said.contains("UnexpectedEof");
        let (mut vi, mut en) = match ends {
            true => ("tệp nén bị cắt giữa chừng".to_owned(), "the packed file ends too early".to_owned()),
            false => ("tệp nén bị hỏng".to_owned(), format!("the packed file is damaged ({said})")),
        };
        if *lines > 0 {
            let count = |lang| Numbers::new(lang).count(*lines);
            vi.push_str(&format!(", chỉ giải nén được {} dòng đầu", count(Lang::Vi)));
            en.push_str(&format!(", only its first {} lines can be unpacked", count(Lang::En)));
        }
        Text::new(vi, en)
    }
}

/// Bytes of text in which the header must be found.
pub(super) const HEAD: usize = 1 << 18;

/// Bytes of text beyond the head that are looked at to tell the encoding.
const EVIDENCE: usize = 1 << 14;

/// What one look at a whole file shows.
#[derive(Clone, Debug)]
pub(super) struct Survey {
    /// SHA-256 of the file as it lies there, in hex.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// How it is packed.
    pub packing: Packing,
    /// Line ends (LF, CRLF, lone CR) before each multiple of the distance between marks, for files not packed.
    pub marks: Vec<u64>,
    /// The first [`HEAD`] bytes, unpacked.
    pub head: Vec<u8>,
    /// Whether the head is the whole file.
    pub whole: bool,
    /// Where the head is plain ASCII: some text from beyond it that is not.
    pub evidence: Vec<u8>,
}

impl Survey {
    /// Reads the file once, with a mark each `mark` bytes; a packed file is unpacked to its end.
    pub fn of(path: &Path, mark: u64) -> Result<Self, Unread> {
        let mut file = File::open(path)?;
        let mut hash = Sha256::new();
        let mark = (mark as usize).max(1);
        // Zeroing a whole chunk would cost a small file more than reading it.
        let size = file.metadata().map_or(usize::MAX, |data| data.len() as usize);
        let mut chunk = vec![0; mark.min(size.saturating_add(1))];
        let mut survey = Survey {
            sha256: String::new(),
            bytes: 0,
            packing: Packing::Plain,
            marks: Vec::new(),
            head: Vec::new(),
            whole: false,
            evidence: Vec::new(),
        };
        let mut lines = 0;
        let mut pending_cr = false;
        loop {
            let mut len = fill(&mut file, &mut chunk)?;
            if len == chunk.len() && len < mark {
                // The file has grown since it was asked for its size.
                chunk.resize(mark, 0);
                len += fill(&mut file, &mut chunk[len..])?;
            }
            let part = &chunk[..len];
            if survey.bytes == 0 {
                survey.packing = Packing::of(part);
            }
            let head = len.min(HEAD - survey.head.len());
            survey.head.extend_from_slice(&part[..head]);
            hash.update(part);
            if survey.packing == Packing::Plain {
                // A CR at the end of the chunk is counted with the next one, where its LF may stand.
                lines += u64::from(pending_cr && part.first() != Some(&b'\n'));
                survey.marks.push(lines);
                pending_cr = part.last() == Some(&b'\r');
                lines += count_lines(part) - u64::from(pending_cr);
                survey.note_evidence(&part[head..]);
            }
            survey.bytes += len as u64;
            if len < chunk.len() {
                break;
            }
        }
        survey.sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        survey.whole = survey.bytes <= HEAD as u64;
        if survey.packing != Packing::Plain {
            drop(chunk);
            survey.unpack(path)?;
        }
        Ok(survey)
    }

    /// Takes the head of a packed file, and makes sure that the rest of it can be unpacked.
    fn unpack(&mut self, path: &Path) -> Result<(), Unread> {
        let (mut lines, mut unpacked, mut ends_in_cr) = (0, 0, false);
        self.head.clear();
        let mut chunk = vec![0; 1 << 16];
        let mut text = self.packing.open(path).map_err(|error| Unread::Packed { lines, error })?;
        loop {
            let len = match text.read(&mut chunk) {
                Ok(0) => break,
                Ok(len) => len,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(Unread::Packed { lines, error }),
            };
            let part = &chunk[..len];
            let head = len.min(HEAD - self.head.len());
            self.head.extend_from_slice(&part[..head]);
            self.note_evidence(&part[head..]);
            // A line end that two chunks share is one.
            lines += count_lines(part) - u64::from(ends_in_cr && part[0] == b'\n');
            ends_in_cr = part[len - 1] == b'\r';
            unpacked += len as u64;
        }
        self.whole = unpacked < HEAD as u64;
        Ok(())
    }

    fn note_evidence(&mut self, part: &[u8]) {
        if self.evidence.len() >= EVIDENCE || part.is_ascii() {
            return;
        }
        let at = part.iter().position(|byte| !byte.is_ascii()).unwrap_or_default();
        let from = memchr::memrchr(b'\n', &part[..at]).map_or(at, |newline| newline + 1);
        let to = part.len().min(from + EVIDENCE - self.evidence.len());
        self.evidence.extend_from_slice(&part[from..to]);
    }
}

/// Reads until the buffer is full or the file ends; the number of bytes read.
pub(super) fn fill(file: &mut impl Read, buf: &mut [u8]) -> io::Result<usize> {
    let mut len = 0;
    while len < buf.len() {
        match file.read(&mut buf[len..]) {
            Ok(0) => break,
            Ok(read) => len += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(len)
}
