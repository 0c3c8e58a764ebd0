//! Records: where one begins and ends, and what its fields are.
//!
//! RFC 4180, with the line ends CRLF, LF and a lone CR, mixed as they come. [`Splitter::split`] is the one
//! definition of a record; whoever cuts a file into pieces must come to the same records.
//!
//! - A quote inside an unquoted field, or text after a closing quote, is a stray quote: the record ends with
//!   its line.
//! - A quoted field may run over lines. If it never closes, or closes amid text some lines later, the quote was
//!   left open: the first line alone is broken, and reading goes on with the next line that is a row of the table.
//! - The same holds for a record of several lines with a wrong number of fields, if a line within it is a row of
//!   the table by itself; otherwise it is one ragged record.
//! - A record that does not end within [`Splitter::max`] bytes is too long; only its first bytes are kept.

use memchr::{memchr, memchr_iter};

use crate::model::Rule;

use super::field::{Field, Fields, Held};
use super::lines::first_line_end;
use super::scan::{Ahead, Scan};

/// One record found at the start of a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Bytes of the record, without its line end.
    pub len: usize,
    /// Where the next record starts; lines in between were lost with this one.
    pub next: usize,
    /// Lines from this record to the next one.
    pub lines: u64,
    /// What is wrong with it.
    pub fault: Option<Rule>,
    /// NUL bytes in it.
    nul: bool,
    /// The line goes on beyond the buffer: skip to its end.
    pub endless: bool,
    /// What is known of the next record.
    pub ahead: Ahead,
}

/// How records are told apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Splitter {
    /// Separator of fields.
    pub separator: u8,
    /// Fields of a row of the table; 0 where that is not known yet.
    pub columns: usize,
    /// Longest record, in bytes.
    pub max: usize,
}

/// Why a record was not read to its end.
enum Stop {
    /// The buffer ends before the record does.
    More,
    /// The record is longer than allowed.
    TooLong,
    /// A quote was left open; it showed at this offset.
    Open(usize),
}

/// A quoted field.
struct Quoted {
    /// Behind the closing quote.
    after: usize,
    /// Doubled quotes within.
    escaped: bool,
    /// Line ends within.
    lines: u64,
    /// NUL bytes within.
    nul: bool,
}

impl Splitter {
    /// The record at the start of `buf`, its fields in `fields`; `None` when more bytes are needed to tell.
    /// `last` says that nothing follows the buffer, `ahead` what is known of it. At most `2 * max + 8` bytes are ever needed.
    pub fn split(&self, buf: &[u8], last: bool, ahead: Ahead, fields: &mut Fields) -> Option<Found> {
        let mut found = match self.record(buf, last, ahead, fields) {
            Ok(found) => found,
            Err(Stop::More) => return None,
            Err(Stop::TooLong) => return Some(self.too_long(buf, fields)),
            Err(Stop::Open(shown)) => return self.resume(buf, last, shown, fields),
        };
        if found.lines > 1 && self.columns > 0 && !self.is_row(&found, buf, fields) {
            let inside = self.row_within(buf, last, found.next)?;
            if inside.is_some() {
                return self.resume(buf, last, found.next, fields);
            }
            // The search used no fields of ours, but ours are still those of the ragged record.
        }
        if found.nul {
            found.fault = Some(Rule::NulByte);
        }
        Some(found)
    }

