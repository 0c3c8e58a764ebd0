//! Statistics: pure functions on slices, each with its source and known answers. No polars, no stage.
//!
//! Nothing here decides what may be said of a figure (how many periods a verdict needs, which series form a
//! family): that is the business of `analyse`. A function returns `None` where its figure is not defined.

pub mod benjamini_hochberg;
pub mod decomposition;
pub mod hypergeometric;
pub mod jensen_shannon;
pub mod log_odds;
pub mod mann_kendall;
pub mod quantile;
mod selection;
pub mod shannon;
pub mod theil_sen;
pub mod wilson;

#[cfg(test)]
mod reference;

pub use benjamini_hochberg::benjamini_hochberg;
pub use decomposition::decompose;
pub use jensen_shannon::jensen_shannon;
pub use log_odds::log_odds;
pub use mann_kendall::mann_kendall;
pub use quantile::quantile;
pub use shannon::shannon;
pub use theil_sen::theil_sen;
pub use wilson::wilson;

/// The 97.5 % point of the standard normal: what every 95 % interval of the report rests on.
pub const Z95: f64 = 1.959_963_984_540_054;

/// The 95 % point of the standard normal: what a bound on one side rests on.
pub const Z95_ONE_SIDED: f64 = 1.644_853_626_951_472_2;

/// Sizes of groups of equal values (of two or more) in `sorted`, by exact equality.
fn tie_groups(sorted: &[f64]) -> impl Iterator<Item = u64> + '_ {
    sorted.chunk_by(|a, b| a == b).map(|group| group.len() as u64).filter(|&size| size > 1)
}
