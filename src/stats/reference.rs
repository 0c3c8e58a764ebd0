//! Known answers: `tests/reference/*.json`, and how close is close.

#![allow(clippy::unwrap_used, clippy::panic)]

/// The reference file of this name.
pub fn json(name: &str) -> serde_json::Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/");
    let text = std::fs::read_to_string(format!("{path}{name}.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The numbers of an array.
pub fn numbers(array: &serde_json::Value) -> Vec<f64> {
    array.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

/// Fails unless the two agree to `tolerance` relative (absolute below 1e-300).
pub fn close(found: f64, expected: f64, tolerance: f64, what: &str) {
    let difference = (found - expected).abs();
    if difference > tolerance * expected.abs().max(1e-300) {
        panic!("{what}: found {found:e}, expected {expected:e}");
    }
}
