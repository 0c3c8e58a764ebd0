//! The inner parts by themselves, and the edition of the published figures by format: `cargo bench --bench parts`.
//!
//! Each part runs some times over; the best time is printed, since everything else on the machine can only add to it.

use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use nhipso::Project;
use nhipso::clean::number;
use nhipso::model::Overrides;
use nhipso::render::Format;
use nhipso::stats::{mann_kendall, theil_sen};
use rayon::prelude::*;

/// 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

fn best(times: u32, mut run: impl FnMut()) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..times {
        let start = Instant::now();
        run();
        best = best.min(start.elapsed());
    }
    best
}

fn say(part: &str, time: Duration) {
    println!("{part:<58} {:>10.3} ms", time.as_secs_f64() * 1e3);
}

fn each(part: &str, count: usize, time: Duration) {
    println!("{part:<58} {:>10.1} ns each", time.as_secs_f64() * 1e9 / count as f64);
}

/// A series that rises a little amid noise, the same in every run.
fn series(seed: u64, points: usize) -> (Vec<f64>, Vec<f64>) {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut noise = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f64 / (1 << 24) as f64
    };
    let times = (0..points).map(|i| 2019.0 + i as f64 / 12.0).collect();
    (times, (0..points).map(|i| 50.0 + 0.01 * i as f64 + noise()).collect())
}

fn trends() {
    let many: Vec<_> = (0..2520).map(|seed| series(seed, 84)).collect();
    let one = |(times, values): &(Vec<f64>, Vec<f64>)| {
        black_box((theil_sen(times, values, Z), mann_kendall(times, values)));
    };
    say("trends of 2,520 series of 84 points, one thread", best(5, || many.iter().for_each(one)));
    say("trends of 2,520 series of 84 points, all threads", best(5, || many.par_iter().for_each(one)));
    let long = series(1, 100_000);
    say("trend of one series of 100,000 points", best(2, || one(&long)));
}

fn numbers() {
    for (part, cell) in [("count 459", "459"), ("count 12.345", "12.345"), ("count 12 345", "12 345")] {
        let run = || (0..100_000).for_each(|_| _ = black_box(number::count(black_box(cell.as_bytes()))));
        each(part, 100_000, best(5, run));
    }
    for (part, cell) in [("percentage 95,10", "95,10"), ("percentage 95,10%", "95,10%")] {
        let run = || (0..100_000).for_each(|_| _ = black_box(number::decimal(black_box(cell.as_bytes()))));
        each(part, 100_000, best(5, run));
    }
}

fn editions() -> Result<(), Box<dyn Error>> {
    let project = Project::open(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join("published"),
        &Overrides::default(),
    )?;
    let folder = tempfile::tempdir()?;
    let out = folder.path().join("edition");
    let write = |name: &str, formats: &[Format]| -> Result<(), Box<dyn Error>> {
        project.report(&out, formats, &|_| ())?;
        say(&format!("published figures: {name}"), best(3, || drop(project.report(&out, formats, &|_| ()))));
        Ok(())
    };
    for format in Format::ALL {
        write(format.name(), &[format])?;
    }
    write("whole edition", &Format::ALL)
}

fn main() -> Result<(), Box<dyn Error>> {
    numbers();
    trends();
    editions()
}
