//! Visiting the rows of a text file: in parts and in parallel where the file allows it, else in one stream.
//!
//! A file that is not packed and is UTF-8 is cut where a thread is free to take the back half of what is left. Where a
//! part begins is found by looking for the first line from which several records in a row are flawless; that is a guess
//! (a quoted text could hold such lines). So each part also tells where its last record ended, and a part that did not
//! begin there is read again from where it should have begun. What comes out is what one reader would have read from
//! top to bottom.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

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

/// What one reader made of a part, and its window, which stands where the part ended.
struct Piece<A> {
    part: Part,
    blocks: Blocks<Box<dyn Read + Send>>,
    folded: A,
}

/// How rows become what is made of them.
struct Folding<'f, N, S> {
    new: &'f N,
    step: &'f S,
}

/// Parts of a file that are not cut further, for each thread: few enough to cost nothing, and enough to end together.
const SHARES: u64 = 32;

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
        let how = Folding { new, step };
        let whole = Part { start: self.data, stop: u64::MAX };
        let mut all: Option<A> = None;
        let mut at = self.data;
        let mut met = Sections::default();
        for piece in self.pieces(whole, None, &how)? {
            let piece = match piece.part {
                part if part.start == at => piece,
                part if at.offset < part.stop => self.go_on(self.begin(at, &how)?, part.stop, &how)?,
                _ => continue,
            };
            at = piece.blocks.at;
            met.absorb(piece.blocks.met);
            match &mut all {
                None => all = Some(piece.folded),
                Some(all) => merge(all, piece.folded),
            }
        }
        Ok((all.unwrap_or_else(new), met))
    }

    /// Reads a part. While its front half is read, the back half lies ready for a thread without work; where none takes
    /// it, whoever read the front goes on: what is understood once stays understood, and pieces are as many as threads
    /// took them. `before` is the piece that ended where the part starts, if it is read by the same thread.
    fn pieces<A: Send, N, S>(
        &self,
        part: Part,
        before: Option<Piece<A>>,
        how: &Folding<'_, N, S>,
    ) -> io::Result<Vec<Piece<A>>>
    where
        N: Fn() -> A + Sync,
        S: Fn(&mut A, &Row<'_>) + Sync,
    {
        let Some((front, back)) = self.halves(part)? else {
            let piece = before.map_or_else(|| self.begin(part.start, how), Ok)?;
            return Ok(vec![self.go_on(piece, part.stop, how)?]);
        };
        let handed: Mutex<Option<Piece<A>>> = Mutex::new(None);
        let (front, back) = rayon::join_context(
            |_| {
                let mut pieces = self.pieces(front, before, how)?;
                *handed.lock().unwrap_or_else(PoisonError::into_inner) = pieces.pop();
                io::Result::Ok(pieces)
            },
            |context| {
                // A thread that took the half for itself begins anew.
                let handed = (!context.migrated())
                    .then(|| handed.lock().unwrap_or_else(PoisonError::into_inner).take());
                self.pieces(back, handed.flatten(), how)
            },
        );
        let mut pieces = front?;
        pieces.extend(handed.into_inner().unwrap_or_else(PoisonError::into_inner));
        pieces.extend(back?);
        Ok(pieces)
    }

    fn begin<A, N: Fn() -> A, S>(&self, start: Position, how: &Folding<'_, N, S>) -> io::Result<Piece<A>> {
        let part = Part { start, stop: start.offset };
        Ok(Piece { part, blocks: self.blocks(start)?, folded: (how.new)() })
    }

    fn go_on<A, N, S: Fn(&mut A, &Row<'_>)>(
        &self,
        mut piece: Piece<A>,
        stop: u64,
        how: &Folding<'_, N, S>,
    ) -> io::Result<Piece<A>> {
        let Piece { blocks, folded, part } = &mut piece;
        blocks.visit(self.splitter, &self.shape, stop, |row| {
            (how.step)(folded, row);
            true
        })?;
        part.stop = stop;
        Ok(piece)
    }

    /// The least bytes of a part.
    fn least(&self) -> u64 {
        let share = self.bytes / (self.options.threads.max(1) as u64 * SHARES);
        share.max(self.options.part).max(1).div_ceil(self.options.mark) * self.options.mark
    }

    /// Whether the file is large enough for several parts, and can be cut.
    pub fn has_parts(&self) -> bool {
        self.is_seekable() && !self.in_order && self.options.threads > 1 && self.bytes >= 2 * self.least()
    }

    /// Cuts a part in two, where it is large enough and shows where.
    fn halves(&self, part: Part) -> io::Result<Option<(Part, Part)>> {
        let (start, stop) = (part.start.offset, part.stop.min(self.bytes));
        if !self.has_parts() || stop.saturating_sub(start) < 2 * self.least() {
            return Ok(None);
        }
        let cut = (start + stop) / 2 / self.options.mark * self.options.mark;
        let found = self.record_after(&mut File::open(&self.path)?, cut)?;
        let middle = found.filter(|middle| (start + 1..stop).contains(&middle.offset));
        Ok(middle.map(|middle| (Part { stop: middle.offset, ..part }, Part { start: middle, ..part })))
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
        self.blocks(self.data)?.visit(self.splitter, &self.shape, u64::MAX, |_| true)
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