    /// Reads one record by the letter of the grammar.
    // What it found is large, and copied by whoever calls it.
    #[inline(always)]
    fn record(&self, buf: &[u8], last: bool, ahead: Ahead, fields: &mut Fields) -> Result<Found, Stop> {
        fields.clear();
        let window = &buf[..buf.len().min(self.max + 2)];
        let last = last && window.len() == buf.len();
        let short = || match buf.len() < self.max + 2 {
            true => Stop::More,
            false if first_line_end(window, false).is_some() => Stop::Open(window.len()),
            false => Stop::TooLong,
        };
        let mut scan = Scan::new(window, self.separator, ahead);
        let mut fault = None;
        let mut lines = 1;
        let mut nul = false;
        let mut pos = 0;
        let mut literal = false; // whether quotes are plain characters up to the end of the field
        let (len, next) = loop {
            let Some(at) = scan.next() else {
                if !last {
                    return Err(short());
                }
                break (window.len(), window.len());
            };
            match window[at] {
                byte if byte == self.separator => {
                    fields.push(pos, at);
                    pos = at + 1;
                    literal = false;
                }
                b'\n' => break (at, at + 1),
                b'\r' => match window.get(at + 1) {
                    Some(b'\n') => break (at, at + 2),
                    None if !last => return Err(short()),
                    _ => break (at, at + 1),
                },
                // A quote behind nothing, or nothing but spaces.
                b'"' if !literal && window[pos..at].iter().all(|byte| *byte == b' ') => {
                    let Some(mut quoted) = quoted(window, &mut scan, last) else {
                        return Err(if last { Stop::Open(window.len()) } else { short() });
                    };
                    let closing = quoted.after;
                    let spaces = window[closing..].iter().take_while(|byte| **byte == b' ').count();
                    if window.get(closing + spaces).is_none_or(|byte| self.ends_field(*byte)) {
                        quoted.after += spaces;
                    }
                    let end = match window.get(quoted.after) {
                        None if last => Some((quoted.after, quoted.after)),
                        None => return Err(short()),
                        Some(&byte) if byte == self.separator => None,
                        Some(b'\n') => Some((quoted.after, quoted.after + 1)),
                        Some(b'\r') => match window.get(quoted.after + 1) {
                            Some(b'\n') => Some((quoted.after, quoted.after + 2)),
                            None if !last => return Err(short()),
                            _ => Some((quoted.after, quoted.after + 1)),
                        },
                        Some(_) if quoted.lines > 0 => return Err(Stop::Open(quoted.after)),
                        Some(_) => {
                            fault = Some(Rule::QuoteStray);
                            nul |= quoted.nul;
                            literal = true;
                            continue;
                        }
                    };
                    lines += quoted.lines;
                    nul |= quoted.nul;
                    push_quoted(window, at + 1..closing - 1, quoted.escaped, fields);
                    if let Some((len, next)) = end {
                        let ahead = scan.ahead(next);
                        return Ok(Found { len, next, lines, fault, nul, endless: false, ahead });
                    }
                    // Nothing but spaces stands before the separator, which is what comes next.
                    scan.next();
                    pos = quoted.after + 1;
                }
                b'"' => {
                    if !literal {
                        fault = Some(Rule::QuoteStray);
                    }
                    literal = true;
                }
                byte => nul |= byte == 0,
            }
        };
        fields.push(pos, len);
        let ahead = scan.ahead(next);
        Ok(Found { len, next, lines, fault, nul, endless: false, ahead })
    }

    fn ends_field(&self, byte: u8) -> bool {
        byte == self.separator || matches!(byte, b'\n' | b'\r')
    }

    /// Whether a record is a flawless row of the table.
    pub fn is_row(&self, found: &Found, buf: &[u8], fields: &Fields) -> bool {
        let raw = &buf[..found.len];
        found.fault.is_none()
            && fields.list.len() >= self.columns
            && (self.columns..fields.list.len()).all(|i| fields.cell(raw, i).is_empty())
            && (0..self.columns).any(|i| !fields.cell(raw, i).is_empty())
    }

    /// The first line after the first one, up to `limit`, that is a row of the table by itself, with the number of
    /// lines before it; outer `None` when more bytes are needed.
    fn row_within(&self, buf: &[u8], last: bool, limit: usize) -> Option<Option<(usize, u64)>> {
        let mut fields = Fields::default();
        let mut pos = 0;
        for lines in 1..=RESUME_LINES {
            let Some((_, next)) = first_line_end(&buf[pos..], last) else { return Some(None) };
            pos += next;
            if pos >= limit || pos >= buf.len() {
                return Some(None);
            }
            match self.record(&buf[pos..], last, Ahead::default(), &mut fields) {
                Ok(found) if self.is_row(&found, &buf[pos..], &fields) => return Some(Some((pos, lines))),
                Err(Stop::More) => return None,
                _ => {}
            }
        }
        Some(None)
    }

