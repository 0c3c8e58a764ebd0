//! Invented figures of extreme shape: many rows, long names, values close together, gaps, breaks.

use crate::compose::report::*;

/// Names of provinces, from the register of tiles.
fn provinces(grid: &str) -> Vec<(String, u8, u8, bool)> {
    let mut list = Vec::new();
    for line in grid.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        list.push((
            cells[1].to_owned(),
            cells[2].parse().unwrap(),
            cells[3].parse().unwrap(),
            cells[4] == "archipelago",
        ));
    }
    list
}

fn grid_63() -> Vec<(String, u8, u8, bool)> {
    provinces(include_str!("../../../../data/registry/tilegrid_63.csv"))
}

fn grid_34() -> Vec<(String, u8, u8, bool)> {
    provinces(include_str!("../../../../data/registry/tilegrid_34.csv"))
}

const TOPICS: [&str; 20] = [
    "Tổ công nghệ số cộng đồng",
    "Phòng, chống lừa đảo trực tuyến và bảo vệ dữ liệu cá nhân của thanh thiếu niên",
    "Hạ tầng băng rộng di động",
    "Dịch vụ công trực tuyến toàn trình",
    "Chữ ký số cá nhân",
    "Thanh toán không dùng tiền mặt tại chợ truyền thống và vùng sâu, vùng xa",
    "Khởi nghiệp",
    "Kỹ năng số cho người cao tuổi",
    "Chuyển đổi số trong nông nghiệp và truy xuất nguồn gốc nông sản",
    "Học trực tuyến",
    "Trí tuệ nhân tạo",
    "An toàn thông tin",
    "Việc làm cho thanh niên nông thôn",
    "Sàn thương mại điện tử",
    "Định danh điện tử (VNeID)",
    "Hồ sơ sức khỏe điện tử",
    "Du lịch thông minh",
    "Đào tạo nguồn nhân lực số chất lượng cao cho các cơ quan nhà nước ở địa phương",
    "Internet cáp quang",
    "Khác",
];

/// Numbers that look like figures and are the same in every run.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / f64::from(1_u32 << 31)
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.next()
    }
}

fn number(value: f64, digits: usize) -> String {
    format!("{value:.digits$}").replace('.', ",")
}

fn percent(value: f64) -> String {
    format!("{}\u{a0}%", number(value, 1))
}

fn percents(low: f64, high: f64, step: f64) -> Axis {
    let mut ticks = Vec::new();
    let mut value = low;
    while value <= high {
        ticks.push((value, format!("{}\u{a0}%", number(value, 0))));
        value += step;
    }
    Axis { low, high, ticks, label: String::new() }
}

fn figure(id: &str, headline: &str, chart: Chart) -> Figure {
    Figure {
        id: id.to_owned(),
        number: 1,
        headline: headline.to_owned(),
        subtitle: "Tỷ lệ thôn, bản được phủ băng rộng di động, 2019–2024 (số liệu bịa để thử)".to_owned(),
        unit: "%".to_owned(),
        source: "Số liệu bịa để thử bản vẽ; không phải số liệu của địa phương nào".to_owned(),
        alt: "Bản vẽ thử với \"số liệu\" bịa < & >".to_owned(),
        chart,
        data: Table::default(),
    }
}

