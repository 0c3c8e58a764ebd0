//! Line ends: LF, CRLF and a lone CR.

use memchr::{memchr, memchr_iter};

/// The end of the first line: its length without the line end, and the start of the next line.
/// `None` where the buffer ends before (and, unless `last`, where a CR stands at its end).
pub(super) fn first_line_end(buf: &[u8], last: bool) -> Option<(usize, usize)> {
    let at = memchr::memchr2(b'\n', b'\r', buf)?;
    match (buf[at], buf.get(at + 1)) {
        (b'\r', Some(b'\n')) => Some((at, at + 2)),
        (b'\r', None) if !last => None,
        _ => Some((at, at + 1)),
    }
}

/// Line ends in a text: LF, CRLF and lone CR are one each. A CR at the end counts.
pub(super) fn count_lines(text: &[u8]) -> u64 {
    let mut lines = memchr_iter(b'\n', text).count();
    if memchr(b'\r', text).is_some() {
        lines += memchr_iter(b'\r', text).filter(|i| text.get(i + 1) != Some(&b'\n')).count();
    }
    lines as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends() {
        assert_eq!(first_line_end(b"a\r\nb", true), Some((1, 3)));
        assert_eq!(first_line_end(b"a\rb", true), Some((1, 2)));
        assert_eq!(first_line_end(b"a\r", true), Some((1, 2)));
        assert_eq!(first_line_end(b"a\r", false), None);
        assert_eq!(first_line_end(b"a", true), None);
        assert_eq!(count_lines(b"a\r\nb\rc\n\n\r"), 5);
    }
}
