//! Invented coverage and teams: one row a commune and period.

use std::io;

use super::random::Random;
use super::{DemoOptions, Plan, SOURCE, Sheet, cells};
use crate::model::Vintage;

const MEASURES: &str = "\"Số thôn, bản được phủ sóng băng rộng di động\",\"Tổng số thôn, bản\",Tỷ lệ (%),\
    Số hồ sơ trực tuyến,Tổng số hồ sơ,Số người có điện thoại thông minh,Tổng số người trưởng thành,\
    Số hồ sơ quá hạn,Số hồ sơ đã giải quyết,Nguồn";

/// What stays the same about a commune.
struct Commune {
    province: usize,
    district: u64,
    villages: u64,
    adults: u64,
    files: u64,
    /// Where its mobile coverage starts and ends, 0 to 1.
    signal: (f64, f64),
    /// How far it stands above or below the others, about -0.12 to 0.12: in files, and in phones.
    offset: f64,
    phones: f64,
}

/// The communes, in the order of their provinces; every province has at least one.
fn communes(plan: &Plan) -> Vec<Commune> {
    let (rows, places) = (plan.options.rows, plan.units.len() as u64);
    let real = if plan.options.provinces == Vintage::V63 { 10_000 } else { 3_300 };
    let wanted = if plan.options.monthly { rows / 74 } else { (rows / 6).min(real) };
    let people: f64 = plan.people.iter().sum();
    let mut random = Random::new(plan.options.seed, 4);
    let mut communes = Vec::new();
    for (province, share) in plan.people.iter().enumerate() {
        let here = ((wanted.max(places) as f64 * share / people) as u64).max(1);
        // Provinces differ for good: from -1 to 1, the same in every period.
        let standing = 2.0 * random.unit() - 1.0;
        // Who is ahead in one thing is not in all of them, or the rankings would be one.
        let owning = 0.5 * standing + 0.5 * (2.0 * random.unit() - 1.0);
        for nth in 0..here {
            let start = 0.6 + 0.15 * standing + 0.2 * random.unit();
            communes.push(Commune {
                province,
                district: 1 + nth * 12 / here,
                villages: random.between(4, 22),
                adults: random.between(1_500, 15_000),
                files: random.between(800, 6_000),
                signal: (start, (start + 0.05 + 0.3 * random.unit()).min(1.0)),
                offset: 0.08 * standing + 0.02 * random.normal(),
                phones: 0.12 * owning + 0.02 * random.normal(),
            });
        }
    }
    communes
}

/// Periods a year, and how the nth of a year is written.
fn period(row: &mut Vec<u8>, first_year: i16, nth: u64, a_year: u64) {
    let year = first_year as u64 + nth / a_year;
    let within = nth % a_year + 1;
    match a_year {
        12 => row.extend(format!("{within:02}/{year}").as_bytes()),
        4 => row.extend(format!("Q{within}/{year}").as_bytes()),
        2 => {
            let half = if within == 1 { "đầu" } else { "cuối" };
            row.extend(format!("6 tháng {half} năm {year}").as_bytes());
        }
        _ => cells::plain(row, year),
    }
}

/// The number of periods from a year on: the 63 provinces end in June 2025.
fn periods(plan: &Plan, first_year: i16, a_year: u64) -> u64 {
    let all = (u64::from(plan.options.last_year.abs_diff(first_year)) + 1) * a_year;
    match plan.options.provinces {
        Vintage::V63 if plan.options.last_year == 2025 => all - a_year / 2,
        _ => all,
    }
}

/// The start of every row: period, province, district (in the 63) and commune.
fn place(
    row: &mut Vec<u8>,
    plan: &Plan,
    communes: &[Commune],
    index: usize,
    random: &mut Random,
    unknown: bool,
) {
    let commune = &communes[index];
    row.push(b',');
    if unknown {
        row.extend("Tỉnh Không Có".as_bytes());
    } else {
        row.extend(plan.units[commune.province].draw(random, 5));
    }
    if plan.options.provinces == Vintage::V63 {
        row.extend(",Huyện giả định ".as_bytes());
        cells::plain(row, commune.district);
    }
    row.extend(",Xã giả định ".as_bytes());
    cells::plain(row, index as u64 + 1);
}

fn place_headers(plan: &Plan) -> &'static str {
    match plan.options.provinces {
        Vintage::V63 => "Tỉnh,Huyện,Xã",
        _ => "Tỉnh,Xã",
    }
}

