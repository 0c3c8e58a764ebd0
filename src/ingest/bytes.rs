//! Files as bytes: unpacking, the hash of what is read, and the first look at a file that gives enough text to tell its
//! encoding and its header.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;
use sha2::{Digest as _, Sha256};

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

/// A file as it lies there: what anyone can check it by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// SHA-256, in hex.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
}

impl Digest {
    /// Of bytes that are at hand.
    pub fn of(bytes: &[u8]) -> Self {
        Digest::from(Sha256::digest(bytes), bytes.len() as u64)
    }

    /// Of a whole file.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        let digest: Arc<OnceLock<Digest>> = Arc::default();
        io::copy(&mut Hashing::new(File::open(path)?, Arc::clone(&digest)), &mut io::sink())?;
        Ok(digest.get().cloned().unwrap_or_default())
    }

    fn from(hash: impl AsRef<[u8]>, bytes: u64) -> Self {
        Digest { sha256: hash.as_ref().iter().map(|byte| format!("{byte:02x}")).collect(), bytes }
    }
}

/// A file that is hashed while it is read; once its end was seen, its digest is known.
pub(super) struct Hashing<R> {
    source: R,
    hash: Sha256,
    bytes: u64,
    digest: Arc<OnceLock<Digest>>,
}

impl<R: Read> Hashing<R> {
    /// Tells `digest` what was read of `source`, from its first byte to its end.
    pub fn new(source: R, digest: Arc<OnceLock<Digest>>) -> Self {
        Hashing { source, hash: Sha256::new(), bytes: 0, digest }
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let len = self.source.read(buf)?;
        self.hash.update(&buf[..len]);
        self.bytes += len as u64;
        if len == 0 && !buf.is_empty() {
            self.digest.get_or_init(|| Digest::from(self.hash.clone().finalize(), self.bytes));
        }
        Ok(len)
    }
}

/// What the first look at a file shows.
#[derive(Clone, Debug)]
pub(super) struct Survey {
    /// Its size in bytes.
    pub bytes: u64,
    /// Its digest, as far as it is known.
    pub digest: Arc<OnceLock<Digest>>,
    /// How it is packed.
    pub packing: Packing,
    /// The first [`HEAD`] bytes, unpacked.
    pub head: Vec<u8>,
    /// Whether the head is the whole file.
    pub whole: bool,
    /// Where the head is plain ASCII: some text from beyond it that is not.
    pub evidence: Vec<u8>,
}

impl Survey {
    /// Looks at the first bytes of a file, and further where they do not tell its encoding; a packed file is unpacked to
    /// its end.
    pub fn of(path: &Path) -> Result<Self, Unread> {
        let mut file = File::open(path)?;
        // Zeroing room for a whole head would cost a small file more than reading it; one byte more shows its end.
        let size = file.metadata().map_or(usize::MAX, |data| data.len() as usize);
        let mut head = vec![0; HEAD.min(size.saturating_add(1))];
        let mut len = fill(&mut file, &mut head)?;
        if len == head.len() && len < HEAD {
            // The file has grown since it was asked for its size.
            head.resize(HEAD, 0);
            len += fill(&mut file, &mut head[len..])?;
        }
        head.truncate(len);
        let mut survey = Survey {
            bytes: (len as u64).max(size as u64),
            digest: Arc::default(),
            packing: Packing::of(&head),
            whole: len < HEAD,
            head,
            evidence: Vec::new(),
        };
        if survey.packing != Packing::Plain {
            survey.digest = Arc::new(OnceLock::from(Digest::of_file(path)?));
            survey.unpack(path)?;
        } else if survey.whole {
            survey.digest = Arc::new(OnceLock::from(Digest::of(&survey.head)));
        } else if survey.head.is_ascii() {
            let mut chunk = vec![0; HEAD];
            while survey.evidence.len() < EVIDENCE {
                let len = fill(&mut file, &mut chunk)?;
                survey.note_evidence(&chunk[..len]);
                if len < chunk.len() {
                    break;
                }
            }
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
