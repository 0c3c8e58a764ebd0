//! Visiting the rows of a text file: in chunks by all threads that are free where the file is large, else in one stream.
//!
//! A file is read once, from top to bottom. Whoever is free takes the next chunk: while a thread reads a chunk, which
//! goes into the hash of the file and is decoded where it is not UTF-8, the others understand the rows of chunks before
//! it. Chunks are cut where a line begins from which several records in a row are flawless; that is a guess (a quoted text
//! could hold such lines). So each chunk also tells where its last record ended. Where the chunk alone does not show that,
//! its last records are read again with what follows; where a record runs into the next chunk, the guess was wrong, and
//! the whole file is read again in one stream. What comes out is what one reader would have read from top to bottom.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::Row;
use super::blocks::{Blocks, Position, ReadOptions, Source};
use super::bytes::{Digest, Hashing, Packing, fill};
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
    /// Size of the file, as the system said before it was read.
    pub bytes: u64,
    /// Its digest, at the latest when its rows were read.
    pub digest: Arc<OnceLock<Digest>>,
    pub splitter: Splitter,
    pub shape: Arc<Shape>,
    /// The first line below the header. Its offset counts bytes of UTF-8 text; for a file that is UTF-8, those of
    /// the file.
    pub data: Position,
    /// Rows depend on those above (merged cells), so they are read in one go.
    pub in_order: bool,
    pub options: ReadOptions,
    /// Starts of lines that are known, ascending, once the rows were read in chunks.
    pub starts: Arc<OnceLock<Vec<Position>>>,
    /// Sections below headers amid the rows, once the rows were read; none, where the header speaks for all of them.
    pub sections: OnceLock<Arc<Sections>>,
}

/// How rows become what is made of them.
struct Folding<'f, N, S> {
    new: &'f N,
    step: &'f S,
}

/// What one thread made of its chunks.
struct Worked<A> {
    folded: A,
    met: Sections,
    /// Chunks that do not show where their last records end: from where to read them again, and where they must end.
    seams: Vec<(Position, u64)>,
    /// Whether a record ran into the next chunk.
    overran: bool,
}

/// The text that is left to read, and who reads next holds it.
struct Feed {
    text: Source,
    /// What was read already and belongs to the next chunk.
    carry: Vec<u8>,
    /// Where the next chunk starts.
    at: Position,
    ended: bool,
    starts: Vec<Position>,
}

/// How far a chunk goes.
enum Stop {
    /// Up to the record that starts here.
    At(u64),
    /// To the end of the text, which the window holds.
    End,
    /// No record shows where it begins: to the end of the text, in one go.
    Never,
}

/// Bytes at the end of a chunk in which the start of a record is looked for first.
const TAIL: usize = 1 << 13;

/// Blocks in which no record shows where it begins, before the rest is read in one go.
const LONGEST: usize = 16;

impl Feed {
    /// Puts the next chunk into `window`.
    fn next(&mut self, access: &TextAccess, window: &mut Blocks) -> io::Result<Option<Stop>> {
        if self.ended {
            return Ok(None);
        }
        window.hold(self.at, &self.carry);
        self.starts.push(self.at);
        loop {
            window.read_on(&mut self.text)?;
            let text = window.window();
            if window.has_ended() {
                self.ended = true;
                return Ok(Some(Stop::End));
            }
            if let Some(cut) = access.cut(text) {
                self.carry.clear();
                self.carry.extend_from_slice(&text[cut..]);
                self.at.offset += cut as u64;
                self.at.line += count_lines(&text[..cut]);
                return Ok(Some(Stop::At(self.at.offset)));
            }
            if text.len() > LONGEST * access.options.block {
                self.ended = true;
                window.go_on_with(std::mem::replace(&mut self.text, Box::new(io::empty())));
                return Ok(Some(Stop::Never));
            }
        }
    }
}

impl TextAccess {
    fn is_seekable(&self) -> bool {
        self.packing == Packing::Plain && self.encoding.is_utf8()
    }

    /// The text from its top (behind the byte order mark, where it is not UTF-8). What is read of a file that has no
    /// digest yet goes into it.
    fn text(&self) -> io::Result<Source> {
        let mut bytes: Source = match self.digest.get() {
            Some(_) => self.packing.open(&self.path)?,
            None => Box::new(Hashing::new(File::open(&self.path)?, Arc::clone(&self.digest))),
        };
        if self.encoding.is_utf8() {
            return Ok(bytes);
        }
        let mut bom = [0; 4];
        fill(&mut bytes, &mut bom[..self.bom])?;
        Ok(Box::new(Utf8Reader::new(bytes, self.encoding)))
    }

