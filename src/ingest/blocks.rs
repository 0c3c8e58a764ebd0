//! Reading in blocks: a window that slides over the text and hands out its records.

use std::io::{self, Read};
use std::sync::Arc;

use super::bytes::fill;
use super::field::Fields;
use super::form::Shape;
use super::lines::first_line_end;
use super::record::Splitter;
use super::scan::Ahead;
use super::section::Sections;
use super::{Row, RowKind};

/// How a file is read; nothing that is read depends on it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReadOptions {
    /// Bytes read at a time.
    pub block: usize,
    /// Longest record, in bytes.
    pub max_record: usize,
    /// Least bytes of a part of a file that is read by itself.
    pub part: u64,
    /// Bytes between two places in a file whose line is known.
    pub mark: u64,
    /// Flawless records in a row that are taken to show where records begin.
    pub proof: usize,
    /// Threads.
    pub threads: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        ReadOptions {
            block: 1 << 18,
            max_record: 1 << 20,
            part: 4 << 20,
            mark: 1 << 20,
            proof: 6,
            threads: rayon::current_num_threads(),
        }
    }
}

/// The start of a record: bytes and lines before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    /// Bytes of text before it.
    pub offset: u64,
    /// Its line, from 1.
    pub line: u64,
}

/// A window that slides over a text.
pub(super) struct Blocks<R> {
    source: R,
    buf: Vec<u8>,
    from: usize,
    to: usize,
    ended: bool,
    block: usize,
    /// Where the window starts.
    pub at: Position,
    /// The sections of the file, as far as known.
    pub sections: Arc<Sections>,
    /// Headers met amid the rows.
    pub met: Sections,
}

impl<R: Read> Blocks<R> {
    /// A window over `source`, whose first byte is at `at`.
    pub fn new(source: R, at: Position, block: usize) -> Self {
        Blocks {
            source,
            buf: Vec::new(),
            from: 0,
            to: 0,
            ended: false,
            block: block.max(1),
            at,
            sections: Arc::default(),
            met: Sections::default(),
        }
    }

    /// Reads one block more, or as much again as the window holds, so that a long record costs no square.
    fn more(&mut self) -> io::Result<()> {
        self.buf.copy_within(self.from..self.to, 0);
        self.to -= self.from;
        self.from = 0;
        let room = self.to + self.block.max(self.to);
        if self.buf.len() < room {
            self.buf.resize(room, 0);
        }
        let len = fill(&mut self.source, &mut self.buf[self.to..room])?;
        self.ended = self.to + len < room;
        self.to += len;
        Ok(())
    }

    /// Leaves out bytes that do not belong to the records.
    pub fn skip(&mut self, mut bytes: u64) -> io::Result<()> {
        while bytes > 0 {
            if self.from == self.to {
                if self.ended {
                    break;
                }
                self.more()?;
            }
            let step = bytes.min((self.to - self.from) as u64);
            self.from += step as usize;
            self.at.offset += step;
            bytes -= step;
        }
        Ok(())
    }

    /// Leaves out whole lines until the window starts at `line`; whether there is such a line.
    pub fn skip_to_line(&mut self, line: u64) -> io::Result<bool> {
        while self.at.line < line {
            match first_line_end(&self.buf[self.from..self.to], self.ended) {
                Some((_, next)) => {
                    self.from += next;
                    self.at.offset += next as u64;
                    self.at.line += 1;
                }
                None if self.ended => return Ok(false),
                None => {
                    self.skip_endless()?;
                }
            }
        }
        Ok(true)
    }

    /// Gives up the window's bytes up to a CR at its end, and reads on.
    fn skip_endless(&mut self) -> io::Result<()> {
        let keep = usize::from(self.to > self.from && self.buf[self.to - 1] == b'\r');
        self.at.offset += (self.to - self.from - keep) as u64;
        self.from = self.to - keep;
        self.more()
    }

    /// Visits the records that start before `stop`; `visit` says whether to go on.
    /// Ends at the start of the record that follows.
    pub fn visit(
        &mut self,
        splitter: Splitter,
        shape: &Shape,
        stop: u64,
        mut visit: impl FnMut(&Row<'_>) -> bool,
    ) -> io::Result<Position> {
        let mut fields = Fields::default();
        let mut ahead = Ahead::default();
        while self.at.offset < stop {
            let window = &self.buf[self.from..self.to];
            if window.is_empty() && self.ended {
                break;
            }
            let Some(found) = splitter.split(window, self.ended, ahead, &mut fields) else {
                if self.ended {
                    break;
                }
                self.more()?;
                continue;
            };
            let raw = &window[..found.len];
            let (kind, order) = match found.fault {
                Some(rule) => (RowKind::Broken(rule), &[][..]),
                None if self.sections.is_empty() => (shape.judge(raw, &fields), &[][..]),
                None => self.sections.judge(shape, self.at.line, raw, &mut fields),
            };
            if kind == RowKind::Header {
                self.met.extend(shape.heads.section(self.at.line, raw, &fields));
            }
            let row = Row {
                line: self.at.line,
                kind,
                fields: &fields.list,
                raw,
                scratch: &fields.scratch,
                separator: splitter.separator,
                order,
            };
            let go_on = visit(&row);
            self.from += found.next;
            ahead = found.ahead;
            self.at.offset += found.next as u64;
            if !found.endless {
                self.at.line += found.lines;
            } else {
                let next = self.at.line + 1;
                if !self.skip_to_line(next)? {
                    self.at.offset += (self.to - self.from) as u64;
                    self.at.line += 1;
                    self.from = self.to;
                }
            }
            if !go_on {
                break;
            }
        }
        Ok(self.at)
    }
}
