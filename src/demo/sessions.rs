//! Invented sessions: one row a question, in the order of their dates.

use std::io;

use jiff::civil::{Date, date};

use super::cells::{self, Name};
use super::random::{Random, Weighted};
use super::shapes::{self, Shape};
use super::{Plan, SOURCE, Sheet};
use crate::model::Vintage;

const HEADER: &str = "Ngày,Tỉnh,Cấp,Chủ trì,Chủ đề,Câu hỏi,Số ý kiến,Nguồn\n";

const LEVELS: &[&str] =
    &["tỉnh,Chủ tịch UBND tỉnh", "tỉnh,Phó Chủ tịch UBND tỉnh", "xã,Chủ tịch UBND xã", "sở,Giám đốc sở"];

const ASKED: &[&str] = &[
    "Đề nghị tỉnh sớm có giải pháp về",
    "Thanh niên hỏi kế hoạch năm tới về",
    "Đoàn viên phản ánh còn vướng mắc về",
    "Kiến nghị bố trí thêm kinh phí cho",
    "Bao giờ tỉnh công bố kết quả về",
    "Đề nghị hướng dẫn cụ thể về",
];

/// Share of rows, in a hundred, that spell a province or a topic otherwise than the register.
const PROVINCE_VARIANTS: u64 = 5;
const TOPIC_VARIANTS: u64 = 10;

/// What the rows of one year are drawn from.
struct Year {
    first_day: Date,
    days: u64,
    /// A table a province.
    topics: Vec<Weighted>,
}

pub(super) fn sessions(sheet: &mut Sheet, plan: &Plan) -> io::Result<()> {
    sheet.text(HEADER)?;
    let names: Vec<Name> =
        plan.topics.topics.iter().map(|topic| Name::of_topic(&topic.label.vi, &topic.aliases)).collect();
    let subjects: Vec<String> =
        plan.topics.topics.iter().map(|topic| topic.label.vi.to_lowercase().replace(',', " và")).collect();
    let provinces = Weighted::new(&plan.people);
    let favourites = favourites(plan);
    let mut random = Random::new(plan.options.seed, 2);
    let mut row = Vec::with_capacity(256);
    let mut number = 0;
    for index in 0..plan.years() {
        let year = year(plan, index, &favourites, &mut random);
        let rows = plan.options.rows * (index + 1) / plan.years() - plan.options.rows * index / plan.years();
        for nth in 0..rows {
            number += 1;
            row.clear();
            let day = year.first_day.saturating_add(jiff::Span::new().days((year.days * nth / rows) as i64));
            let province = provinces.draw(&mut random);
            let topic = year.topics[province].draw(&mut random);
            let fault = random.below(10_000) < plan.options.faults;
            let fault = fault.then(|| random.below(4));
            write_date(&mut row, day, fault == Some(0));
            row.push(b',');
            match fault {
                Some(1) => row.extend("Tỉnh Không Có".as_bytes()),
                _ => row.extend(plan.units[province].draw(&mut random, PROVINCE_VARIANTS)),
            }
            row.push(b',');
            row.extend(LEVELS[random.below(LEVELS.len() as u64) as usize].as_bytes());
            row.push(b',');
            row.extend(names[topic].draw(&mut random, TOPIC_VARIANTS));
            row.push(b',');
            question(&mut row, &subjects[topic], number, &mut random);
            row.push(b',');
            match fault {
                Some(2) => row.extend(">90".as_bytes()),
                _ => cells::count(&mut row, opinions(&mut random)),
            }
            row.push(b',');
            row.extend(SOURCE.as_bytes());
            if fault == Some(3) {
                row.extend(",thừa".as_bytes());
            }
            row.push(b'\n');
            sheet.faulty += u64::from(fault.is_some());
            sheet.row(&row)?;
        }
    }
    Ok(())
}

/// Two flat topics a province that it asks three times as often as others do.
fn favourites(plan: &Plan) -> Vec<[usize; 2]> {
    let flat: Vec<usize> = (0..plan.topics.topics.len())
        .filter(|index| shapes::of_topic(&plan.topics.topics[*index].id) == Shape::Flat)
        .collect();
    let mut random = Random::new(plan.options.seed, 3);
    let mut pick = || flat[random.below(flat.len() as u64) as usize];
    plan.units.iter().map(|_| [pick(), pick()]).collect()
}

fn year(plan: &Plan, index: u64, favourites: &[[usize; 2]], random: &mut Random) -> Year {
    let calendar = plan.options.first_year + index as i16;
    let progress = Plan::progress(index, plan.years());
    let weights = |place: usize, random: &mut Random| {
        let topics = plan.topics.topics.iter().enumerate().map(|(topic, entry)| {
            let usual = if favourites[place].contains(&topic) { 3.0 } else { 1.0 };
            usual * shapes::of_topic(&entry.id).factor(progress) * (1.0 + 0.05 * random.normal()).max(0.5)
        });
        topics.collect::<Vec<f64>>()
    };
    let whole = date(calendar, 1, 1).days_in_year() as u64;
    Year {
        first_day: date(calendar, 1, 1),
        // The 63 provinces end in June 2025: their last year is pressed into its first half.
        days: if plan.options.provinces == Vintage::V63 && calendar == 2025 { 181 } else { whole },
        topics: (0..plan.units.len()).map(|place| Weighted::new(&weights(place, random))).collect(),
    }
}

fn write_date(row: &mut Vec<u8>, day: Date, impossible: bool) {
    let two = |row: &mut Vec<u8>, n: i8| row.extend([b'0' + (n / 10) as u8, b'0' + (n % 10) as u8]);
    two(row, day.day());
    row.push(b'/');
    two(row, if impossible { 13 } else { day.month() });
    row.push(b'/');
    cells::plain(row, day.year() as u64);
}

/// A question that no other row has; one in a hundred goes over two lines.
fn question(row: &mut Vec<u8>, subject: &str, number: u64, random: &mut Random) {
    let asked = ASKED[random.below(ASKED.len() as u64) as usize];
    let broken = random.one_in(100);
    if broken {
        row.push(b'"');
    }
    row.extend(asked.as_bytes());
    row.push(b' ');
    row.extend(subject.as_bytes());
    row.extend(if broken { "\n(phiếu \"\"số\"\" " } else { " (phiếu số " }.as_bytes());
    cells::plain(row, number);
    row.push(b')');
    if broken {
        row.push(b'"');
    }
}

/// How many people put the question: mostly one, at times up to nine.
fn opinions(random: &mut Random) -> u64 {
    match random.below(20) {
        0..=13 => 1,
        14..=18 => random.between(2, 3),
        _ => random.between(4, 9),
    }
}
