//! The cells of the first rows of a table.

/// The cells of one row, in one text: there are many, and few of them are captions.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    text: String,
    ends: Vec<usize>,
}

impl Cells {
    /// No cell yet, with room for so many of so many bytes together.
    pub fn with_room(cells: usize, bytes: usize) -> Self {
        Cells { text: String::with_capacity(bytes), ends: Vec::with_capacity(cells) }
    }

    /// Adds a cell.
    pub fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// Cell `i`, where the row has so many.
    pub fn get(&self, i: usize) -> Option<&str> {
        let end = *self.ends.get(i)?;
        self.text.get(i.checked_sub(1).map_or(0, |before| self.ends[before])..end)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// All cells.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        (0..self.len()).map(|i| self.get(i).unwrap_or_default())
    }
}

impl<S: AsRef<str>> FromIterator<S> for Cells {
    fn from_iter<I: IntoIterator<Item = S>>(cells: I) -> Self {
        let mut row = Cells::default();
        cells.into_iter().for_each(|cell| row.push(cell.as_ref()));
        row
    }
}
