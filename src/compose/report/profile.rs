//! Places and topics that a reader can pick, with a page of their own each.

use super::{Block, Lines, Table};

/// A place or a topic that a reader can pick.
#[derive(Clone, Debug, Default)]
pub struct Subject {
    /// Its address: a place's code, with its vintage where a later place has the code (`44`, `44@63`); a topic's id.
    pub key: String,
    /// Its name, as a list of all of them shows it.
    pub name: String,
    /// The name that rows of tables call it by.
    pub called: String,
    /// The codes under which figures speak of it, on all borders.
    pub codes: Vec<String>,
    /// What is told of it alone, in its order; empty where there are too many to have a page each.
    pub page: Vec<Part>,
}

/// A piece of such a page.
#[derive(Clone, Debug)]
pub enum Part {
    /// Text or a table; tables carry no number.
    Block(Block),
    /// Small charts side by side, and their data, one click away.
    Small {
        /// Charts.
        charts: Vec<SmallLines>,
        /// All their values.
        values: Table,
    },
}

/// Lines over time, drawn small: the subject's own is the strong one.
#[derive(Clone, Debug, Default)]
pub struct SmallLines {
    /// What is measured.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// What a reader who does not see it should know.
    pub alt: String,
    /// What is drawn.
    pub lines: Lines,
}