/// A sample of every chart, and of what makes it hard.
pub fn all() -> Vec<(&'static str, Figure)> {
    let long = "Sơn La, Điện Biên và Lai Châu vẫn cách mức chung hơn mười điểm phần trăm, dù tăng nhanh nhất trong sáu năm qua và đã vượt mục tiêu của năm trước";
    vec![
        (
            "lines-one",
            figure(
                "lines-one",
                "Vùng phủ băng rộng di động đạt 97,2 %, còn cách mục tiêu 2,8 điểm",
                lines_one(),
            ),
        ),
        ("lines-many", figure("lines-many", long, lines_many())),
        ("lines-34", figure("lines-34", "Ba tỉnh dẫn đầu", lines_all())),
        ("lines-crowded", figure("lines-crowded", long, lines_crowded())),
        ("lines-breaks", figure("lines-breaks", "Đứt đoạn vì đổi địa giới", lines_breaks())),
        ("ranking-63", figure("ranking-63", long, ranking(&grid_63()))),
        ("ranking-34", figure("ranking-34", long, ranking(&grid_34()))),
        ("ranking-few", figure("ranking-few", "Ba địa phương", ranking(&grid_34()[..3]))),
        ("intervals", figure("intervals", "Băng rộng là chủ đề được hỏi nhiều nhất", intervals())),
        ("heat-63x8", figure("heat-63x8", long, heat(63, 8))),
        ("heat-40x34", figure("heat-40x34", long, heat(40, 34))),
        ("heat-12x6", figure("heat-12x6", "Chủ đề theo năm", heat(12, 6))),
        ("stacked", figure("stacked", "Bảy trong mười tổ ở cấp thôn", stacked(2))),
        ("stacked-parts", figure("stacked-parts", long, stacked(4))),
        ("stacked-many", figure("stacked-many", "Bảy cấp", stacked(7))),
        ("tiles-63", figure("tiles-63", long, tiles(&grid_63()))),
        ("tiles-34", figure("tiles-34", "Miền núi phía Bắc còn thấp", tiles(&grid_34()))),
        ("slopes-8", figure("slopes-8", "Khoảng cách hẹp lại", slopes(8))),
        ("slopes-34", figure("slopes-34", long, slopes(34))),
        ("diverging", figure("diverging", "Sơn La hỏi về nông sản nhiều hơn nơi khác", diverging())),
        ("forest", figure("forest", "Chỉ ba chủ đề có xu hướng rõ", forest())),
        ("waterfall", figure("waterfall", "Bốn tỉnh góp hai phần ba mức tăng", waterfall())),
        ("spread", figure("spread", "Khoảng cách giữa các tỉnh hẹp lại", spread())),
    ]
}

fn years(from: i32, to: i32) -> Vec<(f64, String)> {
    (from..=to).map(|year| (f64::from(year), year.to_string())).collect()
}

fn point(time: f64, value: f64) -> Point {
    Point { time, value, text: percent(value), ..Point::default() }
}

fn lines_one() -> Chart {
    let values = [71.0, 78.4, 84.1, 90.3, 94.8, 97.2];
    let mut points: Vec<Point> =
        values.iter().enumerate().map(|(at, value)| point(2019.0 + at as f64, *value)).collect();
    for point in &mut points {
        point.interval = Some((point.value - 2.5, (point.value + 1.8).min(100.0)));
    }
    points[5].weak = true;
    Chart::Lines(Lines {
        lines: vec![Line { label: "Cả nước".into(), strong: true, points }],
        times: years(2019, 2025),
        axis: percents(60.0, 100.0, 10.0),
        target: Some(Mark { time: Some(2025.0), value: 100.0, text: "Mục tiêu 2025: 100 %".into() }),
        breaks: vec![],
    })
}

fn lines_many() -> Chart {
    let mut dice = Dice(7);
    let mut lines = Vec::new();
    for (at, (name, ..)) in grid_34().iter().take(12).enumerate() {
        let mut value = dice.between(50.0, 75.0);
        let points = (0..6)
            .map(|year| {
                value = (value + dice.between(1.0, 7.0)).min(99.0);
                point(2019.0 + f64::from(year), value)
            })
            .collect();
        lines.push(Line { label: name.clone(), strong: at < 3, points });
    }
    Chart::Lines(Lines {
        lines,
        times: years(2019, 2024),
        axis: percents(40.0, 100.0, 20.0),
        target: Some(Mark { time: None, value: 95.0, text: "Mục tiêu 95 %".into() }),
        breaks: vec![],
    })
}

fn lines_all() -> Chart {
    let mut dice = Dice(23);
    let lines = grid_63()
        .iter()
        .filter(|tile| !tile.3)
        .enumerate()
        .map(|(at, tile)| {
            let base = dice.between(55.0, 95.0);
            let points = (2022..=2024)
                .map(|year| point(f64::from(year), base + f64::from(year - 2022) * dice.between(0.0, 2.4)));
            Line { label: tile.0.clone(), strong: at % 13 == 2, points: points.collect() }
        })
        .collect();
    Chart::Lines(Lines {
        lines,
        times: years(2022, 2024),
        axis: percents(50.0, 100.0, 10.0),
        target: Some(Mark { time: Some(2024.0), value: 90.0, text: "Mục tiêu 2024: 90 %".into() }),
        breaks: vec![],
    })
}

