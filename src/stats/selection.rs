//! Order statistics of all pairwise slopes, without forming them all.
//!
//! A pair's slope lies below m exactly when the two points change places between the order of time and the order of
//! their residuals y − m·t. So the slopes below m are counted as inversions, in O(n log n), and the slopes between two
//! cuts are the inversions between two orders, which merge sort can count, sample and list (Dillencourt, Mount &
//! Netanyahu 1992; Matoušek 1991). A sample narrows the cuts around the rank wanted until the rest can be listed.
//!
//! The result is the very number that sorting all computed slopes gives. Slopes as computed differ from the true ones
//! by rounding (three roundings, below 2 ε relative); cuts are therefore set a few ε beside sampled slopes, and
//! residuals are carried in two doubles, so that which side of a cut a pair falls is never in doubt where it matters.

/// Pairs up to which all slopes are formed.
const LISTED: u64 = 1 << 21;
/// Pairs that agree to 14 digits up to which they are told apart all the same.
const TOLD_APART: u64 = 1 << 28;
/// Slopes drawn at first, for all ranks together.
const FIRST_SAMPLE: u64 = 1 << 20;
/// Rounds of narrowing at most.
const ROUNDS: usize = 200;
/// Distance of a cut from a sampled slope, relative.
const MARGIN: f64 = 16.0 * f64::EPSILON;

/// All slopes between points at different times; points sorted by time, then value.
pub(super) struct SlopeSet<'a> {
    points: &'a [(f64, f64)],
    pairs: u64,
    listed: u64,
}

impl<'a> SlopeSet<'a> {
    /// The slopes between `points`, which must be sorted and finite.
    pub(super) fn new(points: &'a [(f64, f64)]) -> Self {
        Self::listing(points, LISTED)
    }

    fn listing(points: &'a [(f64, f64)], listed: u64) -> Self {
        let choose = |n: usize| (n as u64) * (n as u64).saturating_sub(1) / 2;
        let at_one_time: u64 = points.chunk_by(|a, b| a.0 == b.0).map(|group| choose(group.len())).sum();
        SlopeSet { points, pairs: choose(points.len()) - at_one_time, listed }
    }

    /// How many slopes there are.
    pub(super) fn len(&self) -> u64 {
        self.pairs
    }

    /// The slopes at these ranks (from 0, in rising order of ranks), each below [`SlopeSet::len`].
    pub(super) fn at(&self, ranks: &[u64]) -> Vec<f64> {
        if self.pairs <= self.listed {
            let mut slopes = self.all();
            let mut found = Vec::with_capacity(ranks.len());
            let mut from = 0;
            for &rank in ranks {
                let (_, slope, _) =
                    slopes[from..].select_nth_unstable_by(rank as usize - from, f64::total_cmp);
                found.push(*slope);
                from = rank as usize;
            }
            return found;
        }
        let sample = self.sample(&self.first_cut(), &self.last_cut(), self.pairs.min(FIRST_SAMPLE) as usize);
        let mut found: Vec<f64> = Vec::with_capacity(ranks.len());
        for (i, &rank) in ranks.iter().enumerate() {
            let slope = if i > 0 && ranks[i - 1] == rank { found[i - 1] } else { self.select(rank, &sample) };
            found.push(slope);
        }
        found
    }

    /// Every slope.
    fn all(&self) -> Vec<f64> {
        let mut slopes = Vec::with_capacity(self.pairs as usize);
        for (i, earlier) in self.points.iter().enumerate() {
            // Sorted by time: those at the same time come first and are passed over.
            let later = self.points[i + 1..].iter().skip_while(|point| point.0 == earlier.0);
            slopes.extend(later.map(|later| slope(*earlier, *later)));
        }
        slopes
    }

    /// The slope at `rank`, given a sorted sample of all slopes.
    fn select(&self, rank: u64, sample: &[f64]) -> f64 {
        let mut margin = MARGIN;
        loop {
            let found = self.narrow(rank, sample, margin);
            // Beside a cut, rounding could have put a neighbour on the wrong side: cut elsewhere.
            if found.clear || margin > 1e-9 {
                return found.slope;
            }
            margin *= 5.0;
        }
    }

