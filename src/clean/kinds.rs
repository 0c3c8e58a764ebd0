//! Kinds in the names of districts and communes: `H. Mai Sơn` is `huyện Mai Sơn`, and mostly `Mai Sơn` too.
//!
//! Names are told apart by kind only where one run has several kinds of one name (`thành phố Cao Lãnh` and `huyện Cao
//! Lãnh`); then a name without a kind is one of its own, since nothing says which it means. A number is never a name
//! without its kind, and a `thị trấn` is never the `xã` of its name.

use std::sync::Arc;

use super::keys::Names;

/// Where a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Below {
    /// In a column of districts.
    District,
    /// In a column of communes.
    Commune,
}

/// How a kind is written, in lower case, and the kind. What ends with a dot needs no space behind it.
type Writings = &'static [(&'static str, &'static str)];

const DISTRICTS: Writings = &[
    ("huyện ", "huyện"),
    ("h.", "huyện"),
    ("quận ", "quận"),
    ("q.", "quận"),
    ("thị xã ", "thị xã"),
    ("t.x.", "thị xã"),
    ("t.x ", "thị xã"),
    ("tx.", "thị xã"),
    ("tx ", "thị xã"),
    ("thành phố ", "thành phố"),
    ("t.p.", "thành phố"),
    ("t.p ", "thành phố"),
    ("tp.", "thành phố"),
    ("tp ", "thành phố"),
];

const COMMUNES: Writings = &[
    ("xã ", "xã"),
    ("x.", "xã"),
    ("phường ", "phường"),
    ("p.", "phường"),
    ("thị trấn ", TOWN),
    ("t.t.", TOWN),
    ("t.t ", TOWN),
    ("tt.", TOWN),
    ("tt ", TOWN),
];

const TOWN: &str = "thị trấn";

/// Names that two kinds of district of one province had until June 2025: one without a kind may mean either.
const OF_TWO_KINDS: &[&str] = &["cai lậy", "cao lãnh", "duyên hải", "hồng ngự", "kỳ anh", "long mỹ"];

/// The folded name (as by `fold_case`) with its kind written out, where it gives one.
pub fn spelled_out(folded: &str, below: Below) -> String {
    let writings = if below == Below::District { DISTRICTS } else { COMMUNES };
    let found =
        writings.iter().find_map(|(writing, kind)| Some((kind, folded.strip_prefix(writing)?.trim())));
    match found {
        Some((kind, name)) if !name.is_empty() => format!("{kind} {name}"),
        _ => folded.to_owned(),
    }
}

/// The spelling to print of a name spelled out, which is also what makes it one with others.
pub fn printed(key: &str, names: &Names, below: Below) -> Arc<str> {
    let kinds: &[&str] = if below == Below::District {
        &["huyện", "quận", "thị xã", "thành phố"]
    } else {
        &["xã", "phường", TOWN]
    };
    let bare = kinds.iter().find_map(|kind| key.strip_prefix(kind)?.strip_prefix(' ')).unwrap_or(key);
    let of_kind = |kind: &&str| names.known(&format!("{kind} {bare}"));
    let typed: Vec<(&str, Arc<str>)> =
        kinds.iter().filter_map(|kind| Some((*kind, of_kind(kind)?))).collect();
    let [(kind, spelling)] = typed.as_slice() else { return names.of(key) };
    let is_name = bare.chars().any(char::is_alphabetic) && !bare.chars().any(char::is_numeric);
    if *kind == TOWN || !is_name || OF_TWO_KINDS.contains(&bare) {
        return names.of(key);
    }
    // Where it stands without a kind too, no kind is put to it: the other spelling may be another province's.
    names.known(bare).unwrap_or_else(|| Arc::clone(spelling))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_written_out() {
        for (cell, expected) in [
            ("mai sơn", "mai sơn"),
            ("huyện mai sơn", "huyện mai sơn"),
            ("h. mai sơn", "huyện mai sơn"),
            ("h.mai sơn", "huyện mai sơn"),
            ("tp sơn la", "thành phố sơn la"),
            ("t.p. sơn la", "thành phố sơn la"),
            ("tx. nghĩa lộ", "thị xã nghĩa lộ"),
            ("q.1", "quận 1"),
            ("huyện", "huyện"),
            ("hà quảng", "hà quảng"),
        ] {
            assert_eq!(spelled_out(cell, Below::District), expected);
        }
        assert_eq!(spelled_out("tt. hát lót", Below::Commune), "thị trấn hát lót");
        assert_eq!(spelled_out("p. 3", Below::Commune), "phường 3");
    }

    #[test]
    fn names_are_one_unless_kinds_tell_them_apart() {
        let one = |keys: &[&str], below| {
            let mut names = Names::default();
            for key in keys {
                names.add(&Arc::from(*key), key);
            }
            let mut printed: Vec<Arc<str>> = keys.iter().map(|key| printed(key, &names, below)).collect();
            printed.dedup();
            printed.len() == 1
        };
        use Below::{Commune, District};
        assert!(one(&["huyện mai sơn", "mai sơn"], District));
        assert!(one(&["sơn la", "thành phố sơn la"], District));
        assert!(one(&["xã hát lót", "hát lót"], Commune));
        assert!(!one(&["thị trấn hát lót", "hát lót"], Commune));
        assert!(!one(&["thị trấn hát lót", "xã hát lót"], Commune));
        assert!(!one(&["quận 1", "1"], District));
        assert!(!one(&["thành phố cao lãnh", "cao lãnh"], District));
        assert!(!one(&["huyện long hồ", "thị xã long hồ"], District));
    }
}
