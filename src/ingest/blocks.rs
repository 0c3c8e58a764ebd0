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
    /// Flawless records in a row that are taken to show where records begin.
    pub proof: usize,
    /// Threads.
    pub threads: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        ReadOptions { block: 1 << 18, max_record: 1 << 20, proof: 6, threads: rayon::current_num_threads() }
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

/// Where a text comes from.
pub(super) type Source = Box<dyn Read + Send>;

/// A window that slides over a text.
pub(super) struct Blocks {
    /// Where the text comes from; none, where others fill the window.
    source: Option<Source>,
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

impl Blocks {
    /// A window over `source`, whose first byte is at `at`.
    pub fn new(source: Source, at: Position, block: usize) -> Self {
        Blocks { source: Some(source), ..Blocks::held(at, block) }
    }

    /// A window that holds what [`Blocks::hold`] and [`Blocks::read_on`] put into it.
    pub fn held(at: Position, block: usize) -> Self {
        Blocks {
            source: None,
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

    /// Holds `text`, which starts at `at`, and nothing else.
    pub fn hold(&mut self, at: Position, text: &[u8]) {
        if self.buf.len() < text.len() {
            self.buf.resize(text.len() + self.block, 0);
        }
        self.buf[..text.len()].copy_from_slice(text);
        (self.from, self.to, self.at, self.ended) = (0, text.len(), at, false);
    }

    /// What the window holds.
    pub fn window(&self) -> &[u8] {
        &self.buf[self.from..self.to]
    }

    /// Whether nothing follows the window.
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// Goes on by itself from here.
    pub fn go_on_with(&mut self, source: Source) {
        self.source = Some(source);
    }

    /// Reads one block more, or as much again as the window holds, so that a long record costs no square; whether
    /// there was anything to read from.
    fn more(&mut self) -> io::Result<bool> {
        let Some(mut source) = self.source.take() else { return Ok(false) };
        let read = self.read_on(&mut source);
        self.source = Some(source);
        read.map(|()| true)
    }

    /// Reads one block more from `source`, or as much again as the window holds.
    pub fn read_on(&mut self, source: &mut Source) -> io::Result<()> {
        self.buf.copy_within(self.from..self.to, 0);
        self.to -= self.from;
        self.from = 0;
        let room = self.to + self.block.max(self.to);
        if self.buf.len() < room {
            self.buf.resize(room, 0);
        }
        let len = fill(source, &mut self.buf[self.to..room])?;
        self.ended = self.to + len < room;
        self.to += len;
        Ok(())
    }

    /// Leaves out bytes that do not belong to the records.
    pub fn skip(&mut self, mut bytes: u64) -> io::Result<()> {
        while bytes > 0 {
            if self.from == self.to && (self.ended || !self.more()?) {
                break;
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
                None if self.skip_endless()? => {}
                None => return Ok(false),
            }
        }
        Ok(true)
    }

    /// Gives up the window's bytes up to a CR at its end, and reads on.
    fn skip_endless(&mut self) -> io::Result<bool> {
        let keep = usize::from(self.to > self.from && self.buf[self.to - 1] == b'\r');
        self.at.offset += (self.to - self.from - keep) as u64;
        self.from = self.to - keep;
        self.more()
    }

    /// Visits the records that start before `stop`; `visit` says whether to go on.
    /// Ends at the start of the record that follows: before `stop`, where others fill the window and what it holds does
    /// not show where the record ends.
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
                if self.ended || !self.more()? {
                    break;
                }
                continue;
            };
            if found.endless && self.source.is_none() && !self.ended {
                break;
            }
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