    /// A quote was left open in the first line: that line is broken, and reading goes on with the next line that is
    /// a row of the table, or with the next line where none is.
    fn resume(&self, buf: &[u8], last: bool, shown: usize, fields: &mut Fields) -> Option<Found> {
        let (len, next) = first_line_end(buf, last).unwrap_or((buf.len(), buf.len()));
        let (next, lines) = match self.row_within(buf, last, shown.max(next + 1))? {
            Some(resumed) if self.columns > 0 => resumed,
            _ => (next, 1),
        };
        fields.clear();
        let mut start = 0;
        for at in memchr_iter(self.separator, &buf[..len]) {
            fields.push(start, at);
            start = at + 1;
        }
        fields.push(start, len);
        let nul = memchr(0, &buf[..len]).is_some();
        let fault = Some(if nul { Rule::NulByte } else { Rule::QuoteUnclosed });
        Some(Found { len, next, lines, fault, nul, endless: false, ahead: Ahead::default() })
    }

    fn too_long(&self, buf: &[u8], fields: &mut Fields) -> Found {
        fields.clear();
        let len = self.max.min(KEPT_OF_LONG).min(buf.len());
        Found {
            len,
            next: len,
            lines: 1,
            fault: Some(Rule::RowTooLong),
            nul: false,
            endless: true,
            ahead: Ahead::default(),
        }
    }
}

/// Finds the end of the quoted field whose quote came last; `None` where it does not show up to the window's end.
fn quoted(window: &[u8], scan: &mut Scan<'_>, last: bool) -> Option<Quoted> {
    let mut quoted = Quoted { after: 0, escaped: false, lines: 0, nul: false };
    loop {
        let at = scan.next()?;
        match (window[at], window.get(at + 1)) {
            (b'"', Some(b'"')) => {
                quoted.escaped = true;
                scan.next();
            }
            (b'"', None) if !last => return None,
            (b'"', _) => {
                quoted.after = at + 1;
                return Some(quoted);
            }
            // CRLF is one line end.
            (b'\r', Some(b'\n')) => {}
            (b'\n' | b'\r', _) => quoted.lines += 1,
            (byte, _) => quoted.nul |= byte == 0,
        }
    }
}

fn push_quoted(window: &[u8], inner: std::ops::Range<usize>, escaped: bool, fields: &mut Fields) {
    if !escaped {
        fields.push(inner.start, inner.end);
        return;
    }
    let start = fields.scratch.len();
    let mut text = &window[inner];
    while let Some(quote) = memchr(b'"', text) {
        fields.scratch.extend_from_slice(&text[..=quote]);
        text = text.get(quote + 2..).unwrap_or_default();
    }
    fields.scratch.extend_from_slice(text);
    let end = fields.scratch.len();
    fields.list.push(Field { start: start as u32, end: end as u32, held: Held::Scratch });
}

/// Lines that are searched for a row of the table after a quote was left open.
const RESUME_LINES: u64 = 1000;

