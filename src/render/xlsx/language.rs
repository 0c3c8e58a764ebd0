//! The language of the workbook among its properties, where programs that read it aloud look for it.
//!
//! The library knows properties without one. The finished archive is copied as it is, packed, but for that small part.

use std::io::{self, Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The part that holds the properties, and its end.
const PART: &str = "docProps/core.xml";
const END: &str = "</cp:coreProperties>";

/// The workbook with its language (`vi-VN`); as it was where its properties already tell one.
pub(super) fn told(workbook: Vec<u8>, language: &str) -> Result<Vec<u8>, io::Error> {
    let mut from = ZipArchive::new(Cursor::new(&workbook))?;
    let mut core = String::new();
    from.by_name(PART)?.read_to_string(&mut core)?;
    let Some(properties) = core.strip_suffix(END).filter(|xml| !xml.contains("<dc:language>")) else {
        return Ok(workbook);
    };
    let mut to = ZipWriter::new(Cursor::new(Vec::with_capacity(workbook.len() + 64)));
    for part in 0..from.len() {
        let file = from.by_index_raw(part)?;
        if file.name()? != PART {
            to.raw_copy_file(file)?;
            continue;
        }
        // The time of a part is the earliest that the format knows, as the library has it.
        to.start_file(PART, SimpleFileOptions::default().last_modified_time(zip::DateTime::DEFAULT))?;
        to.write_all(format!("{properties}<dc:language>{language}</dc:language>{END}").as_bytes())?;
    }
    Ok(to.finish()?.into_inner())
}
