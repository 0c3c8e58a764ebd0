//! The whole program, stage by stage and end to end.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cleaning;
mod cleaning_properties;
mod command_line;
mod demo;
mod documents;
mod edition;
mod messy;
mod odd_files;
mod parts;
mod theme;
mod topics;
mod workbook;
