//! The small files of the invented project: settings, topics, targets, commitments, and a word to whoever opens it.

use std::io;

use super::random::Random;
use super::{DemoOptions, Plan, SOURCE, Sheet, cells};
use crate::model::Vintage;

pub(super) const README: &str = "README.md";
pub(super) const SETTINGS: &str = "nhipso.toml";
pub(super) const TOPICS: &str = "topics.toml";
pub(super) const SESSIONS: &str = "sessions.csv";
pub(super) const COVERAGE: &str = "coverage.csv";
pub(super) const TEAMS: &str = "teams.csv";
pub(super) const TARGETS: &str = "targets.csv";
pub(super) const COMMITMENTS: &str = "commitments.csv";

/// Every file that is written.
pub(super) const NAMES: &[&str] =
    &[README, SETTINGS, TOPICS, SESSIONS, COVERAGE, TEAMS, TARGETS, COMMITMENTS];

/// The register of 40 topics that the sessions use.
pub(super) const TOPIC_REGISTER: &str = include_str!("../../data/demo/topics.toml");

/// What stands beside the exports for people.
pub(super) fn readme(options: &DemoOptions) -> String {
    let DemoOptions { provinces, first_year, last_year, rows, seed, monthly, faults } = options;
    format!(
        "# Số liệu giả định | Invented data\n\n\
         Mọi tệp trong thư mục này do `nhipso demo` sinh ra để thử chương trình. Không con số nào là số liệu thật.\n\n\
         Every file in this folder was made by `nhipso demo` to try the program. No figure in it is real.\n\n\
         provinces {provinces}, years {first_year}-{last_year}, rows {rows}, seed {seed}, monthly {monthly}, faults {faults}\n"
    )
}

/// The settings of the project.
pub(super) fn settings(options: &DemoOptions) -> String {
    let vintage = options.provinces.as_str();
    let mut text = format!(
        "# Số liệu giả định do nhipso demo sinh ra. | Invented data made by nhipso demo.\n\
         title = {{ vi = \"Báo cáo thử nghiệm trên số liệu giả định\", en = \"Trial report on invented figures\" }}\n\
         year = {}\n\
         invented = true\n\
         topics = \"{TOPICS}\"\n",
        options.last_year
    );
    text.push_str(
        "\n[sources.\"nhipso demo: số liệu giả định\"]\n\
         title = { vi = \"nhipso demo: số liệu giả định\", en = \"nhipso demo: invented figures\" }\n",
    );
    text.push_str("\n# Tên tỉnh trong các tệp theo địa giới này ở mọi thời kỳ. | Names mean these borders in every period.\n");
    for name in [SESSIONS, COVERAGE, TEAMS, TARGETS, COMMITMENTS] {
        text.push_str(&format!("[files.\"{name}\"]\nboundaries = \"{vintage}\"\n"));
    }
    text
}

/// One target an indicator and province, two years after the last figures (at the end of the 63, for them).
pub(super) fn targets(sheet: &mut Sheet, plan: &Plan) -> io::Result<()> {
    sheet.text("Chỉ tiêu,Tỉnh,Thời hạn,Mục tiêu (%),Nguồn\n")?;
    let mut random = Random::new(plan.options.seed, 7);
    let ahead = plan.options.last_year as u64 + 2;
    // The 63 provinces were given no targets for years after their end.
    let due = if plan.options.provinces == Vintage::V63 { ahead.min(2025) } else { ahead };
    let mut row = Vec::new();
    for (indicator, lowest, highest) in [
        ("Thôn, bản được phủ băng rộng di động", 98, 100),
        ("Hồ sơ thủ tục hành chính nộp trực tuyến", 75, 95),
        ("Người trưởng thành có điện thoại thông minh", 75, 90),
        ("Hồ sơ giải quyết quá hạn", 2, 5),
    ] {
        for unit in &plan.units {
            row.clear();
            row.extend(cells::quoted(indicator));
            row.push(b',');
            row.extend(unit.draw(&mut random, 5));
            row.push(b',');
            cells::plain(&mut row, due);
            row.push(b',');
            cells::plain(&mut row, random.between(lowest, highest));
            row.push(b',');
            row.extend(SOURCE.as_bytes());
            row.push(b'\n');
            sheet.row(&row)?;
        }
    }
    Ok(())
}

/// Offices that commitments are given to: in a province, and in a city under the centre.
const AGENCIES: &[(&str, &str)] = &[
    ("Sở Khoa học và Công nghệ", "Sở Khoa học và Công nghệ"),
    ("Sở Giáo dục và Đào tạo", "Sở Giáo dục và Đào tạo"),
    ("Sở Nội vụ", "Sở Nội vụ"),
    ("Sở Công Thương", "Sở Công Thương"),
    ("Công an tỉnh", "Công an thành phố"),
    ("Tỉnh đoàn", "Thành đoàn"),
];

const PROMISES: &[&str] = &[
    "Tập huấn kỹ năng số cho đoàn viên",
    "Lắp thêm trạm thu phát ở thôn chưa có sóng",
    "Công khai tiến độ giải quyết hồ sơ trên cổng dịch vụ công",
    "Đưa sản phẩm của hợp tác xã thanh niên lên sàn điện tử",
    "Số hóa hồ sơ còn lưu trên giấy",
    "Phổ biến cách nhận biết lừa đảo qua mạng",
];

/// Four commitments a province and year, made on 26 March and due by a day, a quarter or a year.
pub(super) fn commitments(sheet: &mut Sheet, plan: &Plan) -> io::Result<()> {
    sheet.text("Ngày đối thoại,Tỉnh,Câu hỏi số,Cơ quan,Cam kết,Thời hạn,Hoàn thành,Nguồn\n")?;
    let mut random = Random::new(plan.options.seed, 8);
    fn any<T: Copy>(list: &[T], random: &mut Random) -> T {
        list[random.below(list.len() as u64) as usize]
    }
    for year in plan.options.first_year..=plan.options.last_year {
        for unit in &plan.units {
            for question in 1..=4 {
                let province = String::from_utf8_lossy(unit.draw(&mut random, 5)).into_owned();
                let (of_province, of_city) = any(AGENCIES, &mut random);
                let agency = if unit.city { of_city } else { of_province };
                let promise = any(PROMISES, &mut random);
                let month = random.between(6, 11);
                let due = match random.below(3) {
                    0 => format!("30/{month}/{year}"),
                    1 => format!("Quý {}/{year}", ["III", "IV"][usize::from(month > 9)]),
                    _ => year.to_string(),
                };
                let over = plan.options.provinces == Vintage::V63 && year == 2025;
                let done = match random.below(10) {
                    _ if over => String::new(),
                    0..=6 => format!("{}/{month}/{year}", random.between(1, 28)),
                    7 => format!("{}/2/{}", random.between(1, 28), year + 1),
                    _ => String::new(),
                };
                sheet.row(
                    format!("26/3/{year},{province},{question},{agency},{promise},{due},{done},{SOURCE}\n")
                        .as_bytes(),
                )?;
            }
        }
    }
    Ok(())
}