fn lines_crowded() -> Chart {
    let lines = (0..9)
        .map(|at| Line {
            label: TOPICS[at].to_owned(),
            strong: at < 4,
            points: (0..24)
                .map(|month| {
                    point(2022.0 + f64::from(month) / 12.0, 12.0 + at as f64 * 0.1 + f64::from(month % 5))
                })
                .collect(),
        })
        .collect();
    Chart::Lines(Lines {
        lines,
        times: (0..24)
            .map(|month| {
                (2022.0 + f64::from(month) / 12.0, format!("{:02}/{}", month % 12 + 1, 2022 + month / 12))
            })
            .collect(),
        axis: percents(0.0, 20.0, 5.0),
        target: None,
        breaks: vec![],
    })
}

fn lines_breaks() -> Chart {
    let mut first: Vec<Point> =
        (2019..=2026).map(|year| point(f64::from(year), 60.0 + f64::from(year - 2019) * 4.0)).collect();
    first[6].breaks = true;
    first[6].weak = true;
    first[7].weak = true;
    let second =
        (2019..=2023).map(|year| point(f64::from(year), 55.0 + f64::from(year - 2019) * 5.0)).collect();
    Chart::Lines(Lines {
        lines: vec![
            Line { label: "Công bố".into(), strong: true, points: first },
            Line {
                label: "Tính từ số thôn được phủ và tổng số thôn".into(), strong: true, points: second
            },
        ],
        times: years(2019, 2026),
        axis: percents(40.0, 100.0, 20.0),
        target: Some(Mark { time: Some(2025.0), value: 80.0, text: "Mục tiêu 2025: 80 %".into() }),
        breaks: vec![
            (2024.5, "Đổi định nghĩa: chỉ tính thôn có sóng 4G".into()),
            (2025.5, "Địa giới mới từ 1/7/2025".into()),
        ],
    })
}

fn ranking(grid: &[(String, u8, u8, bool)]) -> Chart {
    let mut dice = Dice(3);
    let places: Vec<&String> = grid.iter().filter(|tile| !tile.3).map(|tile| &tile.0).collect();
    let count = places.len() as f64;
    let rows = places
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let value = 99.9 - at as f64 * 38.0 / count;
            let previous = (at % 9 != 4).then(|| (value - dice.between(-4.0, 12.0)).clamp(45.0, 100.0));
            Rank {
                label: (*name).clone(),
                value,
                text: percent(value),
                previous,
                strong: at == 5,
                weak: at % 7 == 3,
            }
        })
        .collect();
    Chart::Ranking(Ranking {
        rows,
        axis: percents(40.0, 100.0, 10.0),
        reference: Some(Mark { time: None, value: 82.4, text: "Cả nước 82,4 %".into() }),
        reference_before: None,
        previous_label: "2023".into(),
        current_label: "2024".into(),
    })
}

fn intervals() -> Chart {
    let mut dice = Dice(11);
    let rows = TOPICS
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let value = 22.0 - at as f64;
            let half = dice.between(0.8, 6.0);
            Interval {
                label: (*name).to_owned(),
                value,
                low: (value - half).max(0.0),
                high: value + half,
                text: format!("{} ({}/1.204)", percent(value), (value * 12.04) as i32),
                weak: at > 16,
            }
        })
        .collect();
    Chart::Intervals(Intervals {
        rows,
        axis: Axis { label: "Tỷ lệ trong tất cả câu hỏi".into(), ..percents(0.0, 30.0, 5.0) },
    })
}

fn classes() -> Vec<(f64, String)> {
    vec![
        (20.0, "đến 20 %".into()),
        (40.0, "trên 20 đến 40 %".into()),
        (60.0, "trên 40 đến 60 %".into()),
        (80.0, "trên 60 đến 80 %".into()),
        (f64::INFINITY, "trên 80 %".into()),
    ]
}

fn heat(rows: usize, columns: usize) -> Chart {
    let mut dice = Dice(5);
    let names: Vec<String> = grid_34().into_iter().map(|tile| tile.0).collect();
    let heads = (0..columns)
        .map(|at| if columns < 10 { (2019 + at).to_string() } else { names[at].clone() })
        .collect();
    let body = (0..rows)
        .map(|row| HeatRow {
            label: format!("{}{}", TOPICS[row % 20], if row < 20 { "" } else { " (cấp xã)" }),
            weak: row % 7 == 3,
            cells: (0..columns)
                .map(|_| {
                    let value = dice.between(0.0, 100.0);
                    (value < 92.0).then(|| (value, number(value, 1)))
                })
                .collect(),
        })
        .collect();
    Chart::Heat(Heat {
        columns: heads,
        rows: body,
        classes: classes(),
        missing: "Không có số liệu".into(),
        weak: "không tô màu: dưới 30 câu hỏi".into(),
        marked: Some((rows / 2, columns / 2)),
    })
}

