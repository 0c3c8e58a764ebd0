//! The legacy charsets TCVN3 (ABC) and VNI-Windows, from our own table, compiled in, and Windows-1258.
//!
//! The table names, for each Vietnamese letter, the bytes that fonts of that charset show as it. TCVN3 has no
//! capitals with tone marks of its own: text set in its "H" fonts (all capitals) is stored as small letters and
//! comes out as small letters. Names and headers are compared without case, so that costs nothing there.
//!
//! Windows-1258 writes a letter and then its tone mark. The two are read as the one letter that they make, so that
//! text need not be composed later, name by name.

use std::sync::LazyLock;

use encoding_rs::WINDOWS_1258;
use unicode_normalization::UnicodeNormalization;

/// A legacy charset: which bytes are which letter.
pub(super) struct Charset {
    /// What each byte is by itself.
    single: [char; 256],
    /// Which of the bytes that begin a letter of two bytes this is, from 1 on; 0 for all others.
    first: [u8; 256],
    /// Which of the bytes that end a letter of two bytes this is, from 1 on; 0 for all others.
    second: [u8; 256],
    /// Letters of two bytes: a row for each that begins one, a column for each that ends one.
    double: Vec<Option<char>>,
    /// Columns of a row.
    seconds: usize,
}

/// TCVN 5712 (TCVN3), as ABC fonts (.VnTime) use it.
pub(super) static TCVN3: LazyLock<Charset> = LazyLock::new(|| Charset::from_table(3));
/// VNI-Windows.
pub(super) static VNI: LazyLock<Charset> = LazyLock::new(|| Charset::from_table(VNI_COLUMN));
/// Windows-1258, letters and their tone marks together.
pub(super) static CP1258: LazyLock<Charset> = LazyLock::new(Charset::windows_1258);

/// Columns: unicode, codepoint, tcvn3_as_latin1, tcvn3_bytes_hex, vni_win_as_cp1252, vni_bytes_hex, viqr.
const TABLE: &str = include_str!("../../data/registry/legacy_charsets.csv");

const VNI_COLUMN: usize = 5;

/// Single bytes that some converters write in VNI, and that its fonts leave free.
const VARIANTS: [(u8, char); 2] = [(0xcb, 'Ỷ'), (0xeb, 'ỷ')];

/// The tone marks of Windows-1258: grave, acute, tilde, hook above, dot below.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Every byte, in order.
fn bytes() -> [u8; 256] {
    std::array::from_fn(|byte| byte as u8)
}

impl Charset {
    fn new(single: [char; 256], pairs: &[([u8; 2], char)]) -> Self {
        let mut charset =
            Charset { single, first: [0; 256], second: [0; 256], double: Vec::new(), seconds: 0 };
        let (mut firsts, mut seconds) = (0, 0);
        for ([first, second], _) in pairs {
            for (byte, known, count) in
                [(first, &mut charset.first, &mut firsts), (second, &mut charset.second, &mut seconds)]
            {
                let place = &mut known[usize::from(*byte)];
                if *place == 0 {
                    *count += 1;
                    *place = *count;
                }
            }
        }
        charset.seconds = usize::from(seconds);
        charset.double = vec![None; usize::from(firsts) * charset.seconds];
        for ([first, second], letter) in pairs {
            if let Some(at) = charset.place(*first, *second) {
                charset.double[at] = Some(*letter);
            }
        }
        charset
    }

    fn from_table(column: usize) -> Self {
        let mut single = [None; 256];
        let mut pairs = Vec::new();
        for line in TABLE.lines().skip(1) {
            let mut cells = line.split(',');
            let letter = cells.next().and_then(|cell| cell.chars().next());
            let bytes =
                cells.nth(column - 1).and_then(|hex| u32::from_str_radix(hex, 16).ok().map(|n| (hex, n)));
            let (Some(letter), Some((hex, n))) = (letter, bytes) else { continue };
            let [_, _, first, second] = n.to_be_bytes();
            if hex.len() == 2 {
                single[usize::from(second)] = Some(letter);
            } else {
                pairs.push(([first, second], letter));
            }
        }
        for (byte, letter) in VARIANTS.iter().filter(|_| column == VNI_COLUMN) {
            single[usize::from(*byte)].get_or_insert(*letter);
        }
        let alone = |byte: u8| match single[usize::from(byte)] {
            Some(letter) => letter,
            None if byte.is_ascii() => char::from(byte),
            None => punctuation(byte),
        };
        Charset::new(bytes().map(alone), &pairs)
    }

    fn windows_1258() -> Self {
        let alone = |byte: u8| {
            let byte = [byte];
            let (text, _) = WINDOWS_1258.decode_without_bom_handling(&byte);
            text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
        };
        let single = bytes().map(alone);
        let marks: Vec<u8> =
            bytes().into_iter().filter(|byte| TONES.contains(&single[usize::from(*byte)])).collect();
        let pairs: Vec<([u8; 2], char)> = bytes()
            .into_iter()
            .flat_map(|first| marks.iter().map(move |mark| [first, *mark]))
            .filter_map(|pair| {
                let [letter, mark] = pair.map(|byte| single[usize::from(byte)]);
                let mut made = [letter, mark].into_iter().nfc();
                made.next().filter(|_| made.next().is_none()).map(|made| (pair, made))
            })
            .collect();
        Charset::new(single, &pairs)
    }

