//! Which encoding a file is in, and its text as UTF-8.
//!
//! A byte order mark settles it; so do the NUL bytes of UTF-16 and well-formed UTF-8 (of which a few bytes may be
//! bad: they cost only the cells they stand in). Everything else is decoded as each of the legacy charsets, and
//! the one whose words are Vietnamese syllables is taken.

use std::io::{self, Read};

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE};

use super::charset::{CP1258, Charset, TCVN3, VNI};
use super::syllable::is_syllable;

/// The encodings that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf8Bom,
    Utf16Le,
    Utf16Be,
    Cp1258,
    Tcvn3,
    Vni,
}

/// An encoding, and how sure it is (0 to 1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Finding {
    pub encoding: Encoding,
    pub confidence: f64,
}

impl Encoding {
    /// As `accounting.csv` names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf8Bom => "utf-8-bom",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Cp1258 => "cp1258",
            Encoding::Tcvn3 => "tcvn3",
            Encoding::Vni => "vni",
        }
    }

    /// The encoding that a user calls `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        Some(match name.to_ascii_lowercase().as_str() {
            "utf8" => Encoding::Utf8,
            "utf8bom" => Encoding::Utf8Bom,
            "utf16le" | "utf16" => Encoding::Utf16Le,
            "utf16be" => Encoding::Utf16Be,
            "cp1258" | "windows1258" => Encoding::Cp1258,
            "tcvn3" | "abc" | "tcvn" => Encoding::Tcvn3,
            "vni" | "vniwindows" | "vniwin" => Encoding::Vni,
            _ => return None,
        })
    }

    /// Bytes of the byte order mark at the start of the file.
    pub fn bom_len(head: &[u8]) -> usize {
        match head {
            [0xef, 0xbb, 0xbf, ..] => 3,
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => 2,
            _ => 0,
        }
    }

    /// Whether the text is the bytes as they are.
    pub fn is_utf8(self) -> bool {
        matches!(self, Encoding::Utf8 | Encoding::Utf8Bom)
    }

    /// The text of a whole piece of bytes (whose end may cut a letter).
    pub fn decode(self, bytes: &[u8]) -> String {
        let mut text = String::new();
        self.decoder().push(bytes, true, &mut text);
        text
    }

    fn decoder(self) -> Transcoder {
        match self {
            Encoding::Utf8 | Encoding::Utf8Bom => {
                Transcoder::Standard(encoding_rs::UTF_8.new_decoder_without_bom_handling())
            }
            Encoding::Utf16Le => Transcoder::Standard(UTF_16LE.new_decoder_without_bom_handling()),
            Encoding::Utf16Be => Transcoder::Standard(UTF_16BE.new_decoder_without_bom_handling()),
            Encoding::Cp1258 => Transcoder::Legacy(&CP1258, Vec::new()),
            Encoding::Tcvn3 => Transcoder::Legacy(&TCVN3, Vec::new()),
            Encoding::Vni => Transcoder::Legacy(&VNI, Vec::new()),
        }
    }
}

