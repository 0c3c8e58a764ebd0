//! Statistics: pure functions on slices, each with its source and known answers. No polars, no stage.
