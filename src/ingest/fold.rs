//! Visiting the rows of a text file: in parts and in parallel where the file allows it, else in one stream.
//!
//! A file that is not packed and is UTF-8 is cut into parts of equal size. Where a part begins is found by looking
//! for the first line from which several records in a row are flawless; that is a guess (a quoted text could hold
//! such lines). So each part also tells where its last record ended, and a part that did not begin there is read
//! again from where it should have begun. What comes out is what one reader would have read from top to bottom.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::Row;
use super::blocks::{Blocks, Position, ReadOptions};
use super::bytes::{Packing, fill};
use super::encoding::{Encoding, Utf8Reader};
use super::field::Fields;
use super::form::Shape;
use super::lines::{count_lines, first_line_end};
use super::record::Splitter;
use super::scan::Ahead;
use super::section::Sections;

/// How to get at the rows of a text file.
#[derive(Clone, Debug)]
pub(super) struct TextAccess {
    pub path: PathBuf,
    pub packing: Packing,
    pub encoding: Encoding,
    /// Bytes of the byte order mark.
    pub bom: usize,
    pub bytes: u64,
    /// Line ends before each multiple of [`ReadOptions::mark`].
    pub marks: Arc<[u64]>,
    pub splitter: Splitter,
    pub shape: Arc<Shape>,
    /// The first line below the header. Its offset counts bytes of UTF-8 text; for a file that is UTF-8, those of
    /// the file.
    pub data: Position,
    /// Rows depend on those above (merged cells), so they are read in one go.
    pub in_order: bool,
    pub options: ReadOptions,
    /// Sections below headers amid the rows, once the rows were read; none, where the header speaks for all of them.
    pub sections: OnceLock<Arc<Sections>>,
}

/// A part of a file: where its first record starts, and the offset at which records belong to the next part.
#[derive(Clone, Copy, Debug)]
struct Part {
    start: Position,
    stop: u64,
}

/// Bytes in which the start of a part is looked for.
const SEARCH: usize = 1 << 16;

impl TextAccess {
    fn is_seekable(&self) -> bool {
        self.packing == Packing::Plain && self.encoding.is_utf8()
    }

    /// A window over the text from `at` on, which must be the start of a line.
    fn blocks(&self, at: Position) -> io::Result<Blocks<Box<dyn Read + Send>>> {
        let mut blocks = self.window(at)?;
        blocks.sections = self.sections.get().cloned().unwrap_or_default();
        Ok(blocks)
    }

    fn window(&self, at: Position) -> io::Result<Blocks<Box<dyn Read + Send>>> {
        let block = self.options.block;
        if self.is_seekable() {
            // A small file needs no more room than it has bytes, and one more to see its end.
            let block = block.min(self.bytes as usize + 1);
            let mut file = File::open(&self.path)?;
            file.seek(SeekFrom::Start(at.offset))?;
            return Ok(Blocks::new(Box::new(file), at, block));
        }
        let mut bytes = self.packing.open(&self.path)?;
        let text: Box<dyn Read + Send> = if self.encoding.is_utf8() {
            bytes
        } else {
            let mut bom = [0; 4];
            fill(&mut bytes, &mut bom[..self.bom])?;
            Box::new(Utf8Reader::new(bytes, self.encoding))
        };
        let mut blocks = Blocks::new(text, Position { offset: 0, line: at.line }, block);
        blocks.skip(at.offset)?;
        Ok(blocks)
    }

