//! Tests of the whole stage, on tables built by hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod borders;
mod fixture;
mod insights;
mod joined;
mod properties;
mod published;
mod targets;
mod whole_country;
