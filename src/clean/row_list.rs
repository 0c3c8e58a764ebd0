//! Keys of rows with their lines, 16 bytes a row: the one thing that grows with the rows of an export.

/// Rows in a block at most: room that is not used yet is not memory yet, and allocators hand blocks this large back to the
/// system at once, whichever thread filled them.
const BLOCK: usize = 1 << 21;

/// Rows in the first block: a small export has few.
const FIRST: usize = 1 << 6;

/// A list that grows by blocks, each twice the last: it is never copied, neither while it grows nor when lists are joined.
#[derive(Clone, Debug, Default)]
pub struct RowList {
    blocks: Vec<Vec<(u64, u64)>>,
}

impl RowList {
    /// Adds the key and the line of one row.
    pub fn push(&mut self, row: (u64, u64)) {
        match self.blocks.last_mut() {
            Some(block) if block.len() < block.capacity() => block.push(row),
            last => {
                let room = last.map_or(FIRST, |block| (2 * block.capacity()).min(BLOCK));
                let mut block = Vec::with_capacity(room);
                block.push(row);
                self.blocks.push(block);
            }
        }
    }

    /// Takes in the rows of another list.
    pub fn append(&mut self, mut other: RowList) {
        self.blocks.append(&mut other.blocks);
    }

    /// All rows.
    pub fn iter(&self) -> impl Iterator<Item = (u64, u64)> {
        self.blocks.iter().flatten().copied()
    }

    /// All rows, to be changed in place.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut (u64, u64)> {
        self.blocks.iter_mut().flatten()
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.blocks.iter().map(Vec::len).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stay_in_order_and_blocks_in_place() {
        let mut list = RowList::default();
        let mut other = RowList::default();
        let rows = 100_000;
        (0..rows).for_each(|row| list.push((row, row)));
        (rows..rows + 5).for_each(|row| other.push((row, row)));
        list.append(other);
        list.push((rows + 5, rows + 5));
        list.iter_mut().for_each(|row| row.1 *= 2);
        assert_eq!(list.count() as u64, rows + 6);
        assert!(list.iter().zip(0..).all(|(row, n)| row == (n, 2 * n)));
        assert!(list.blocks.iter().all(|block| block.capacity() <= BLOCK));
    }
}
