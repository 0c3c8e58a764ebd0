//! The bytes that mean something to whoever splits records, found 64 bytes at a time.

use wide::u8x16;

/// Bytes looked at at a time.
const STEP: usize = 64;

/// What is known of the first bytes of a text before they are looked at, because they were seen with those before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ahead {
    /// A bit for each byte that means something.
    found: u64,
    /// How many bytes.
    len: usize,
}

impl Ahead {
    /// The same, with nothing beyond the bytes.
    fn within(self) -> Self {
        let beyond = if self.len < STEP { u64::MAX << self.len } else { 0 };
        Ahead { found: self.found & !beyond, ..self }
    }
}

/// Finds separators, quotes and control characters (line ends and NUL among them) in one text, one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scan<'t> {
    text: &'t [u8],
    separator: u8,
    /// Where the bytes looked at last begin.
    at: usize,
    /// Which of them mean something and were not given yet, and how many they are.
    seen: Ahead,
}

impl<'t> Scan<'t> {
    /// Begins at the start of a text.
    pub fn new(text: &'t [u8], separator: u8, ahead: Ahead) -> Self {
        Scan { text, separator, at: 0, seen: Ahead { len: ahead.len.min(text.len()), ..ahead }.within() }
    }

    /// The next byte that means something.
    // Asked for each field: what it finds stays in registers where the words are written out.
    #[inline(always)]
    pub fn next(&mut self) -> Option<usize> {
        while self.seen.found == 0 {
            self.at += self.seen.len;
            self.seen.len = 0;
            if self.at >= self.text.len() {
                return None;
            }
            self.look();
        }
        let at = self.at + self.seen.found.trailing_zeros() as usize;
        self.seen.found &= self.seen.found - 1;
        Some(at)
    }

    /// What is known of the text from `from` on, of which nothing may have been given.
    pub fn ahead(&self, from: usize) -> Ahead {
        match from.checked_sub(self.at) {
            Some(passed) if passed < self.seen.len => {
                Ahead { found: self.seen.found >> passed, len: self.seen.len - passed }
            }
            _ => Ahead::default(),
        }
    }

    fn look(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.seen = match rest.first_chunk() {
            Some(bytes) => Ahead { found: marks(bytes, self.separator), len: STEP },
            None => {
                let mut bytes = [b' '; STEP];
                bytes[..rest.len()].copy_from_slice(rest);
                Ahead { found: marks(&bytes, self.separator), len: rest.len() }.within()
            }
        };
    }
}

/// A bit for each byte that means something, the first one lowest.
fn marks(bytes: &[u8; STEP], separator: u8) -> u64 {
    let [separator, quote, last] = [separator, b'"', b'\r'].map(u8x16::splat);
    bytes.as_chunks().0.iter().rev().fold(0, |marks, bytes: &[u8; 16]| {
        let bytes = u8x16::new(*bytes);
        let control = bytes.min(last).simd_eq(bytes);
        let means = bytes.simd_eq(separator) | bytes.simd_eq(quote) | control;
        marks << 16 | u64::from(means.to_bitmask())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_looking_at_each_byte_finds() {
        let means = |byte: &u8| matches!(byte, b';' | b'"') || *byte <= b'\r';
        let mut state = 7_u32;
        for len in (0..150).chain([1000]) {
            let text: Vec<u8> = (0..len)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    if state >> 28 == 0 {
                        (state >> 20) as u8
                    } else {
                        b"ab;\"\n\r\0\t\xc3 z,"[(state >> 16) as usize % 12]
                    }
                })
                .collect();
            let mut scan = Scan::new(&text, b';', Ahead::default());
            let expected: Vec<usize> = (0..text.len()).filter(|at| means(&text[*at])).collect();
            for (nth, at) in expected.iter().enumerate() {
                assert_eq!(scan.next(), Some(*at), "{nth} of {len}");
                // What was seen stands for the text behind it too, be it cut or not.
                let from = at + 1;
                for to in [text.len(), text.len().min(from + 9)] {
                    let mut rest = Scan::new(&text[from..to], b';', scan.ahead(from));
                    let expected = expected[nth + 1..].iter().filter(|at| **at < to);
                    for at in expected {
                        assert_eq!(rest.next(), Some(at - from), "{from} to {to} of {len}");
                    }
                    assert_eq!(rest.next(), None, "{from} to {to} of {len}");
                }
            }
            assert_eq!(scan.next(), None);
            assert_eq!(scan.next(), None);
        }
    }
}
