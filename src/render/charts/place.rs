//! Where labels go so that none covers another.

use super::scene::Area;

/// Centres for labels of the given heights, in the order of the wanted centres, within `low` to `high`: none overlaps,
/// and the sum of squared distances to the wanted centres is the least (isotonic regression, pool adjacent violators).
///
/// The heights must fit the range; where they do not, labels leave it at the far end.
pub(super) fn stack(wanted: &[f64], heights: &[f64], low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]).then(a.cmp(&b)));
    // Measured from where each label would stand if all were pushed together, order is all that is left to keep.
    let mut before = 0.0;
    let mut offsets = Vec::with_capacity(order.len());
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for &at in &order {
        let offset = before + heights[at] / 2.0;
        before += heights[at];
        offsets.push(offset);
        blocks.push((wanted[at] - offset, 1));
        while let [.., (left, n), (right, m)] = blocks[..]
            && left > right
        {
            blocks.truncate(blocks.len() - 2);
            blocks.push(((left * n as f64 + right * m as f64) / (n + m) as f64, n + m));
        }
    }
    let top = low.max(0.0_f64.min(high - low - before) + low);
    let bottom = (high - before).max(top);
    let mut centres = vec![0.0; wanted.len()];
    let mut next = 0;
    for (start, count) in blocks {
        for _ in 0..count {
            centres[order[next]] = start.clamp(top, bottom) + offsets[next];
            next += 1;
        }
    }
    centres
}

/// The labels that are kept when all heights do not fit `room`: those of low `rank` go last, later ones first.
pub(super) fn keep(heights: &[f64], rank: &[usize], room: f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..heights.len()).collect();
    order.sort_by_key(|&at| (rank[at], at));
    let mut left = room + 0.01;
    let mut kept = Vec::new();
    for at in order {
        if heights[at] <= left {
            left -= heights[at];
            kept.push(at);
        }
    }
    kept.sort_unstable();
    kept
}

/// Things that words should not cover.
#[derive(Default)]
pub(super) struct Taken {
    /// Words and marks.
    pub areas: Vec<Area>,
    /// Lines.
    pub lines: Vec<((f64, f64), (f64, f64))>,
}

impl Taken {
    /// How much of what is there an area would cover: other words weigh more than lines.
    pub fn cost(&self, area: &Area) -> usize {
        let words = self.areas.iter().filter(|taken| taken.overlaps(area)).count();
        words * 1000 + self.crossed(area)
    }

    /// How many lines cross an area.
    pub fn crossed(&self, area: &Area) -> usize {
        self.lines.iter().filter(|(from, to)| area.is_crossed(*from, *to)).count()
    }

    /// Index and cost of the best of several places, the first one among equals; `None` without any.
    pub fn best(&self, places: &[Area]) -> Option<(usize, usize)> {
        places.iter().map(|area| self.cost(area)).enumerate().min_by_key(|&(at, cost)| (cost, at))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn labels_with_room_stay_where_they_are() {
        assert_eq!(stack(&[50.0, 10.0], &[10.0, 10.0], 0.0, 100.0), vec![50.0, 10.0]);
    }

    #[test]
    fn labels_in_one_place_spread_around_it() {
        let centres = stack(&[50.0, 50.0, 50.0], &[10.0; 3], 0.0, 100.0);
        assert_eq!(centres, vec![40.0, 50.0, 60.0]);
    }

    #[test]
    fn labels_stay_in_range_and_apart() {
        let wanted = [99.0, 98.0, 97.0, 3.0, 98.5, 50.0];
        let heights = [10.0, 20.0, 10.0, 10.0, 10.0, 10.0];
        let centres = stack(&wanted, &heights, 0.0, 100.0);
        for a in 0..wanted.len() {
            assert!(centres[a] - heights[a] / 2.0 >= -1e-9 && centres[a] + heights[a] / 2.0 <= 100.0 + 1e-9);
            for b in 0..a {
                let gap = (centres[a] - centres[b]).abs() - (heights[a] + heights[b]) / 2.0;
                assert!(gap >= -1e-9, "{a} {b} {centres:?}");
            }
        }
        assert!(centres[2] < centres[1] && centres[1] < centres[4] && centres[4] < centres[0]);
    }

    #[test]
    fn the_least_important_labels_go_first() {
        assert_eq!(keep(&[10.0; 4], &[1, 0, 1, 0], 30.0), vec![0, 1, 3]);
        assert_eq!(keep(&[10.0; 2], &[0, 0], 30.0), vec![0, 1]);
    }

    #[test]
    fn words_prefer_to_cross_a_line_over_covering_words() {
        let here = Area { x: 0.0, y: 0.0, w: 10.0, h: 10.0 };
        let there = Area { x: 50.0, ..here };
        let taken = Taken { areas: vec![here], lines: vec![((50.0, 5.0), (60.0, 5.0))] };
        assert_eq!(taken.best(&[here, there]), Some((1, 1)));
    }
}