fn stacked(parts: usize) -> Chart {
    let mut dice = Dice(9);
    let names = [
        "Cấp thôn, bản, tổ dân phố",
        "Cấp xã",
        "Cấp huyện",
        "Chưa rõ cấp",
        "Cấp tỉnh",
        "Trường học",
        "Doanh nghiệp",
    ];
    let rows = grid_34()
        .iter()
        .take(if parts == 2 { 10 } else { 34 })
        .enumerate()
        .map(|(at, tile)| {
            let values: Vec<Option<(f64, String)>> = (0..parts)
                .map(|part| {
                    let value = dice.between(20.0, 2400.0 / (part + 1) as f64).round();
                    (at % 7 != part + 2).then(|| (value, number(value, 0)))
                })
                .collect();
            let total: f64 = values.iter().flatten().map(|(value, _)| value).sum();
            StackedRow { label: tile.0.clone(), parts: values, total: number(total, 0) }
        })
        .collect();
    let ticks = (0..=4).map(|at| (f64::from(at) * 1000.0, format!("{at}.000"))).collect();
    Chart::Stacked(Stacked {
        parts: names[..parts].iter().map(|name| (*name).to_owned()).collect(),
        rows,
        axis: Axis { low: 0.0, high: 4000.0, ticks, label: "Số tổ".into() },
    })
}

fn tiles(grid: &[(String, u8, u8, bool)]) -> Chart {
    let mut dice = Dice(13);
    let tiles = grid
        .iter()
        .enumerate()
        .map(|(at, (label, row, col, archipelago))| {
            let value = (!archipelago && at % 11 != 3).then(|| dice.between(5.0, 99.0));
            TileValue {
                row: *row,
                col: *col,
                label: label.clone(),
                value,
                text: value.map(percent).unwrap_or_default(),
                short: value.map(|value| format!("{value:.1}").replace('.', ",")).unwrap_or_default(),
                archipelago: *archipelago,
            }
        })
        .collect();
    Chart::Tiles(Tiles { tiles, classes: classes(), missing: "Không có số liệu".into() })
}

fn slopes(count: usize) -> Chart {
    let mut dice = Dice(17);
    let rows = grid_34()
        .iter()
        .take(count)
        .enumerate()
        .map(|(at, tile)| {
            let from = dice.between(50.0, 90.0);
            let to = 80.0 + dice.between(0.0, 19.0);
            SlopeRow {
                label: if at == 2 { TOPICS[1].to_owned() } else { tile.0.clone() },
                from: (from, percent(from)),
                to: (to, percent(to)),
                strong: at % 9 == 1,
            }
        })
        .collect();
    Chart::Slopes(Slopes { from: "2019".into(), to: "2024".into(), rows, axis: percents(40.0, 100.0, 10.0) })
}

fn diverging() -> Chart {
    let rows = TOPICS
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let value = 6.4 - at as f64 * 0.62;
            (value, (*name).to_owned(), format!("z = {}", number(value, 2)).replace('-', "−"))
        })
        .collect();
    let ticks =
        (-6..=6).step_by(2).map(|value| (f64::from(value), value.to_string().replace('-', "−"))).collect();
    Chart::Diverging(Diverging {
        rows,
        axis: Axis { low: -6.0, high: 7.0, ticks, label: String::new() },
        left: "Ít hơn nơi khác".into(),
        right: "Nhiều hơn nơi khác".into(),
    })
}