pub(super) fn coverage(sheet: &mut Sheet, plan: &Plan) -> io::Result<()> {
    let (title, a_year) = if plan.options.monthly { ("Tháng", 12) } else { ("Năm", 1) };
    sheet.text(&format!("{title},{},{MEASURES}\n", place_headers(plan)))?;
    let communes = communes(plan);
    let mut random = Random::new(plan.options.seed, 5);
    let mut row = Vec::with_capacity(256);
    let first_year = plan.options.first_year;
    let all = periods(plan, first_year, a_year);
    for nth in 0..all {
        let progress = Plan::progress(nth, all);
        for (index, commune) in communes.iter().enumerate() {
            let fault = (random.below(10_000) < plan.options.faults).then(|| random.below(3));
            row.clear();
            period(&mut row, first_year, nth, a_year);
            place(&mut row, plan, &communes, index, &mut random, fault == Some(0));
            let (from, to) = commune.signal;
            // Masts are not taken down: this level has no noise and never falls.
            pair(&mut row, commune.villages, from + (to - from) * progress, true, fault);
            let files = near(commune.files, 0.05, &mut random);
            let online = 0.21 + 0.46 * progress + commune.offset + 0.02 * random.normal();
            pair(&mut row, files, online, false, None);
            pair(&mut row, commune.adults, 0.73 + commune.phones + 0.01 * random.normal(), false, None);
            let late = 0.12 - 0.08 * progress - 0.2 * commune.offset + 0.01 * random.normal();
            pair(&mut row, near(commune.files, 0.05, &mut random), late, false, None);
            row.push(b',');
            row.extend(SOURCE.as_bytes());
            row.push(b'\n');
            sheet.faulty += u64::from(fault.is_some());
            sheet.row(&row)?;
        }
    }
    Ok(())
}

/// Covered, total and, where wanted, the percentage. A fault makes covered larger than total, or a bound of the rate.
fn pair(row: &mut Vec<u8>, total: u64, level: f64, rate: bool, fault: Option<u64>) {
    let covered = (total as f64 * level.clamp(0.005, 1.0) + 0.5) as u64;
    row.push(b',');
    cells::count(row, if fault == Some(1) { total + 1 } else { covered });
    row.push(b',');
    cells::count(row, total);
    if rate {
        row.push(b',');
        match fault {
            Some(2) => row.extend(">90".as_bytes()),
            _ => cells::percent(row, covered, total),
        }
    }
}

fn near(value: u64, spread: f64, random: &mut Random) -> u64 {
    (value as f64 * (1.0 + spread * random.normal()).max(0.5)) as u64
}

/// The year of the first community digital teams.
const FIRST_TEAMS: i16 = 2022;

/// Teams by half-year since there are any; in all years where those end before, and by quarter in all years of national
/// exports, whose size is what they are made for.
pub(super) fn teams(sheet: &mut Sheet, plan: &Plan) -> io::Result<()> {
    let DemoOptions { first_year, last_year, monthly, .. } = plan.options;
    let (title, a_year) = if monthly { ("Quý", 4) } else { ("Kỳ", 2) };
    let since = if monthly || last_year < FIRST_TEAMS { first_year } else { first_year.max(FIRST_TEAMS) };
    sheet.text(&format!("{title},{},Số tổ,Số thành viên,Số tổ đã tập huấn,Nguồn\n", place_headers(plan)))?;
    let communes = communes(plan);
    let mut random = Random::new(plan.options.seed, 6);
    let mut row = Vec::with_capacity(192);
    let all = periods(plan, since, a_year);
    for nth in 0..all {
        let progress = Plan::progress(nth, all);
        for (index, commune) in communes.iter().enumerate() {
            let fault = random.below(10_000) < plan.options.faults;
            row.clear();
            period(&mut row, since, nth, a_year);
            place(&mut row, plan, &communes, index, &mut random, false);
            let teams = 1 + (commune.villages as f64 * (0.3 + 0.7 * progress)) as u64;
            let members = teams * 5 + random.below(teams * 3);
            let trained = (teams as f64 * (0.3 + 0.5 * progress + commune.offset).clamp(0.0, 1.0)) as u64;
            for value in [teams, members, if fault { teams + 1 } else { trained }] {
                row.push(b',');
                cells::count(&mut row, value);
            }
            row.push(b',');
            row.extend(SOURCE.as_bytes());
            row.push(b'\n');
            sheet.faulty += u64::from(fault);
            sheet.row(&row)?;
        }
    }
    Ok(())
}
