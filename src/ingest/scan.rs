//! The bytes that mean something to whoever splits records, found 64 bytes at a time.

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

/// Finds separators, quotes and control characters (line ends and NUL among them) in one text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scan<'t> {
    text: &'t [u8],
    separator: u8,
    /// The bytes looked at last: where they begin, how many they are, and which of them mean something.
    at: usize,
    seen: Ahead,
}

impl<'t> Scan<'t> {
    /// Begins at the start of a text.
    pub fn new(text: &'t [u8], separator: u8, ahead: Ahead) -> Self {
        let known = ahead.len.min(text.len());
        Scan { text, separator, at: 0, seen: Ahead { len: known, ..ahead } }
    }

    /// The first byte from `from` on that means something.
    pub fn next(&mut self, from: usize) -> Option<usize> {
        if from < self.at || from - self.at > self.seen.len {
            (self.at, self.seen) = (from, Ahead::default());
        }
        let passed = from - self.at;
        let mut found = if passed < STEP { self.seen.found >> passed << passed } else { 0 };
        if passed >= self.seen.len {
            found = 0;
        }
        while found == 0 {
            self.at += self.seen.len;
            if self.at >= self.text.len() {
                self.seen = Ahead::default();
                return None;
            }
            self.look();
            found = self.seen.found;
        }
        Some(self.at + found.trailing_zeros() as usize)
    }

    /// What is known of the text from `from` on.
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
                Ahead { found: marks(&bytes, self.separator) & !(u64::MAX << rest.len()), len: rest.len() }
            }
        };
    }
}

/// A bit for each byte that means something, the first one lowest.
fn marks(bytes: &[u8; STEP], separator: u8) -> u64 {
    let mut means = [0; STEP];
    for (means, byte) in means.iter_mut().zip(bytes) {
        *means = u8::from(*byte == separator) | u8::from(*byte == b'"') | u8::from(*byte <= b'\r');
    }
    // Of eight bytes that are 0 or 1, the product has one bit each in its topmost byte.
    let pack = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    means.as_chunks().0.iter().rev().fold(0, |marks, eight| marks << 8 | pack(eight))
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
            for from in (0..=len).chain((0..len).step_by(37)) {
                let expected = text[from..].iter().position(means).map(|i| from + i);
                assert_eq!(scan.next(from), expected, "{from} of {len}");
                // What was seen stands for the text behind it too.
                let mut rest = Scan::new(&text[from..], b';', scan.ahead(from));
                assert_eq!(rest.next(0), expected.map(|at| at - from), "{from} of {len}");
            }
        }
    }
}
