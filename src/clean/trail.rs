//! The places of rows, in the order in which they came: exports go through their places in one order over and over, so
//! the place of the next row is mostly the one that came after this row's place before, and one comparison shows it.

use super::place::Era;

/// The cells of a row that say where in its province it is for: district, commune.
pub type Cells<'r> = [&'r [u8]; 2];

/// A place that rows were for.
struct Step {
    /// Where its cells begin in [`Trail::bytes`].
    start: usize,
    /// How long each is; [`NEVER`] first, where they do not say the place by themselves.
    lens: [u32; 2],
    /// The province, however it is spelled.
    province: u32,
    era: Era,
    spot: u32,
    /// The step that came after it the last time.
    next: u32,
}

/// No cell is as long as this.
const NEVER: u32 = u32::MAX;

/// The places of rows, in the order in which they came.
#[derive(Default)]
pub struct Trail {
    bytes: Vec<u8>,
    steps: Vec<Step>,
    at: u32,
}

impl Trail {
    /// The step that comes next, if it is for this province and these cells.
    pub fn expect(&self, province: u32, cells: Cells<'_>) -> Option<u32> {
        let next = self.steps.get(self.at as usize)?.next;
        let step = self.steps.get(next as usize).filter(|step| step.province == province)?;
        let mut from = step.start;
        for (cell, len) in cells.into_iter().zip(step.lens) {
            let to = from + len as usize;
            // Comparing nothing with nothing takes some processors longer than comparing words.
            if cell.len() != len as usize || !cell.is_empty() && self.bytes.get(from..to) != Some(cell) {
                return None;
            }
            from = to;
        }
        Some(next)
    }

    /// Goes to a step; its place.
    pub fn go(&mut self, step: u32) -> u32 {
        if let Some(last) = self.steps.get_mut(self.at as usize) {
            last.next = step;
        }
        self.at = step;
        self.steps[step as usize].spot
    }

    /// Goes to a step that [`Trail::expect`] gave, if it is of this era; its place.
    pub fn go_in(&mut self, step: u32, era: Era) -> Option<u32> {
        (self.steps[step as usize].era == era).then(|| self.go(step))
    }

    /// Adds a place and goes there. `alone` says whether the cells say it by themselves, without the rows above.
    pub fn add(&mut self, province: u32, cells: Cells<'_>, alone: bool, era: Era, spot: u32) -> u32 {
        let start = self.bytes.len();
        let mut lens = [NEVER; 2];
        if alone && cells.iter().all(|cell| cell.len() < NEVER as usize) {
            lens = cells.map(|cell| cell.len() as u32);
            cells.iter().for_each(|cell| self.bytes.extend_from_slice(cell));
        }
        let step = self.steps.len() as u32;
        self.steps.push(Step { start, lens, province, era, spot, next: step });
        self.go(step);
        step
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_after_the_last_one_is_expected() {
        let era = Era::Stretch(0);
        let (a, b): (Cells<'_>, Cells<'_>) = ([b"x", b"a"], [b"x", b"b"]);
        let mut trail = Trail::default();
        assert_eq!(trail.expect(7, a), None);
        let first = trail.add(7, a, true, era, 1);
        let second = trail.add(7, b, true, era, 2);
        trail.go(first);
        assert_eq!(trail.expect(7, a), None);
        assert_eq!(trail.expect(7, b), Some(second));
        assert_eq!(trail.expect(8, b), None);
        assert_eq!(trail.expect(7, [b"xb", b""]), None);
        assert_eq!(trail.go_in(second, Era::Across), None);
        assert_eq!(trail.go_in(second, era), Some(2));
        assert_eq!(trail.expect(7, a), Some(first));
        // What rows above decide is never expected by its cells.
        let third = trail.add(7, [b"", b"c"], false, era, 3);
        trail.go(second);
        trail.go(third);
        trail.go(second);
        assert_eq!(trail.expect(7, [b"", b"c"]), None);
    }
}