    /// Decodes `bytes` onto `text`. Returns how many bytes were used: all, unless `last` is false and the final byte
    /// may begin a letter of two bytes. Bytes that are no letter of the charset become U+FFFD, unless ASCII.
    pub fn decode(&self, bytes: &[u8], last: bool, text: &mut String) -> usize {
        let mut pos = 0;
        while let Some(&byte) = bytes.get(pos) {
            if self.first[usize::from(byte)] != 0 {
                match bytes.get(pos + 1) {
                    Some(&second) => {
                        if let Some(letter) = self.place(byte, second).and_then(|at| self.double[at]) {
                            text.push(letter);
                            pos += 2;
                            continue;
                        }
                    }
                    None if !last => break,
                    None => {}
                }
            }
            text.push(self.single[usize::from(byte)]);
            pos += 1;
        }
        pos
    }

    /// Where the letter of two bytes is kept, where the one begins and the other ends some.
    fn place(&self, first: u8, second: u8) -> Option<usize> {
        let row = usize::from(self.first[usize::from(first)]).checked_sub(1)?;
        let column = usize::from(self.second[usize::from(second)]).checked_sub(1)?;
        Some(row * self.seconds + column)
    }

    /// Encodes text; `None` where it holds a character that the charset lacks. Decomposed text is not understood.
    #[cfg(test)]
    pub fn encode(&self, text: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        for letter in text.chars() {
            let double = self.double.iter().position(|made| *made == Some(letter));
            if letter.is_ascii() {
                bytes.push(letter as u8);
            } else if let Some(at) = double {
                let of = |places: &[u8; 256], place| {
                    places.iter().position(|known| usize::from(*known) == place + 1)
                };
                bytes.push(of(&self.first, at / self.seconds)? as u8);
                bytes.push(of(&self.second, at % self.seconds)? as u8);
            } else {
                bytes.push(self.single.iter().position(|alone| *alone == letter)? as u8);
            }
        }
        Some(bytes)
    }
}

/// What Windows fonts show for a byte that the charset leaves alone: quotes, dashes, the no-break space.
fn punctuation(byte: u8) -> char {
    match byte {
        0x85 => '…',
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x95 => '•',
        0x96 => '–',
        0x97 => '—',
        0xa0 => '\u{a0}',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::encoding::tests::to_1258;
    use super::*;

    #[test]
    fn every_letter_round_trips() {
        for (charset, column) in [(&*TCVN3, 3), (&*VNI, 5)] {
            let mut letters = 0;
            for line in TABLE.lines().skip(1) {
                let cells: Vec<&str> = line.split(',').collect();
                let bytes: Vec<u8> = (0..cells[column].len() / 2)
                    .map(|i| u8::from_str_radix(&cells[column][2 * i..2 * i + 2], 16).unwrap())
                    .collect();
                let mut text = String::new();
                assert_eq!(charset.decode(&bytes, true, &mut text), bytes.len());
                assert_eq!(text, cells[0], "{line}");
                assert_eq!(charset.encode(cells[0]).unwrap(), bytes, "{line}");
                letters += 1;
            }
            assert_eq!(letters, 134);
        }
    }

    #[test]
    fn letters_and_their_tone_marks_are_one_letter() {
        for letter in TABLE.lines().skip(1).filter_map(|line| line.chars().next()) {
            let text = format!("{letter}n, {letter}");
            let bytes = to_1258(&text);
            let mut read = String::new();
            assert_eq!(CP1258.decode(&bytes, true, &mut read), bytes.len());
            assert_eq!(read, text);
            let (whole, _, lacking) = WINDOWS_1258.encode(&text);
            if !lacking {
                read.clear();
                CP1258.decode(&whole, true, &mut read);
                assert_eq!(read, text, "a letter with a byte of its own");
            }
        }
        let mut apart = String::new();
        CP1258.decode(b"x\xec, \xecan", true, &mut apart);
        assert_eq!(apart, "x\u{301}, \u{301}an", "a mark on no vowel stays where it is");
    }

    #[test]
    fn variants_of_vni_are_read() {
        let mut text = String::new();
        VNI.decode(b"T\xeb le\xe4", true, &mut text);
        assert_eq!(text, "Tỷ lệ");
    }

    #[test]
    fn pieces_decode_as_the_whole() {
        let text = "Điện Biên, Sơn La: đường bộ 95,10 %";
        for (charset, bytes) in [(&*VNI, VNI.encode(text).unwrap()), (&*CP1258, to_1258(text))] {
            for cut in 0..bytes.len() {
                let mut read = String::new();
                let used = charset.decode(&bytes[..cut], false, &mut read);
                charset.decode(&bytes[used..], true, &mut read);
                assert_eq!(read, text);
            }
        }
    }
}
