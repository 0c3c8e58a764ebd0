//! Putting large items in order without copying them to and fro.

use std::cmp::Ordering;

/// Puts items in the order that their positions have in `order`, each moved once or twice and none copied elsewhere:
/// what stands at `order[0]` comes first.
///
/// Large items are best sorted by sorting their positions, and then moving them once.
pub fn arrange<T>(items: &mut [T], order: &[usize]) {
    // Where each item goes.
    let mut to = vec![0; order.len()];
    order.iter().enumerate().for_each(|(new, &old)| to[old] = new);
    for at in 0..to.len() {
        while to[at] != at {
            let goes = to[at];
            items.swap(at, goes);
            to.swap(at, goes);
        }
    }
}

/// The positions of so many items in their order, as comparing two positions says; equal ones stay as they are.
pub fn order(items: usize, compare: impl Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..items).collect();
    order.sort_by(|&a, &b| compare(a, b));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_stand_as_sorting_them_would_put_them() {
        let items: Vec<(u32, u32)> = (0..500).map(|i| (i * 7919 % 37, i)).collect();
        let (mut sorted, mut arranged) = (items.clone(), items);
        sorted.sort_by_key(|item| item.0);
        let order = order(arranged.len(), |a, b| arranged[a].0.cmp(&arranged[b].0));
        arrange(&mut arranged, &order);
        assert_eq!(arranged, sorted);
        arrange::<u32>(&mut [], &[]);
    }
}