    /// Reads a part; where the record after it starts, and the headers met in it.
    fn read(&self, part: Part, mut visit: impl FnMut(&Row<'_>)) -> io::Result<(Position, Sections)> {
        let mut blocks = self.blocks(part.start)?;
        let end = blocks.visit(self.splitter, &self.shape, part.stop, |row| {
            visit(row);
            true
        })?;
        Ok((end, blocks.met))
    }

    /// Visits all rows; a file with headers amid its rows is read again, now that it is known what they say.
    pub fn fold<A: Send>(
        &self,
        new: impl Fn() -> A + Sync,
        step: impl Fn(&mut A, &Row<'_>) + Sync,
        mut merge: impl FnMut(&mut A, A),
    ) -> io::Result<A> {
        let (folded, met) = self.fold_once(&new, &step, &mut merge)?;
        if self.sections.get().is_some() {
            return Ok(folded);
        }
        let sections = self.sections.get_or_init(|| Arc::new(met.settled()));
        if sections.is_empty() {
            return Ok(folded);
        }
        Ok(self.fold_once(&new, &step, &mut merge)?.0)
    }

    fn fold_once<A: Send>(
        &self,
        new: &(impl Fn() -> A + Sync),
        step: &(impl Fn(&mut A, &Row<'_>) + Sync),
        merge: &mut impl FnMut(&mut A, A),
    ) -> io::Result<(A, Sections)> {
        let run = |part: Part| {
            let mut folded = new();
            self.read(part, |row| step(&mut folded, row)).map(|(end, met)| (folded, end, met))
        };
        let parts = self.parts()?;
        if let [whole] = parts[..] {
            return run(whole).map(|(folded, _, met)| (folded, met));
        }
        // A thread that waits for a part takes on another one, or another file.
        let folded: Vec<_> = parts.par_iter().with_max_len(1).map(|part| run(*part)).collect();
        let mut all: Option<A> = None;
        let mut join = |folded: A| match &mut all {
            None => all = Some(folded),
            Some(all) => merge(all, folded),
        };
        let mut at = self.data;
        let mut all_met = Sections::default();
        for (part, result) in parts.iter().zip(folded) {
            if part.start == at {
                let (folded, end, met) = result?;
                at = end;
                all_met.absorb(met);
                join(folded);
            } else if at.offset < part.stop {
                let (folded, end, met) = run(Part { start: at, stop: part.stop })?;
                at = end;
                all_met.absorb(met);
                join(folded);
            }
        }
        Ok((all.unwrap_or_else(new), all_met))
    }

    /// Bytes of a part.
    fn part_size(&self) -> u64 {
        // One part a thread: each part understands every spelling for itself, so few are cheaper than many.
        let size = self.bytes / self.options.threads.max(1) as u64;
        size.max(self.options.part).max(1).div_ceil(self.options.mark) * self.options.mark
    }

    /// Whether the file is large enough for several parts, and can be cut.
    pub fn has_parts(&self) -> bool {
        self.is_seekable() && !self.in_order && self.options.threads > 1 && self.bytes >= 2 * self.part_size()
    }

    /// Cuts the file into parts; into one, where it must be read in a stream.
    fn parts(&self) -> io::Result<Vec<Part>> {
        let whole = Part { start: self.data, stop: u64::MAX };
        if !self.has_parts() {
            return Ok(vec![whole]);
        }
        let size = self.part_size();
        let mut parts = vec![whole];
        let mut file = File::open(&self.path)?;
        for cut in (1..).map(|i| i * size).take_while(|cut| cut + size / 2 < self.bytes) {
            let Some(start) = self.record_after(&mut file, cut)? else { continue };
            let Some(before) = parts.last_mut() else { continue };
            if start.offset > before.start.offset {
                before.stop = start.offset;
                parts.push(Part { start, stop: u64::MAX });
            }
        }
        Ok(parts)
    }

    /// The first line after the mark `cut` from which records are flawless.
    fn record_after(&self, file: &mut File, cut: u64) -> io::Result<Option<Position>> {
        let Some(lines) = self.marks.get((cut / self.options.mark) as usize) else { return Ok(None) };
        let mut buf = vec![0; SEARCH];
        file.seek(SeekFrom::Start(cut))?;
        let len = fill(file, &mut buf)?;
        let (buf, last) = (&buf[..len], len < SEARCH);
        let mut pos = 0;
        while let Some((_, next)) = first_line_end(&buf[pos..], last) {
            pos += next;
            if self.proves(&buf[pos..], last) {
                let line = lines + count_lines(&buf[..pos]) + 1;
                return Ok(Some(Position { offset: cut + pos as u64, line }));
            }
        }
        Ok(None)
    }

    /// Whether several flawless records in a row start here.
    fn proves(&self, buf: &[u8], last: bool) -> bool {
        let mut fields = Fields::default();
        let mut pos = 0;
        let mut ahead = Ahead::default();
        (0..self.options.proof).all(|_| {
            let Some(found) = self.splitter.split(&buf[pos..], last, ahead, &mut fields) else {
                return false;
            };
            let flawless = self.splitter.is_row(&found, &buf[pos..], &fields);
            pos += found.next;
            ahead = found.ahead;
            flawless
        })
    }

    /// Visits the records that start at `lines` (ascending).
    pub fn rows_at(&self, lines: &[u64], mut visit: impl FnMut(&Row<'_>)) -> io::Result<()> {
        let mut lines = lines.iter().copied().filter(|line| *line >= self.data.line).peekable();
        let Some(&first) = lines.peek() else { return Ok(()) };
        let mut blocks = self.blocks(self.mark_before(first))?;
        while let Some(&line) = lines.peek() {
            let mark = self.mark_before(line);
            if mark.offset > blocks.at.offset + self.options.block as u64 {
                blocks = self.blocks(mark)?;
            }
            if blocks.at.line < line && self.is_seekable() && !blocks.skip_to_line(line)? {
                break;
            }
            // From here on record by record, to the line wanted or, in a stream, through all lines before it.
            let mut going = true;
            blocks.visit(self.splitter, &self.shape, u64::MAX, |row| {
                while lines.next_if(|line| *line < row.line).is_some() {}
                if lines.next_if_eq(&row.line).is_some() {
                    visit(row);
                }
                going = lines.peek().is_some_and(|next| *next < row.line + 1000 || !self.is_seekable());
                going
            })?;
            if going {
                break;
            }
        }
        Ok(())
    }

    /// Where reading ends.
    #[cfg(test)]
    pub fn end(&self) -> io::Result<Position> {
        self.read(Part { start: self.data, stop: u64::MAX }, |_| ()).map(|(end, _)| end)
    }

    /// A position at or before the start of `line`, near it where the file is seekable.
    fn mark_before(&self, line: u64) -> Position {
        if !self.is_seekable() {
            return self.data;
        }
        let index = self.marks.partition_point(|lines| lines + 1 < line).saturating_sub(1);
        let offset = index as u64 * self.options.mark;
        match self.marks.get(index) {
            // A mark may stand amid a line; the lines before it are counted, and that line's end counts on.
            Some(lines) if offset > self.data.offset => Position { offset, line: lines + 1 },
            _ => self.data,
        }
    }
}
