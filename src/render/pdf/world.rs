//! The world that the typesetter sees: a template, the report as data, the charts, the embedded fonts; nothing else.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::render::{RenderError, fonts};

/// Files in memory; no clock, no disk, no network.
pub(super) struct Memory {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
    files: Vec<(FileId, Bytes)>,
}

impl Memory {
    /// A world with `template` as its main file and `files` beside it.
    pub(super) fn new(template: &str, files: Vec<(String, Vec<u8>)>) -> Result<Self, RenderError> {
        // The serif comes first: it sets the text, the sans serif the charts.
        let fonts: Vec<Font> = fonts::ALL.iter().flat_map(|font| Font::iter(Bytes::new(*font))).collect();
        let files = files
            .into_iter()
            .map(|(path, bytes)| Ok((id(&path)?, Bytes::new(bytes))))
            .collect::<Result<_, RenderError>>()?;
        Ok(Memory {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main: Source::new(id("main.typ")?, template.into()),
            files,
        })
    }

    /// Whether some font has a sign for the character.
    pub(super) fn has_glyph(&self, character: char) -> bool {
        character.is_control()
            || self.fonts.iter().any(|font| font.info().coverage.contains(character.into()))
    }
}

fn id(path: &str) -> Result<FileId, RenderError> {
    let path = VirtualPath::new(path).map_err(|error| RenderError::Pdf(format!("{path}: {error:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Memory {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        let text = String::from_utf8(self.file(id)?.to_vec()).map_err(|_| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.iter().find(|(file, _)| *file == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