    /// Narrows the cuts around `rank` until what lies between them can be listed.
    fn narrow(&self, rank: u64, sample: &[f64], margin: f64) -> Found {
        let (mut below, mut above) = (self.first_cut(), self.last_cut());
        let mut narrower: Option<Vec<f64>> = None;
        // A handful of rounds suffice; the bound is for numbers near the end of their range, whose slopes overflow.
        for _ in 0..ROUNDS {
            let between = above.under.saturating_sub(below.under);
            if between <= self.listed {
                return self.within(rank, &below, &above, 0.0);
            }
            let sample = narrower.as_deref().unwrap_or(sample);
            let (low, high) = bracket(sample, rank - below.under, between);
            // Equal slopes may be a large part of all: those at both ends of the bracket are segments of their own.
            let ends =
                [cut_at(low, -margin), cut_at(low, margin), cut_at(high, -margin), cut_at(high, margin)];
            let one_cluster = ends[1] >= ends[2];
            let sides: &[(f64, Side)] = if one_cluster {
                &[(ends[0], Side::Under), (ends[3], Side::Through)]
            } else {
                &[
                    (ends[0], Side::Under),
                    (ends[1], Side::Through),
                    (ends[2], Side::Under),
                    (ends[3], Side::Through),
                ]
            };
            let mut segment = 0;
            for &(at, side) in sides {
                let cut = self.cut(at, side);
                if rank < cut.under {
                    above = cut;
                    break;
                }
                below = cut;
                segment += 1;
            }
            let cluster = segment == 1 || (segment == 3 && !one_cluster);
            if cluster {
                return self.within(rank, &below, &above, if segment == 1 { low } else { high });
            }
            narrower = Some(self.sample(&below, &above, self.points.len().clamp(64, 1 << 17)));
        }
        Found { slope: f64::NAN, clear: true }
    }

    /// The slope at `rank` among those between two cuts; `typical` is one of them where they are nearly equal.
    fn within(&self, rank: u64, below: &Cut, above: &Cut, typical: f64) -> Found {
        let at = rank.saturating_sub(below.under);
        let between = above.under.saturating_sub(below.under);
        let slope = if between <= self.listed {
            let mut slopes = Vec::with_capacity(between as usize);
            self.between(below, above, |slope| slopes.push(slope));
            slopes.sort_unstable_by(f64::total_cmp);
            slopes.get(at as usize).copied().unwrap_or(f64::NAN)
        } else if typical == 0.0 || between > TOLD_APART {
            // All of them are exactly 0; or they agree to 14 digits and are too many to tell apart.
            return Found { slope: typical, clear: true };
        } else {
            // Nearly equal slopes are few different numbers: count each.
            let mut counts: std::collections::BTreeMap<u64, u64> = std::collections::BTreeMap::new();
            let mut last = (0, 0);
            self.between(below, above, |slope| {
                let bits = slope.to_bits();
                if bits != last.0 {
                    *counts.entry(last.0).or_default() += last.1;
                    last = (bits, 0);
                }
                last.1 += 1;
            });
            *counts.entry(last.0).or_default() += last.1;
            let mut values: Vec<(f64, u64)> =
                counts.into_iter().map(|(bits, count)| (f64::from_bits(bits), count)).collect();
            values.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
            let mut passed = 0;
            let value = values.iter().find(|(_, count)| {
                passed += count;
                passed > at
            });
            value.map_or(typical, |(value, _)| *value)
        };
        let fuzz = slope.abs() * 4.0 * f64::EPSILON;
        let clear = (slope - fuzz > below.at && slope + fuzz < above.at) || slope == 0.0;
        Found { slope, clear }
    }

    /// Below every slope.
    fn first_cut(&self) -> Cut {
        Cut { at: f64::NEG_INFINITY, order: (0..self.points.len() as u32).collect(), under: 0 }
    }

    /// Above every slope.
    fn last_cut(&self) -> Cut {
        let mut order: Vec<u32> = (0..self.points.len() as u32).collect();
        order.sort_by(|&a, &b| self.later_first(a, b));
        Cut { at: f64::INFINITY, order, under: self.pairs }
    }