fn forest() -> Chart {
    let rows = TOPICS
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let slope = 3.0 - at as f64 * 0.3;
            let half = 0.6 + (at % 5) as f64 * 0.5;
            let verdict = match at {
                0 | 1 => Direction::Up,
                18 => Direction::Down,
                19 => Direction::Unknown,
                _ => Direction::Level,
            };
            let said = match verdict {
                Direction::Up => "tăng",
                Direction::Down => "giảm",
                Direction::Level => "chưa rõ",
                Direction::Unknown => "quá ít kỳ",
            };
            ForestRow {
                label: (*name).to_owned(),
                slope,
                interval: (at != 19).then_some((slope - half, slope + half * 0.8)),
                text: format!("{} điểm %/năm, {said}", number(slope, 2).replace('-', "−")),
                verdict,
            }
        })
        .collect();
    let ticks =
        (-4..=4).step_by(2).map(|value| (f64::from(value), value.to_string().replace('-', "−"))).collect();
    Chart::Forest(Forest {
        rows,
        axis: Axis { low: -5.0, high: 4.0, ticks, label: "Điểm phần trăm mỗi năm".into() },
    })
}

fn waterfall() -> Chart {
    let steps = [
        "Sơn La",
        "Thừa Thiên Huế",
        "Bà Rịa - Vũng Tàu",
        "Đồng Tháp",
        "Các tỉnh khác có mức tăng dưới 0,1 điểm phần trăm",
        "Lâm Đồng",
    ];
    let changes: [f64; 6] = [2.1, 1.4, 0.9, 0.4, 0.8, -0.6];
    Chart::Waterfall(Waterfall {
        start: ("Cả nước 2023".into(), 85.2, percent(85.2)),
        steps: steps
            .iter()
            .zip(changes)
            .map(|(name, change)| {
                let sign = if change < 0.0 { "−" } else { "+" };
                ((*name).to_owned(), change, format!("{sign}{} điểm %", number(change.abs(), 1)))
            })
            .collect(),
        end: ("Cả nước 2024".into(), 90.2, percent(90.2)),
        less_is_better: false,
        axis: percents(84.0, 92.0, 2.0),
    })
}

fn spread() -> Chart {
    let bands = (0..6)
        .map(|at| {
            let at = f64::from(at);
            let five = [40.0 + 6.0 * at, 62.0 + 4.0 * at, 75.0 + 3.0 * at, 84.0 + 2.0 * at, 95.0 + 0.9 * at];
            (2019.0 + at, (2019.0 + at).to_string(), five)
        })
        .collect();
    Chart::Spread(SpreadBands {
        bands,
        axis: percents(40.0, 100.0, 20.0),
        middle: "một nửa số tỉnh ở giữa".into(),
        labels: [
            "Cao nhất: Thành phố Hồ Chí Minh 99,5 %".into(),
            "Trung vị 90,0 %".into(),
            "Thấp nhất: Lai Châu 70,0 %".into(),
        ],
        own: None,
    })
}

/// Every sample with something wrong in it: nothing at all, one row, no numbers, equal values, hostile texts.
pub fn odd() -> Vec<(String, Figure)> {
    let mut list = Vec::new();
    let bad = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN, 0.0];
    for (name, sample) in all() {
        for (at, value) in bad.into_iter().enumerate() {
            let mut figure = sample.clone();
            spoil(&mut figure.chart, value);
            list.push((format!("{name}, values {at}"), figure));
        }
        let mut figure = sample.clone();
        figure.chart = empty(&sample.chart);
        figure.headline = String::new();
        list.push((format!("{name}, empty"), figure));
        let mut figure = sample;
        one_row(&mut figure.chart, "<&>\"'\u{0}\n東京 → ▲ ".repeat(9).as_str());
        figure.headline = "mộttừrấtdàikhôngcókhoảngtrắng".repeat(12);
        figure.id = "a b/\"<ế".into();
        list.push((format!("{name}, one row"), figure));
    }
    list
}

fn empty(chart: &Chart) -> Chart {
    match chart {
        Chart::Lines(_) => Chart::Lines(Lines::default()),
        Chart::Ranking(_) => Chart::Ranking(Ranking::default()),
        Chart::Intervals(_) => Chart::Intervals(Intervals::default()),
        Chart::Heat(_) => Chart::Heat(Heat::default()),
        Chart::Stacked(_) => Chart::Stacked(Stacked::default()),
        Chart::Tiles(_) => Chart::Tiles(Tiles::default()),
        Chart::Slopes(_) => Chart::Slopes(Slopes::default()),
        Chart::Diverging(_) => Chart::Diverging(Diverging::default()),
        Chart::Forest(_) => Chart::Forest(Forest::default()),
        Chart::Waterfall(_) => Chart::Waterfall(Waterfall::default()),
        Chart::Spread(_) => Chart::Spread(SpreadBands::default()),
    }
}

