//! What can go wrong while an edition is written.

use std::path::PathBuf;

/// Why an edition could not be written.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A file could not be written.
    #[error("cannot write {path}: {source}; check that the folder exists, is yours and has room")]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A chart could not be drawn.
    #[error("chart {figure}: {source}")]
    Chart {
        /// The figure's id.
        figure: String,
        /// Why.
        source: super::charts::ChartError,
    },
    /// The page's template failed.
    #[error("cannot write index.html: {0}")]
    Page(#[from] minijinja::Error),
    /// A table could not be written as CSV.
    #[error("cannot write tables/{table}.csv: {source}")]
    Csv {
        /// The table.
        table: &'static str,
        /// Why.
        source: csv::Error,
    },
    /// The workbook could not be written.
    #[error("cannot write report.xlsx: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The document could not be typeset; the lines say what is missing and where.
    #[error("cannot write report.pdf: {0}")]
    Pdf(String),
    /// The text document could not be packed.
    #[error("cannot write report.docx: {0}")]
    Word(String),
    /// The data package could not be written.
    #[error("cannot write datapackage.json: {0}")]
    Package(#[from] serde_json::Error),
}