    /// The order of residuals at the slope `at`, and how many slopes lie under it.
    fn cut(&self, at: f64, side: Side) -> Cut {
        let mut keyed: Vec<(f64, f64, u32)> = self
            .points
            .iter()
            .zip(0..)
            .map(|(point, id)| {
                let (high, low) = residual(*point, at);
                (high, low, id)
            })
            .collect();
        keyed.sort_unstable_by(|a, b| {
            let by_residual = a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1));
            by_residual.then_with(|| match side {
                Side::Under => a.2.cmp(&b.2),
                Side::Through => self.later_first(a.2, b.2),
            })
        });
        let order: Vec<u32> = keyed.into_iter().map(|(_, _, id)| id).collect();
        let mut under = 0;
        inversions(&mut order.clone(), &mut order.clone(), &mut |left, _| under += left.len() as u64);
        Cut { at, order, under }
    }

    /// Later points first, points at one time as they stand: so that a pair at one time never changes places.
    fn later_first(&self, a: u32, b: u32) -> std::cmp::Ordering {
        self.points[b as usize].0.total_cmp(&self.points[a as usize].0).then(a.cmp(&b))
    }

    /// Every slope between two cuts.
    fn between(&self, below: &Cut, above: &Cut, mut take: impl FnMut(f64)) {
        self.pairs_between(below, above, &mut |left, right| {
            for &earlier in left {
                take(self.slope_of(above.order[earlier as usize], above.order[right as usize]));
            }
        });
    }

    /// About `size` slopes drawn evenly from those between two cuts, sorted.
    fn sample(&self, below: &Cut, above: &Cut, size: usize) -> Vec<f64> {
        let between = above.under.saturating_sub(below.under);
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut draws: Vec<u64> = (0..size)
            .map(|_| ((u128::from(split_mix(&mut state)) * u128::from(between)) >> 64) as u64)
            .collect();
        draws.sort_unstable();
        let mut draws = draws.into_iter().peekable();
        let mut slopes = Vec::with_capacity(size);
        let mut passed = 0;
        self.pairs_between(below, above, &mut |left, right| {
            let next = passed + left.len() as u64;
            while let Some(draw) = draws.next_if(|&draw| draw < next) {
                let earlier = left[(draw - passed) as usize];
                slopes.push(self.slope_of(above.order[earlier as usize], above.order[right as usize]));
            }
            passed = next;
        });
        slopes.sort_unstable_by(f64::total_cmp);
        slopes
    }

    /// Calls `take` with the pairs that change places between two cuts, as positions in the order of `above`.
    fn pairs_between(&self, below: &Cut, above: &Cut, take: &mut impl FnMut(&[u32], u32)) {
        let mut position = vec![0_u32; above.order.len()];
        for (place, &id) in (0..).zip(&above.order) {
            position[id as usize] = place;
        }
        let mut sequence: Vec<u32> = below.order.iter().map(|&id| position[id as usize]).collect();
        inversions(&mut sequence, &mut position, take);
    }

    fn slope_of(&self, earlier: u32, later: u32) -> f64 {
        slope(self.points[earlier as usize], self.points[later as usize])
    }
}

/// A rank's slope, and whether rounding at a cut cannot have touched it.
struct Found {
    slope: f64,
    clear: bool,
}

/// A line between slopes: the points in the order of their residuals there.
struct Cut {
    at: f64,
    order: Vec<u32>,
    /// Slopes under the line.
    under: u64,
}

/// Whether slopes equal to a cut lie above or under it.
#[derive(Clone, Copy)]
enum Side {
    Under,
    Through,
}

/// A pair's slope; −0 is 0.
fn slope(earlier: (f64, f64), later: (f64, f64)) -> f64 {
    (later.1 - earlier.1) / (later.0 - earlier.0) + 0.0
}

/// `slope` moved by `margin` of itself; 0 stays 0, since a slope of exactly 0 is computed exactly.
fn cut_at(slope: f64, margin: f64) -> f64 {
    slope + slope.abs() * margin
}