/// Puts a value everywhere, or into every second place where a mixture is the harder case.
fn spoil(chart: &mut Chart, bad: f64) {
    match chart {
        Chart::Lines(chart) => {
            for point in chart.lines.iter_mut().flat_map(|line| line.points.iter_mut()).step_by(2) {
                (point.value, point.interval) = (bad, Some((bad, bad)));
            }
            chart.target = Some(Mark { time: Some(bad), value: bad, text: "?".into() });
            chart.breaks.push((bad, "?".into()));
        }
        Chart::Ranking(chart) => {
            chart.rows.iter_mut().step_by(2).for_each(|row| (row.value, row.previous) = (bad, Some(bad)));
        }
        Chart::Intervals(chart) => {
            chart.rows.iter_mut().for_each(|row| (row.value, row.low, row.high) = (bad, bad, bad));
        }
        Chart::Heat(chart) => {
            chart.rows.iter_mut().for_each(|row| row.cells = vec![Some((bad, "?".into()))]);
        }
        Chart::Stacked(chart) => {
            chart.rows.iter_mut().for_each(|row| row.parts = vec![Some((bad, "?".into())); 7]);
        }
        Chart::Tiles(chart) => chart.tiles.iter_mut().for_each(|tile| tile.value = Some(bad)),
        Chart::Slopes(chart) => chart.rows.iter_mut().for_each(|row| row.to.0 = bad),
        Chart::Diverging(chart) => chart.rows.iter_mut().for_each(|row| row.0 = bad),
        Chart::Forest(chart) => {
            chart.rows.iter_mut().for_each(|row| (row.slope, row.interval) = (bad, Some((bad, bad))));
        }
        Chart::Waterfall(chart) => chart.steps.iter_mut().for_each(|step| step.1 = bad),
        Chart::Spread(chart) => chart.bands.iter_mut().for_each(|band| band.2 = [bad; 5]),
    }
}

/// Leaves one row with the given name.
fn one_row(chart: &mut Chart, name: &str) {
    match chart {
        Chart::Lines(chart) => {
            chart.lines.truncate(1);
            chart.lines[0].label = name.into();
            chart.lines[0].points.truncate(1);
            chart.target = Some(Mark { time: None, value: 1.0, text: name.into() });
            chart.breaks = vec![(2020.0, name.into()); 3];
        }
        Chart::Ranking(chart) => {
            chart.rows.truncate(1);
            chart.rows[0].label = name.into();
            chart.rows[0].text = name.into();
            chart.reference = Some(Mark { time: None, value: 1.0, text: name.into() });
        }
        Chart::Intervals(chart) => {
            chart.rows.truncate(1);
            chart.rows[0].label = name.into();
        }
        Chart::Heat(chart) => {
            chart.rows.truncate(1);
            chart.rows[0].label = name.into();
            chart.columns = vec![name.into()];
        }
        Chart::Stacked(chart) => {
            chart.rows.truncate(1);
            chart.rows[0].label = name.into();
            chart.parts.iter_mut().for_each(|part| *part = name.into());
        }
        Chart::Tiles(chart) => {
            chart.tiles.truncate(1);
            chart.tiles[0].label = name.into();
            chart.tiles[0].text = name.into();
            chart.classes.iter_mut().for_each(|class| class.1 = name.into());
        }
        Chart::Slopes(chart) => {
            chart.rows.truncate(1);
            chart.rows[0].label = name.into();
            chart.rows[0].to.1 = name.into();
        }
        Chart::Diverging(chart) => {
            chart.rows.truncate(1);
            chart.rows[0].1 = name.into();
            chart.rows[0].2 = name.into();
            chart.left = name.into();
        }
        Chart::Forest(chart) => {
            chart.rows.truncate(1);
            chart.rows[0].label = name.into();
            chart.rows[0].text = name.into();
        }
        Chart::Waterfall(chart) => {
            chart.steps.truncate(1);
            chart.steps[0].0 = name.into();
            chart.steps[0].2 = name.into();
        }
        Chart::Spread(chart) => {
            chart.bands.truncate(1);
            chart.labels = [name.into(), name.into(), name.into()];
            chart.middle = name.into();
            chart.own = Some((name.into(), vec![Some(80.0)]));
        }
    }
}
