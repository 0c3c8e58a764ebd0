//! nhịp số ("the digital pulse"): a folder of CSV exports from Vietnamese provinces becomes an annual report on
//! digital transformation that an office can sign.
//!
//! Data moves one way; each stage is one module and imports none that comes after it:
//!
//! 1. [`ingest`]: files → bytes → text → header → [`ingest::Export`] (strings, with file and line)
//! 2. [`clean`]: exports → [`clean::Tables`] + [`clean::Audit`] (every row used, set aside or rejected, with a reason)
//! 3. [`analyse`]: tables → [`analyse::Summary`] (polars begins and stops here)
//! 4. [`compose`]: summary → [`compose::Report`] (headings, sentences, tables, figures, notes)
//! 5. [`render`]: report → html, pdf, docx, xlsx, csv, charts (writers never compute)
//!
//! Beside the stages stand [`model`] (the shared vocabulary) and [`stats`] (pure functions on slices); [`init`] and
//! [`demo`] write folders to begin with: templates, and invented exports of any size.

pub mod analyse;
pub mod clean;
pub mod compose;
pub mod demo;
pub mod ingest;
pub mod init;
pub mod model;
pub mod render;
pub mod stats;
