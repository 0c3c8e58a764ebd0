//! `report.xlsx`: a workbook as statisticians publish them.
//!
//! A cover, contents with links, the key figures, one table a sheet from A1 (marked as a table, with its notes as
//! `[note n]`), the data of every chart with a native chart beside it where there is one, the tables for machines,
//! what their columns mean, and the notes. Numbers are numbers with formats, texts are texts (never formulas),
//! periods are text; no merged cells. Same report, same bytes.

mod cover;
mod data;
mod fill;
mod grid;
mod head;
mod helpers;
mod language;
mod look;
mod native;
mod number;
mod sheets;
mod space;
#[cfg(test)]
mod tests;
mod widths;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, XlsxError};

use super::{Edition, File, RenderError, Writer};
use sheets::Book;

/// The writer of `report.xlsx`.
pub(super) struct Xlsx;

impl Writer for Xlsx {
    fn files(&self, edition: &Edition<'_>) -> Result<Vec<File>, RenderError> {
        let report = edition.report;
        let language = report.lang.pick("vi-VN", "en-GB");
        let mut workbook = look::book()?;
        // A workbook tells when it was made; the same report shall give the same bytes: the day that it speaks of.
        let made = match report.day {
            Some(day) => ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8),
            None => ExcelDateTime::from_ymd(2000, 1, 1),
        };
        // Spreadsheets know the years from 1900 on.
        let made = made.or_else(|_| ExcelDateTime::from_ymd(2000, 1, 1))?;
        let mut properties = DocProperties::new()
            .set_title(report.name())
            .set_subject(report.subject())
            .set_creation_datetime(&made)
            .set_custom_property("Language", language);
        if let Some(office) = &report.office {
            properties = properties.set_author(office).set_company(office);
        }
        if let Some(invented) = &report.invented {
            properties = properties.set_comment(invented);
        }
        workbook.set_properties(&properties);
        // The level above takes two thirds more time for a quarter of a percent less.
        workbook.set_zip_compression_level(5);
        for sheet in Book::new(edition).sheets()? {
            workbook.push_worksheet(sheet);
        }
        let bytes = language::told(workbook.save_to_buffer()?, language).map_err(XlsxError::IoError)?;
        Ok(vec![File::new("report.xlsx", bytes)])
    }
}