/// Tells the encoding from the first bytes of a file and, where those are plain ASCII, from some bytes further on.
pub(super) fn detect(head: &[u8], evidence: &[u8]) -> Finding {
    let sure = |encoding| Finding { encoding, confidence: 1.0 };
    match head {
        [0xef, 0xbb, 0xbf, ..] => return sure(Encoding::Utf8Bom),
        [0xff, 0xfe, ..] => return sure(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => return sure(Encoding::Utf16Be),
        _ => {}
    }
    if let Some(finding) = utf16(head) {
        return finding;
    }
    let sample = if head.is_ascii() { evidence } else { head };
    if sample.is_ascii() {
        return sure(Encoding::Utf8);
    }
    // Mostly no letter needs to be counted.
    if std::str::from_utf8(sample).is_ok() {
        return sure(Encoding::Utf8);
    }
    let (good, bad) = utf8_letters(sample);
    if bad == 0 {
        return sure(Encoding::Utf8);
    }
    // Text in a legacy charset holds hardly any two bytes in a row that are well-formed UTF-8: where a fifth of what
    // is not ASCII is, the rest are bad bytes, and cost their rows.
    let utf8_share = good as f64 / (good + bad) as f64;
    if utf8_share >= 0.2 {
        let confidence = utf8_share.max(good as f64 / (good as f64 + 1.0));
        return Finding { encoding: Encoding::Utf8, confidence };
    }
    let scores = [Encoding::Cp1258, Encoding::Tcvn3, Encoding::Vni].map(|encoding| {
        let (plausible, words) = plausible_words(&encoding.decode(&sample[..sample.len().min(1 << 16)]));
        (encoding, plausible, words)
    });
    let share = |(_, plausible, words): (Encoding, usize, usize)| plausible as f64 / words.max(1) as f64;
    let mut best = scores[0];
    for score in &scores[1..] {
        if share(*score) > share(best) {
            best = *score;
        }
    }
    let second = scores.iter().filter(|s| s.0 != best.0).map(|s| share(*s)).fold(0.0, f64::max);
    let margin = ((share(best) - second) * 2.0).clamp(0.0, 1.0);
    let volume = best.2 as f64 / (best.2 as f64 + 1.0);
    Finding { encoding: best.0, confidence: share(best) * margin * volume }
}

/// UTF-16 without a mark shows by NUL bytes on one side of its pairs.
fn utf16(head: &[u8]) -> Option<Finding> {
    let pairs = (head.len() / 2).min(1 << 15);
    memchr::memchr(0, &head[..pairs * 2])?;
    let nuls = |side: usize| head.chunks_exact(2).take(pairs).filter(|pair| pair[side] == 0).count();
    let (first, second) = (nuls(0), nuls(1));
    let encoding = match pairs {
        0 | 1 => return None,
        _ if second * 5 >= pairs && first * 50 < pairs => Encoding::Utf16Le,
        _ if first * 5 >= pairs && second * 50 < pairs => Encoding::Utf16Be,
        _ => return None,
    };
    let text = encoding.decode(&head[..pairs * 2]);
    let strange = text.chars().filter(|ch| *ch == char::REPLACEMENT_CHARACTER).count();
    Some(Finding { encoding, confidence: 1.0 - strange as f64 / pairs as f64 })
}

/// Letters beyond ASCII that are well-formed UTF-8, and bytes that are not.
fn utf8_letters(sample: &[u8]) -> (usize, usize) {
    let (mut good, mut bad) = (0, 0);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().chars().filter(|ch| !ch.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    // The sample may end amid a letter.
    if bad > 0 && bad <= 3 && std::str::from_utf8(sample).is_err_and(|error| error.error_len().is_none()) {
        bad = 0;
    }
    (good, bad)
}

/// Words with letters beyond ASCII that are Vietnamese syllables, and all words with such letters.
fn plausible_words(text: &str) -> (usize, usize) {
    let (mut plausible, mut words) = (0, 0);
    let is_part = |ch: char| ch.is_alphanumeric() || (!ch.is_ascii() && !ch.is_whitespace());
    for word in text.split(|ch: char| !is_part(ch)).filter(|word| !word.is_ascii()) {
        let letters = word.trim_matches(['“', '”', '‘', '’', '–', '—', '…', '\u{a0}']);
        if letters.is_ascii() {
            continue;
        }
        words += 1;
        plausible += usize::from(is_syllable(letters));
    }
    (plausible, words)
}

enum Transcoder {
    Standard(Decoder),
    /// The charset, and bytes that wait for those that follow.
    Legacy(&'static Charset, Vec<u8>),
}

impl Transcoder {
    fn push(&mut self, bytes: &[u8], last: bool, text: &mut String) {
        match self {
            Transcoder::Standard(decoder) => {
                if let Some(room) = decoder.max_utf8_buffer_length(bytes.len()) {
                    text.reserve(room);
                }
                let _ = decoder.decode_to_string(bytes, text, last);
            }
            Transcoder::Legacy(charset, waiting) => {
                let used = if waiting.is_empty() {
                    let used = charset.decode(bytes, last, text);
                    waiting.extend_from_slice(&bytes[used..]);
                    return;
                } else {
                    waiting.extend_from_slice(bytes);
                    charset.decode(waiting, last, text)
                };
                waiting.drain(..used);
            }
        }
    }
}

/// A reader of UTF-8 over bytes in any encoding; memory stays flat.
pub(super) struct Utf8Reader<R> {
    source: R,
    transcoder: Transcoder,
    bytes: Vec<u8>,
    text: String,
    given: usize,
    ended: bool,
}

impl<R: Read> Utf8Reader<R> {
    /// Reads `source`, which starts behind its byte order mark, as `encoding`.
    pub fn new(source: R, encoding: Encoding) -> Self {
        Utf8Reader {
            source,
            transcoder: encoding.decoder(),
            bytes: vec![0; 1 << 16],
            text: String::new(),
            given: 0,
            ended: false,
        }
    }
}

impl<R: Read> Read for Utf8Reader<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && !self.ended {
            self.text.clear();
            self.given = 0;
            let len = self.source.read(&mut self.bytes)?;
            self.ended = len == 0;
            self.transcoder.push(&self.bytes[..len], self.ended, &mut self.text);
        }
        let ready = &self.text.as_bytes()[self.given..];
        let len = ready.len().min(buf.len());
        buf[..len].copy_from_slice(&ready[..len]);
        self.given += len;
        Ok(len)
    }
}

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use encoding_rs::WINDOWS_1258;
    use unicode_normalization::UnicodeNormalization;

    const TEXT: &str =
        "Ngày,Tỉnh,Vấn đề\n22/03/2022,Sơn La,Hạ tầng viễn thông\n23/03/2022,Điện Biên,Khởi nghiệp\n";

    fn encodings() -> Vec<(Encoding, Vec<u8>)> {
        let le: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        vec![
            (Encoding::Utf8, TEXT.into()),
            (Encoding::Utf8Bom, format!("\u{feff}{TEXT}").into()),
            (Encoding::Utf16Le, le),
            (Encoding::Utf16Be, be),
            (Encoding::Tcvn3, TCVN3.encode(TEXT).unwrap()),
            (Encoding::Vni, VNI.encode(TEXT).unwrap()),
            (Encoding::Cp1258, to_1258(TEXT)),
        ]
    }

    /// Windows-1258 keeps tone marks apart from letters that carry another mark.
    pub(in crate::ingest) fn to_1258(text: &str) -> Vec<u8> {
        let marks = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
        let mut spread = String::new();
        for ch in text.nfc() {
            let parts: Vec<char> = ch.to_string().nfd().collect();
            match parts.iter().position(|part| marks.contains(part)) {
                Some(at) => {
                    let rest: String =
                        parts.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| c).collect();
                    spread.extend(rest.nfc());
                    spread.push(parts[at]);
                }
                None => spread.push(ch),
            }
        }
        let (bytes, _, bad) = WINDOWS_1258.encode(&spread);
        assert!(!bad);
        bytes.into_owned()
    }

    #[test]
    fn each_encoding_is_found_and_read() {
        for (encoding, bytes) in encodings() {
            let finding = detect(&bytes, &[]);
            assert_eq!(finding.encoding, encoding);
            assert!(finding.confidence > 0.6, "{finding:?}");
            let mut text = String::new();
            let source = &bytes[Encoding::bom_len(&bytes)..];
            Utf8Reader::new(source, encoding).read_to_string(&mut text).unwrap();
            assert_eq!(text, TEXT, "{encoding:?}");
        }
    }

    #[test]
    fn a_bad_byte_leaves_utf8_what_it_is() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.extend_from_slice(b"24/03/2022,S\xffn La,x\n");
        assert_eq!(detect(&bytes, &[]).encoding, Encoding::Utf8);
        let few = b"2018,H\xc3\xa0 Nam,90\n2019,H\xff Nam,90\n2020,Nam,90\xe1\xba\n";
        assert_eq!(detect(few, &[]), Finding { encoding: Encoding::Utf8, confidence: 0.5 });
        assert_eq!(detect(b"a,b\n1,2\n", &[]), Finding { encoding: Encoding::Utf8, confidence: 1.0 });
        let late = TCVN3.encode("Điện Biên,Khởi nghiệp").unwrap();
        assert_eq!(detect(b"a,b\n1,2\n", &late).encoding, Encoding::Tcvn3);
    }

    #[test]
    fn names_of_encodings() {
        for (name, encoding) in
            [("UTF-8", Encoding::Utf8), ("windows-1258", Encoding::Cp1258), ("ABC", Encoding::Tcvn3)]
        {
            assert_eq!(Encoding::from_name(name), Some(encoding));
        }
        assert_eq!(Encoding::from_name("latin1"), None);
    }
}