/// y − slope · t in two doubles, without rounding to one.
fn residual((time, value): (f64, f64), slope: f64) -> (f64, f64) {
    let product = slope * time;
    let product_rest = slope.mul_add(time, -product);
    let sum = value - product;
    let back = sum - value;
    let sum_rest = (value - (sum - back)) + (-product - back);
    let rest = sum_rest - product_rest;
    let high = sum + rest;
    (high + 0.0, rest - (high - sum) + 0.0)
}

/// Sampled slopes that very likely enclose the slope at `rank` of `count`.
fn bracket(sample: &[f64], rank: u64, count: u64) -> (f64, f64) {
    let last = sample.len().saturating_sub(1);
    let share = rank as f64 / count as f64;
    let middle = share * last as f64;
    let reach = 2.5 * (sample.len() as f64 * share * (1.0 - share)).sqrt() + 2.0;
    let at = |position: f64| sample.get((position.max(0.0) as usize).min(last)).copied().unwrap_or(f64::NAN);
    (at(middle - reach), at(middle + reach + 1.0))
}

/// A step of SplitMix64 (Steele, Lea & Flood 2014): the same draws in every run.
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Sorts `sequence`; each element that passes greater ones before it is reported with them.
fn inversions(sequence: &mut [u32], spare: &mut [u32], take: &mut impl FnMut(&[u32], u32)) {
    let n = sequence.len();
    if n <= 16 {
        for i in 1..n {
            let element = sequence[i];
            let start = sequence[..i].partition_point(|&before| before < element);
            if start < i {
                take(&sequence[start..i], element);
                sequence[start..=i].rotate_right(1);
            }
        }
        return;
    }
    let middle = n / 2;
    {
        let (left, right) = sequence.split_at_mut(middle);
        let (spare_left, spare_right) = spare.split_at_mut(middle);
        inversions(left, spare_left, take);
        inversions(right, spare_right, take);
    }
    spare.copy_from_slice(sequence);
    let (left, right) = spare.split_at(middle);
    let (mut l, mut r) = (0, 0);
    for slot in sequence {
        if r == right.len() || (l < left.len() && left[l] < right[r]) {
            *slot = left[l];
            l += 1;
        } else {
            *slot = right[r];
            if l < left.len() {
                take(&left[l..], right[r]);
            }
            r += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    /// Every rank by counting, with lists kept tiny, against sorting all slopes.
    fn check(mut points: Vec<(f64, f64)>) {
        points.sort_by(|a, b| a.partial_cmp(b).unwrap());
        let set = SlopeSet::listing(&points, 40);
        let mut expected = set.all();
        expected.sort_by(f64::total_cmp);
        assert_eq!(expected.len() as u64, set.len());
        if expected.is_empty() {
            return;
        }
        let last = expected.len() - 1;
        let ranks: Vec<u64> = (0..=12).map(|part| (last * part / 12) as u64).collect();
        let found = SlopeSet::listing(&points, 40).at(&ranks);
        for (rank, found) in ranks.into_iter().zip(found) {
            assert_eq!(found, expected[rank as usize], "rank {rank} of {}", expected.len());
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(40))]

        #[test]
        fn counting_equals_sorting_with_ties(
            cells in proptest::collection::vec((0i32..90, -9i32..9), 2..120), per_year in 1i32..13, decimals in 1i32..20
        ) {
            check(cells.iter().map(|&(t, v)| (
                2000.0 + f64::from(t) / f64::from(per_year), f64::from(v) / f64::from(decimals)
            )).collect());
        }

        #[test]
        fn counting_equals_sorting_of_measured_values(
            cells in proptest::collection::vec((0u32..5000, -1e6f64..1e6), 2..120)
        ) {
            check(cells.iter().map(|&(t, v)| (1900.0 + f64::from(t) / 365.0, v)).collect());
        }
    }

    #[test]
    fn counting_equals_sorting_on_a_straight_line() {
        check((0..150).map(|i| (2000.0 + f64::from(i) / 12.0, f64::from(i) * 0.1)).collect());
        check((0..150).map(|i| (f64::from(i), 3.0)).collect());
        check((0..150).map(|i| (f64::from(i), f64::from(i / 50))).collect());
        check((0..150).map(|i| (f64::from(i) * 0.1, -0.3 * f64::from(i % 2))).collect());
    }
}
