//! The places of rows, in the order in which they came: exports go through their places in one order over and over, so
//! the place of the next row is mostly the one that came after this row's place before, and a look at its cells shows it.
//! Where it is not, the place is found by what the cells mean.

use super::place::Era;
use super::slots::Slots;
use crate::model::fast::hash_of;

/// What the cells of a row say of its place, each by its number among the distinct ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The province, however it is spelled; where exports have codes too, the pair of both.
    pub province: u32,
    /// Cells of district and commune.
    pub below: [u32; 2],
    /// When; `None` where that decides nothing.
    pub era: Option<Era>,
}

/// A place that rows were for: the parts of its key, put so that a step takes no more room than they need.
struct Step {
    province: u32,
    below: [u32; 2],
    era: Option<Era>,
    /// Whether the cells say the place by themselves, without the rows above.
    alone: bool,
    spot: u32,
    /// The step that came after it the last time.
    next: u32,
}

impl Step {
    fn key(&self) -> Key {
        Key { province: self.province, below: self.below, era: self.era }
    }
}

/// The places of rows, in the order in which they came.
#[derive(Default)]
pub struct Trail {
    steps: Vec<Step>,
    slots: Slots,
    at: u32,
}

impl Trail {
    /// The step that comes next, if it is for this province and `is` says of the numbers of its cells that they are those
    /// of the row.
    pub fn expect(&self, province: u32, is: impl FnOnce([u32; 2]) -> bool) -> Option<u32> {
        let next = self.steps.get(self.at as usize)?.next;
        let step = self.steps.get(next as usize)?;
        (step.province == province && step.alone && is(step.below)).then_some(next)
    }

    /// The step of a place that was met.
    pub fn find(&self, key: &Key) -> Option<u32> {
        self.slots.find(hash_of(key), |step| self.steps[step as usize].key() == *key)
    }

    /// Goes to a step; its place.
    pub fn go(&mut self, step: u32) -> u32 {
        if let Some(last) = self.steps.get_mut(self.at as usize) {
            last.next = step;
        }
        self.at = step;
        self.steps[step as usize].spot
    }

    /// Goes to a step that [`Trail::expect`] gave, if it is of this era or of all; its place.
    pub fn go_in(&mut self, step: u32, era: Era) -> Option<u32> {
        self.steps[step as usize].era.is_none_or(|known| known == era).then(|| self.go(step))
    }

    /// Adds a place that was not met and goes there. `alone` says whether the cells say it by themselves, without the rows
    /// above.
    pub fn add(&mut self, key: Key, alone: bool, spot: u32) -> u32 {
        let step = self.steps.len() as u32;
        let Key { province, below, era } = key;
        self.steps.push(Step { province, below, era, alone, spot, next: step });
        self.slots.add(hash_of(&key), step);
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
        let key = |commune| Key { province: 7, below: [0, commune], era: Some(era) };
        let mut trail = Trail::default();
        let expect = |trail: &Trail, commune: u32| trail.expect(7, |below| below == [0, commune]);
        assert_eq!(expect(&trail, 1), None);
        let first = trail.add(key(1), true, 1);
        let second = trail.add(key(2), true, 2);
        trail.go(first);
        assert_eq!(expect(&trail, 1), None);
        assert_eq!(expect(&trail, 2), Some(second));
        assert_eq!(trail.expect(8, |_| true), None);
        assert_eq!(trail.go_in(second, Era::Across), None);
        assert_eq!(trail.go_in(second, era), Some(2));
        assert_eq!(expect(&trail, 1), Some(first));
        // What rows above decide is never expected by its cells.
        let third = trail.add(key(3), false, 3);
        trail.go(second);
        trail.go(third);
        trail.go(second);
        assert_eq!(expect(&trail, 3), None);
        assert_eq!((trail.find(&key(3)), trail.find(&key(1))), (Some(third), Some(first)));
        assert_eq!(trail.find(&Key { era: Some(Era::Across), ..key(1) }), None);
        // Where time decides nothing, a place is one step.
        let always = trail.add(Key { era: None, ..key(4) }, true, 4);
        assert_eq!([trail.go_in(always, era), trail.go_in(always, Era::Across)], [Some(4); 2]);
    }
}
