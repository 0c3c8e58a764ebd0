//! Render: [`Report`] → files. Writers never compute, never round, never sort.
//!
//! [`Report`]: crate::compose::Report

pub mod charts;
pub mod fonts;