/// Bytes kept of a record that is too long.
const KEPT_OF_LONG: usize = 4096;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn all(text: &str, columns: usize) -> Vec<(u64, Vec<String>, Option<Rule>)> {
        let splitter = Splitter { separator: b',', columns, max: 1000 };
        let mut fields = Fields::default();
        let (mut pos, mut line, mut rows) = (0, 1, Vec::new());
        let bytes = text.as_bytes();
        while pos < bytes.len() {
            let buf = &bytes[pos..];
            let found = splitter.split(buf, true, Ahead::default(), &mut fields).unwrap();
            let raw = &buf[..found.len];
            let cells = (0..fields.list.len())
                .map(|i| String::from_utf8_lossy(fields.cell(raw, i)).into_owned())
                .collect();
            rows.push((line, cells, found.fault));
            line += found.lines;
            pos += found.next;
        }
        rows
    }

    fn row(line: u64, cells: &[&str], fault: Option<Rule>) -> (u64, Vec<String>, Option<Rule>) {
        (line, cells.iter().map(|c| (*c).to_owned()).collect(), fault)
    }

    #[test]
    fn quotes_and_line_ends() {
        assert_eq!(
            all("a,\"b \"\"c\"\", d\",e\r\n\"x\ny\",,z\rlast,\"\",\"q\"", 3),
            [
                row(1, &["a", "b \"c\", d", "e"], None),
                row(2, &["x\ny", "", "z"], None),
                row(4, &["last", "", "q"], None),
            ]
        );
        assert_eq!(all("a,b\r\nc,d\n\ne,f", 2).len(), 4);
        assert_eq!(all("a,\n", 2), [row(1, &["a", ""], None)]);
    }

    #[test]
    fn spaces_around_quotes_are_no_part_of_the_cell() {
        assert_eq!(
            all("a, \"b, c\" ,d\n \"x\"\" y\"  ,e, \"f\ng\"\r\nh,i,  \"j\" ", 3),
            [
                row(1, &["a", "b, c", "d"], None),
                row(2, &["x\" y", "e", "f\ng"], None),
                row(4, &["h", "i", "j"], None),
            ]
        );
        // Words before or behind it make a quote stray still.
        for line in ["a, b\"c\",d", "a,\"b\" c,d"] {
            assert_eq!(all(line, 3)[0].2, Some(Rule::QuoteStray), "{line}");
        }
    }

    #[test]
    fn stray_quotes_cost_their_line() {
        assert_eq!(
            all("a,b\"c,d\n\"x\"y,e,f\ng,h,i\n", 3),
            [
                row(1, &["a", "b\"c", "d"], Some(Rule::QuoteStray)),
                row(2, &["\"x\"y", "e", "f"], Some(Rule::QuoteStray)),
                row(3, &["g", "h", "i"], None),
            ]
        );
    }

    #[test]
    fn an_open_quote_costs_one_row() {
        for tail in ["", "x,\"y, z\",w\n", "x,\"y\nz\",w\n"] {
            let rows = all(&format!("a,b,\"open\nc,d,e\nf,g,h\n{tail}"), 3);
            assert_eq!(rows[0], row(1, &["a", "b", "\"open"], Some(Rule::QuoteUnclosed)), "{tail}");
            assert_eq!(rows[1], row(2, &["c", "d", "e"], None));
            assert!(rows[1..].iter().all(|row| row.2.is_none()), "{rows:?}");
        }
    }

    #[test]
    fn a_ragged_record_of_several_lines_is_one() {
        let rows = all("a,\"b\nmore\",c,extra\nd,e,f\n", 3);
        assert_eq!(rows[0], row(1, &["a", "b\nmore", "c", "extra"], None));
        assert_eq!(rows[1].0, 3);
        // The same shape, but the line within is a row by itself: the quote was left open.
        let rows = all("a,b,\"c\nd,e,f\ng\",h\ni,j,k\n", 3);
        assert_eq!(rows[0].2, Some(Rule::QuoteUnclosed));
        assert_eq!(rows[1], row(2, &["d", "e", "f"], None));
    }

    #[test]
    fn long_records_do_not_fill_memory() {
        let splitter = Splitter { separator: b',', columns: 2, max: 1000 };
        let mut fields = Fields::default();
        let long = vec![b'x'; 1500];
        assert_eq!(splitter.split(&long[..900], false, Ahead::default(), &mut fields), None);
        let found = splitter.split(&long, false, Ahead::default(), &mut fields).unwrap();
        assert_eq!((found.fault, found.endless), (Some(Rule::RowTooLong), true));
        let mut open = b"a,\"b\n".to_vec();
        open.extend(b"c,d\n".repeat(600));
        let found = splitter.split(&open, false, Ahead::default(), &mut fields).unwrap();
        assert_eq!((found.fault, found.next, found.lines), (Some(Rule::QuoteUnclosed), 5, 1));
    }
}
