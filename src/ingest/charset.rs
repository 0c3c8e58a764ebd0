//! The legacy charsets TCVN3 (ABC) and VNI-Windows, from our own table, compiled in.
//!
//! The table names, for each Vietnamese letter, the bytes that fonts of that charset show as it. TCVN3 has no
//! capitals with tone marks of its own: text set in its "H" fonts (all capitals) is stored as small letters and
//! comes out as small letters. Names and headers are compared without case, so that costs nothing there.

use std::sync::LazyLock;

/// A legacy charset: which bytes are which letter.
pub(super) struct Charset {
    /// Letters of one byte.
    single: [Option<char>; 256],
    /// Letters of two bytes, by first and second byte, sorted.
    double: Vec<([u8; 2], char)>,
    /// Bytes that begin a letter of two bytes.
    begins: [bool; 256],
}

/// TCVN 5712 (TCVN3), as ABC fonts (.VnTime) use it.
pub(super) static TCVN3: LazyLock<Charset> = LazyLock::new(|| Charset::from_table(3));
/// VNI-Windows.
pub(super) static VNI: LazyLock<Charset> = LazyLock::new(|| Charset::from_table(VNI_COLUMN));

/// Columns: unicode, codepoint, tcvn3_as_latin1, tcvn3_bytes_hex, vni_win_as_cp1252, vni_bytes_hex, viqr.
const TABLE: &str = include_str!("../../data/registry/legacy_charsets.csv");

const VNI_COLUMN: usize = 5;

/// Single bytes that some converters write in VNI, and that its fonts leave free.
const VARIANTS: [(u8, char); 2] = [(0xcb, 'Ỷ'), (0xeb, 'ỷ')];

impl Charset {
    fn from_table(column: usize) -> Self {
        let mut charset = Charset { single: [None; 256], double: Vec::new(), begins: [false; 256] };
        for line in TABLE.lines().skip(1) {
            let mut cells = line.split(',');
            let letter = cells.next().and_then(|cell| cell.chars().next());
            let bytes =
                cells.nth(column - 1).and_then(|hex| u32::from_str_radix(hex, 16).ok().map(|n| (hex, n)));
            let (Some(letter), Some((hex, n))) = (letter, bytes) else { continue };
            let [_, _, first, second] = n.to_be_bytes();
            if hex.len() == 2 {
                charset.single[usize::from(second)] = Some(letter);
            } else {
                charset.double.push(([first, second], letter));
                charset.begins[usize::from(first)] = true;
            }
        }
        for (byte, letter) in VARIANTS.iter().filter(|_| column == VNI_COLUMN) {
            charset.single[usize::from(*byte)].get_or_insert(*letter);
        }
        charset.double.sort_unstable();
        charset
    }

    /// Decodes `bytes` onto `text`. Returns how many bytes were used: all, unless `last` is false and the final byte
    /// may begin a letter of two bytes. Bytes that are no letter of the charset become U+FFFD, unless ASCII.
    pub fn decode(&self, bytes: &[u8], last: bool, text: &mut String) -> usize {
        let mut pos = 0;
        while let Some(&byte) = bytes.get(pos) {
            if self.begins[usize::from(byte)] {
                match bytes.get(pos + 1) {
                    Some(&second) if !second.is_ascii() => {
                        if let Some(letter) = self.double(byte, second) {
                            text.push(letter);
                            pos += 2;
                            continue;
                        }
                    }
                    Some(_) => {}
                    None if !last => break,
                    None => {}
                }
            }
            match self.single[usize::from(byte)] {
                Some(letter) => text.push(letter),
                None if byte.is_ascii() => text.push(char::from(byte)),
                None => text.push(punctuation(byte)),
            }
            pos += 1;
        }
        pos
    }

    fn double(&self, first: u8, second: u8) -> Option<char> {
        let found = self.double.binary_search_by_key(&[first, second], |(bytes, _)| *bytes).ok()?;
        self.double.get(found).map(|(_, letter)| *letter)
    }

    /// Encodes text; `None` where it holds a character that the charset lacks. Decomposed text is not understood.
    #[cfg(test)]
    pub fn encode(&self, text: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        for letter in text.chars() {
            if letter.is_ascii() {
                bytes.push(letter as u8);
            } else if let Some((double, _)) = self.double.iter().find(|(_, l)| *l == letter) {
                bytes.extend(double);
            } else {
                bytes.push(self.single.iter().position(|l| *l == Some(letter))? as u8);
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
    fn variants_of_vni_are_read() {
        let mut text = String::new();
        VNI.decode(b"T\xeb le\xe4", true, &mut text);
        assert_eq!(text, "Tỷ lệ");
    }

    #[test]
    fn pieces_decode_as_the_whole() {
        let bytes = VNI.encode("Điện Biên, Sơn La: đường bộ 95,10 %").unwrap();
        let mut whole = String::new();
        VNI.decode(&bytes, true, &mut whole);
        assert_eq!(whole, "Điện Biên, Sơn La: đường bộ 95,10 %");
        for cut in 0..bytes.len() {
            let mut text = String::new();
            let used = VNI.decode(&bytes[..cut], false, &mut text);
            VNI.decode(&bytes[used..], true, &mut text);
            assert_eq!(text, whole);
        }
    }
}