    /// A window over the text from the start of a line on, with the sections as far as known.
    fn blocks(&self, at: Position) -> io::Result<Blocks> {
        let block = self.options.block;
        let mut blocks = if self.is_seekable() && self.digest.get().is_some() {
            let mut file = File::open(&self.path)?;
            file.seek(SeekFrom::Start(at.offset))?;
            // A small file needs no more room than it has bytes, and one more to see its end.
            Blocks::new(Box::new(file), at, block.min(self.bytes as usize + 1))
        } else {
            let mut blocks = Blocks::new(self.text()?, Position { offset: 0, line: at.line }, block);
            blocks.skip(at.offset)?;
            blocks
        };
        blocks.sections = self.sections.get().cloned().unwrap_or_default();
        Ok(blocks)
    }

    /// Visits all rows; a file with headers amid its rows is read again, now that it is known what they say.
    ///
    /// Each accumulator meets its rows in the order of the file, but rows of others may stand between them.
    pub fn fold<A: Send>(
        &self,
        new: impl Fn() -> A + Sync,
        step: impl Fn(&mut A, &Row<'_>) + Sync,
        mut merge: impl FnMut(&mut A, A),
    ) -> io::Result<A> {
        let how = Folding { new: &new, step: &step };
        let (folded, met) = self.fold_once(&how, &mut merge)?;
        if self.sections.get().is_some() {
            return Ok(folded);
        }
        let sections = self.sections.get_or_init(|| Arc::new(met.settled()));
        if sections.is_empty() {
            return Ok(folded);
        }
        Ok(self.fold_once(&how, &mut merge)?.0)
    }

    fn fold_once<A: Send, N, S>(
        &self,
        how: &Folding<'_, N, S>,
        merge: &mut impl FnMut(&mut A, A),
    ) -> io::Result<(A, Sections)>
    where
        N: Fn() -> A + Sync,
        S: Fn(&mut A, &Row<'_>) + Sync,
    {
        if self.has_parts()
            && let Some(done) = self.in_chunks(how, merge)?
        {
            return Ok(done);
        }
        let mut folded = (how.new)();
        let mut blocks = self.blocks(self.data)?;
        self.visit(&mut blocks, u64::MAX, how, &mut folded)?;
        Ok((folded, blocks.met))
    }

    fn visit<A, N, S: Fn(&mut A, &Row<'_>)>(
        &self,
        blocks: &mut Blocks,
        stop: u64,
        how: &Folding<'_, N, S>,
        folded: &mut A,
    ) -> io::Result<Position> {
        blocks.visit(self.splitter, &self.shape, stop, |row| {
            (how.step)(folded, row);
            true
        })
    }

    /// Whether the file is large enough for several chunks, and its rows may be read apart from each other.
    pub fn has_parts(&self) -> bool {
        !self.in_order && self.options.threads > 1 && self.bytes >= 2 * self.options.block as u64
    }

    /// Reads the file in chunks, each by the thread that is free; nothing comes out if one was cut amid a record.
    fn in_chunks<A: Send, N, S>(
        &self,
        how: &Folding<'_, N, S>,
        merge: &mut impl FnMut(&mut A, A),
    ) -> io::Result<Option<(A, Sections)>>
    where
        N: Fn() -> A + Sync,
        S: Fn(&mut A, &Row<'_>) + Sync,
    {
        let mut text = self.text()?;
        io::copy(&mut (&mut text).take(self.data.offset), &mut io::sink())?;
        let feed = Feed { text, carry: Vec::new(), at: self.data, ended: false, starts: Vec::new() };
        let feed = Mutex::new(feed);
        let workers = (0..self.options.threads).into_par_iter();
        let worked: io::Result<Vec<Option<Worked<A>>>> = workers.map(|_| self.work(&feed, how)).collect();
        let worked: Vec<Worked<A>> = worked?.into_iter().flatten().collect();
        let mut feed = feed.into_inner().unwrap_or_else(PoisonError::into_inner);
        // What nobody reads is hashed all the same.
        io::copy(&mut feed.text, &mut io::sink())?;
        if worked.iter().any(|worked| worked.overran) {
            return Ok(None);
        }
        let mut all: Option<A> = None;
        let mut met = Sections::default();
        let mut seams = Vec::new();
        for worked in worked {
            match &mut all {
                None => all = Some(worked.folded),
                Some(all) => merge(all, worked.folded),
            }
            met.absorb(worked.met);
            seams.extend(worked.seams);
        }
        let mut all = all.unwrap_or_else(how.new);
        for (at, stop) in seams {
            let mut folded = (how.new)();
            let mut blocks = self.blocks(at)?;
            if self.visit(&mut blocks, stop, how, &mut folded)?.offset != stop {
                return Ok(None);
            }
            merge(&mut all, folded);
            met.absorb(blocks.met);
        }
        self.starts.get_or_init(|| feed.starts);
        Ok(Some((all, met)))
    }

    /// Takes chunk after chunk, until there is none or one was cut amid a record.
    fn work<A, N, S>(&self, feed: &Mutex<Feed>, how: &Folding<'_, N, S>) -> io::Result<Option<Worked<A>>>
    where
        N: Fn() -> A,
        S: Fn(&mut A, &Row<'_>),
    {
        let mut worked: Option<Worked<A>> = None;
        let mut window = Blocks::held(self.data, self.options.block);
        window.sections = self.sections.get().cloned().unwrap_or_default();
        loop {
            let stop = {
                let mut feed = feed.lock().unwrap_or_else(PoisonError::into_inner);
                feed.next(self, &mut window)?
            };
            let Some(stop) = stop else { break };
            let worked = worked.get_or_insert_with(|| Worked {
                folded: (how.new)(),
                met: Sections::default(),
                seams: Vec::new(),
                overran: false,
            });
            let to = if let Stop::At(to) = stop { to } else { u64::MAX };
            let end = self.visit(&mut window, to, how, &mut worked.folded)?;
            if let Stop::At(to) = stop
                && end.offset < to
            {
                worked.seams.push((end, to));
            } else if end.offset > to {
                worked.overran = true;
                feed.lock().unwrap_or_else(PoisonError::into_inner).ended = true;
            }
        }
        if let Some(worked) = &mut worked {
            worked.met = window.met;
        }
        Ok(worked)
    }

    /// Where a chunk may end: near its end, or where records are long somewhere in its second half.
    fn cut(&self, text: &[u8]) -> Option<usize> {
        let half = text.len() / 2;
        let near = text.len() - TAIL.min(text.len() - half);
        self.record_after(text, near).or_else(|| self.record_after(text, half))
    }

    /// The first line that begins behind `from` from which records are flawless.
    fn record_after(&self, text: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        while let Some((_, next)) = first_line_end(&text[at..], false) {
            at += next;
            if self.proves(&text[at..]) {
                return Some(at);
            }
        }
        None
    }

    /// Whether several flawless records in a row start here.
    fn proves(&self, text: &[u8]) -> bool {
        let mut fields = Fields::default();
        let mut at = 0;
        let mut ahead = Ahead::default();
        (0..self.options.proof).all(|_| {
            let Some(found) = self.splitter.split(&text[at..], false, ahead, &mut fields) else {
                return false;
            };
            let flawless = self.splitter.is_row(&found, &text[at..], &fields);
            at += found.next;
            ahead = found.ahead;
            flawless
        })
    }

    /// Visits the records that start at `lines` (ascending).
    pub fn rows_at(&self, lines: &[u64], mut visit: impl FnMut(&Row<'_>)) -> io::Result<()> {
        let mut lines = lines.iter().copied().filter(|line| *line >= self.data.line).peekable();
        let Some(&first) = lines.peek() else { return Ok(()) };
        let mut blocks = self.blocks(self.start_before(first))?;
        while let Some(&line) = lines.peek() {
            let start = self.start_before(line);
            if start.offset > blocks.at.offset + self.options.block as u64 {
                blocks = self.blocks(start)?;
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

    /// The start of a line at or before `line`, near it where the file is seekable and was read in chunks.
    fn start_before(&self, line: u64) -> Position {
        let Some(starts) = self.starts.get().filter(|_| self.is_seekable()) else { return self.data };
        let after = starts.partition_point(|start| start.line <= line);
        after.checked_sub(1).map_or(self.data, |i| starts[i])
    }
}
