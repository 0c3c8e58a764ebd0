//! Where numbered values are found by their hash: eight bytes a slot beside the values themselves, which are kept once.

/// No value.
const FREE: u64 = u64::MAX;

/// Slots in the first table.
const FIRST: usize = 16;

/// Slots, each with the hash and the number of one value.
#[derive(Clone, Debug, Default)]
pub struct Slots {
    /// Hash and number in one word; as many as a power of two, or none.
    slots: Vec<u64>,
    count: usize,
}

impl Slots {
    /// The number of the value with this hash of which `is` says that it is the one.
    pub fn find(&self, hash: u64, mut is: impl FnMut(u32) -> bool) -> Option<u32> {
        let mut at = self.first(hash as u32);
        loop {
            let slot = *self.slots.get(at)?;
            if slot == FREE {
                return None;
            }
            if (slot >> 32) as u32 == hash as u32 && is(slot as u32) {
                return Some(slot as u32);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// Adds the number of a value that is not there.
    pub fn add(&mut self, hash: u64, number: u32) {
        if 4 * (self.count + 1) > 3 * self.slots.len() {
            let room = (2 * self.slots.len()).max(FIRST);
            let slots = std::mem::replace(&mut self.slots, vec![FREE; room]);
            slots.into_iter().filter(|slot| *slot != FREE).for_each(|slot| self.put(slot));
        }
        self.put(u64::from(hash as u32) << 32 | u64::from(number));
        self.count += 1;
    }

    fn put(&mut self, slot: u64) {
        let mut at = self.first((slot >> 32) as u32);
        while self.slots[at] != FREE {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = slot;
    }

    fn first(&self, hash: u32) -> usize {
        hash as usize & self.slots.len().wrapping_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_again_however_their_hashes_meet() {
        let hash = |n: u32| u64::from(n % 7) << 2;
        let mut slots = Slots::default();
        assert_eq!(slots.find(0, |_| true), None);
        for n in 0..1000 {
            assert_eq!(slots.find(hash(n), |known| known == n), None);
            slots.add(hash(n), n);
        }
        assert!((0..1000).all(|n| slots.find(hash(n), |known| known == n) == Some(n)));
        assert_eq!(slots.find(hash(3), |known| known == 4), None);
        assert!(slots.slots.len() <= 2048);
    }
}
