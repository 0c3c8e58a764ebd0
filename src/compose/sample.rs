//! The published figures as a summary made by hand: what the tests of this stage read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use crate::analyse::Summary;
use crate::analyse::summary::*;
use crate::clean::tables::{
    Commitment, CoverageFigure, Origin, Origins, QuestionCount, Tables, Target, TeamCount, TeamLevel,
};
use crate::clean::{Account, Audit, Check, Rejection, Repeats};
use crate::ingest::{ExportKind, Source};
use crate::model::register::Registers;
use crate::model::{FigureId, Lang, Level, Period, Place, Rule, Settings, Text, Vintage};

pub fn period(iso: &str) -> Period {
    Period::from_iso(iso).unwrap()
}

pub fn province(code: &str, name: &str) -> Place {
    Place { vintage: Vintage::V63, level: Level::Province, code: code.into(), name: name.into() }
}

pub fn country() -> Place {
    Place::country(Vintage::V63)
}

fn from(file: u32, lines: &[u64]) -> Origins {
    let mut origins = Origins::default();
    lines.iter().for_each(|&line| origins.push(Origin { file, line }));
    origins
}

pub fn level(place: &Place, indicator: &str, iso: &str, percent: f64, line: u64) -> CoverageRow {
    CoverageRow {
        place: place.clone(),
        indicator: indicator.into(),
        period: period(iso),
        covered: None,
        total: None,
        percent: Some(percent),
        change_pp: None,
        change_since: None,
        basis: Basis::Published,
        places_with_figures: None,
        places_expected: None,
        preliminary: false,
        source: Some("bản tin 29/3/2022".into()),
        remark: None,
        definition: None,
        origins: from(1, &[line]),
    }
}

pub fn trend(points: &[(&str, f64)]) -> Trend {
    let points: Vec<(Period, f64)> = points.iter().map(|(iso, value)| (period(iso), *value)).collect();
    let ((first_period, first_value), (last_period, last_value)) = (points[0], points[points.len() - 1]);
    Trend {
        n: points.len(),
        first_period,
        last_period,
        first_value,
        last_value,
        slope: None,
        slope_low: None,
        slope_high: None,
        mk_s: None,
        mk_var: None,
        mk_z: None,
        mk_p: None,
        tau_b: None,
        q: None,
        verdict: TrendVerdict::TooFew,
        points,
    }
}

fn coverage() -> (Vec<CoverageRow>, Vec<CoverageTrend>) {
    let son_la = province("14", "Sơn La");
    let mut rows = Vec::new();
    let mut trends = Vec::new();
    for (indicator, before, now, change, line) in [
        ("villages_mobile_broadband", 92.39, 95.10, 95.10 - 92.39, 2),
        ("population_mobile_broadband", 93.71, 96.38, 96.38 - 93.71, 4),
    ] {
        rows.push(level(&son_la, indicator, "2021", before, line));
        rows.push(CoverageRow {
            change_pp: Some(change),
            change_since: Some(period("2021")),
            ..level(&son_la, indicator, "2022", now, line + 1)
        });
        trends.push(CoverageTrend {
            place: son_la.clone(),
            indicator: indicator.into(),
            basis: Basis::Published,
            trend: trend(&[("2021", before), ("2022", now)]),
        });
    }
    rows.push(level(&son_la, "communes_telecom", "2023-03", 100.0, 6));
    rows.push(CoverageRow {
        covered: Some(6),
        total: Some(10),
        basis: Basis::Computed,
        ..level(&province("70", "Bình Phước"), "scheme_targets_met", "2024", 60.0, 8)
    });
    rows.push(CoverageRow {
        preliminary: true,
        ..level(&country(), "adults_smartphone", "2022-03", 73.5, 9)
    });
    for (i, (code, name, percent)) in [
        ("14", "Sơn La", 58.3),
        ("02", "Hà Giang", 56.1),
        ("12", "Lai Châu", 56.6),
        ("11", "Điện Biên", 57.6),
        ("31", "Hải Phòng", 78.4),
        ("48", "Đà Nẵng", 77.8),
        ("79", "Hồ Chí Minh", 75.7),
        ("01", "Hà Nội", 74.5),
    ]
    .into_iter()
    .enumerate()
    {
        rows.push(level(&province(code, name), "adults_smartphone", "2022-03", percent, 10 + i as u64));
    }
    rows.push(CoverageRow {
        covered: Some(115_665),
        total: Some(168_746),
        ..level(&province("35", "Hà Nam"), "online_service_files", "2024", 68.54, 18)
    });
    for (code, name, percent, line) in
        [("48", "Đà Nẵng", 58.89, 19), ("02", "Hà Giang", 55.76, 20), ("36", "Nam Định", 52.96, 21)]
    {
        rows.push(level(&province(code, name), "online_service_files", "2024", percent, line));
    }
    rows.push(level(&country(), "online_service_files", "2024", 45.8, 22));
    (rows, trends)
}

fn targets() -> Vec<TargetRow> {
    let row = |indicator: &str, place: Place, due: &str, target: f64, latest: &str, value: f64, line: u64| {
        TargetRow {
            indicator: indicator.into(),
            place,
            due: period(due),
            target,
            latest_period: Some(period(latest)),
            latest_value: Some(value),
            gap: Some(target - value),
            pace_needed: None,
            pace_seen: None,
            pace_basis: None,
            borne_out: None,
            reached_year: None,
            range: None,
            verdict: TargetVerdict::Unknown,
            source: None,
            origin: Origin { file: 4, line },
            latest_origins: from(1, &[3]),
        }
    };
    vec![
        TargetRow {
            pace_needed: Some(4.9 / 3.0),
            pace_seen: Some(95.10 - 92.39),
            pace_basis: Some(PaceBasis::LastChange),
            reached_year: Some(2022.0 + 4.9 / 2.71),
            verdict: TargetVerdict::OnPace,
            ..row("villages_mobile_broadband", province("14", "Sơn La"), "2025", 100.0, "2022", 95.10, 2)
        },
        TargetRow {
            pace_needed: Some(40.0),
            ..row("scheme_targets_met", province("70", "Bình Phước"), "2025", 100.0, "2024", 60.0, 3)
        },
        TargetRow {
            verdict: TargetVerdict::Missed,
            ..row("online_service_files", country(), "2024", 50.0, "2024", 45.8, 4)
        },
    ]
}

fn teams() -> Vec<TeamRow> {
    let row = |place: &Place, iso: &str, level, teams, line| TeamRow {
        note: None,
        place: place.clone(),
        period: period(iso),
        level,
        teams: Some(teams),
        members: None,
        trained: None,
        members_per_team: None,
        trained_share: None,
        teams_per_commune: None,
        bases: TeamBases::default(),
        places_with_figures: None,
        places_expected: None,
        source: None,
        origins: from(3, &[line]),
    };
    let (son_la, kon_tum) = (province("14", "Sơn La"), province("62", "Kon Tum"));
    vec![
        TeamRow {
            trained: Some(1447),
            trained_share: Some(1447.0 / 14.59),
            teams_per_commune: None,
            bases: TeamBases::default(),
            note: Some("202/204 xã tham gia, vắng 12 tổ của 2 xã".into()),
            ..row(&son_la, "2022-09-14", TeamLevel::All, 1459, 2)
        },
        TeamRow {
            members: Some(8966),
            members_per_team: Some(8966.0 / 1459.0),
            ..row(&son_la, "2023-02-28", TeamLevel::All, 1459, 3)
        },
        row(&son_la, "2023-02-28", TeamLevel::Commune, 204, 4),
        row(&son_la, "2023-02-28", TeamLevel::Village, 1255, 5),
        TeamRow {
            members: Some(2519),
            members_per_team: Some(2519.0 / 566.0),
            ..row(&kon_tum, "2024", TeamLevel::All, 566, 6)
        },
    ]
}

fn topics() -> (Vec<TopicRow>, Vec<UncountedTopic>) {
    let son_la = province("14", "Sơn La");
    let counts = [
        ("infrastructure", 1),
        ("cyber-safety", 2),
        ("public-services", 1),
        ("digital-economy", 1),
        ("education", 1),
        ("jobs", 1),
        ("digital-skills", 1),
        ("union", 1),
        ("defence", 1),
        ("government-data", 1),
    ];
    let rows = counts
        .iter()
        .enumerate()
        .map(|(i, (topic, questions))| {
            let (low, high) = if *questions == 1 { (1.62, 37.74) } else { (5.14, 47.70) };
            TopicRow {
                place: son_la.clone(),
                period: period("2023"),
                topic: Arc::from(*topic),
                questions: Some(*questions),
                total: 11,
                share: Some(*questions as f64 / 0.11),
                share_low: Some(low),
                share_high: Some(high),
                change_pp: None,
                partial: false,
                origins: from(2, &[2 + i as u64]),
            }
        })
        .collect();
    let uncounted =
        [("education", 2, 13), ("digital-economy", 2, 15), ("cyber-safety", 1, 17), ("culture", 1, 18)].map(
            |(topic, rows, line)| UncountedTopic {
                place: province("33", "Hưng Yên"),
                period: period("2023"),
                topic: topic.into(),
                rows,
                origins: from(2, &[line]),
            },
        );
    (rows, uncounted.to_vec())
}

fn commitments() -> Vec<CommitmentRow> {
    [
        ("VNPT Sơn La", "Tập huấn cập nhật dữ liệu cho các cơ quan trong tỉnh", "2023-04-20", Some(621), 2),
        ("Sở Nội vụ", "Cập nhật xong 109 trường dữ liệu cán bộ", "2023-05-30", Some(581), 3),
        ("Sở Nội vụ", "Xây dựng đề án ứng dụng phần mềm quản lý cán bộ", "2023-Q3", Some(458), 5),
        ("Sở Thông tin và Truyền thông", "Phủ sóng băng rộng di động 100% thôn bản", "2025", None, 6),
    ]
    .map(|(agency, text, due, late, line)| CommitmentRow {
        commitment: Commitment {
            session: period("2023-03-22"),
            place: province("14", "Sơn La"),
            question_no: Some("1".into()),
            agency: Some(agency.into()),
            text: text.into(),
            due: period(due),
            done: None,
            source: None,
            origin: Origin { file: 0, line },
        },
        status: if late.is_some() { CommitmentStatus::Overdue } else { CommitmentStatus::Open },
        days_late: late,
    })
    .to_vec()
}

/// The published figures.
pub fn summary() -> Summary {
    let (coverage, coverage_trends) = coverage();
    let (topics, uncounted) = topics();
    Summary {
        year: Some(2024),
        as_of: Some(period("2024-12-31")),
        topics,
        uncounted,
        coverage,
        coverage_trends,
        teams: teams(),
        targets: targets(),
        commitments: commitments(),
        not_combined: vec![NotCombined {
            place: Place {
                vintage: Vintage::V34,
                level: Level::Province,
                code: "51".into(),
                name: "Quảng Ngãi".into(),
            },
            measure: "teams/all".to_owned(),
            period: period("2024"),
            parts_reported: vec!["Kon Tum".into()],
            parts_expected: vec!["Kon Tum".into(), "Quảng Ngãi".into()],
            no_base: false,
            origins: from(3, &[6]),
        }],
        families: vec![Family {
            name: "coverage/villages_mobile_broadband/published".to_owned(),
            tests: 1,
            found: 0,
            longest: 2,
        }],
        ..Summary::default()
    }
}

/// A figure between 0 and 1 that only `seed` decides.
fn chance(seed: u64) -> f64 {
    let mut x = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03;
    x ^= x >> 29;
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^= x >> 32;
    (x % 10_000) as f64 / 10_000.0
}

/// Invented figures of all 63 provinces, 2018 to 2024: coverage, topics, teams and targets.
pub fn large() -> Tables {
    let registers = registers();
    let (places, topics) = (registers.places.unwrap(), registers.topics.unwrap());
    let mut tables = Tables { level: Some(Level::Province), ..Tables::default() };
    let origin = |line: u64| from(0, &[line]);
    for (p, unit) in places.units_of(Vintage::V63).enumerate() {
        let place = province(&unit.code, &unit.name);
        for year in 2018..=2024_i16 {
            let (t, key) = ((year - 2018) as f64, p as u64 * 100 + year as u64);
            for (i, indicator) in ["villages_mobile_broadband", "adults_smartphone", "online_service_files"]
                .into_iter()
                .enumerate()
            {
                let total = 1000 + (chance(p as u64) * 2000.0) as u64;
                let rate = 0.35 + 0.3 * chance(p as u64 * 7 + i as u64) + 0.035 * t * (1.0 - i as f64 * 0.45);
                let rate = (rate + 0.02 * chance(key * 3 + i as u64)).min(1.0);
                tables.coverage.push(CoverageFigure {
                    place: place.clone(),
                    period: Period::year(year).unwrap(),
                    indicator: indicator.into(),
                    covered: Some((total as f64 * rate) as u64),
                    total: Some(total),
                    percent: None,
                    remark: None,
                    definition: None,
                    preliminary: year == 2024 && p % 20 == 0,
                    source: None,
                    rolled_up: 0,
                    cast: 0,
                    origins: origin(key),
                });
            }
            for (i, topic) in
                topics.topics.iter().map(|topic| topic.id.as_str()).chain(["unmatched"]).enumerate()
            {
                let grows = if topic == "cyber-safety" { 4.0 * t } else { 0.0 };
                let falls = if topic == "jobs" { 2.0 * (6.0 - t) } else { 0.0 };
                let count = (8.0 * chance(key * 31 + i as u64) + grows + falls) as u64;
                tables.questions.push(QuestionCount {
                    place: place.clone(),
                    period: Period::year(year).unwrap(),
                    topic: topic.into(),
                    questions: Some(count),
                    counted_rows: count,
                    uncounted_rows: 0,
                    origins: origin(key + i as u64),
                });
            }
            let teams = 400 + (chance(p as u64 + 5) * 900.0) as u64 + 3 * (year - 2018) as u64;
            tables.teams.push(TeamCount {
                note: None,
                place: place.clone(),
                period: Period::year(year).unwrap(),
                level: TeamLevel::All,
                teams: Some(teams),
                members: Some(teams * 6),
                trained: Some(teams * 9 / 10),
                teams_with_members: Some(teams),
                members_with_teams: Some(teams * 6),
                teams_with_trained: Some(teams),
                trained_with_teams: Some(teams * 9 / 10),
                communes: None,
                source: None,
                rolled_up: 0,
                origins: origin(key),
            });
        }
        if p % 3 == 0 {
            tables.targets.push(Target {
                indicator: "villages_mobile_broadband".into(),
                place: place.clone(),
                due: period("2025"),
                target: 90.0,
                source: None,
                origin: Origin { file: 1, line: p as u64 + 2 },
            });
        }
    }
    tables.questions.sort_by(|a, b| (&a.place, a.period, &a.topic).cmp(&(&b.place, b.period, &b.topic)));
    tables
        .coverage
        .sort_by(|a, b| (&a.place, a.period, &a.indicator).cmp(&(&b.place, b.period, &b.indicator)));
    tables.teams.sort_by(|a, b| (&a.place, a.period).cmp(&(&b.place, b.period)));
    tables.targets.sort_by(|a, b| a.place.cmp(&b.place));
    tables.latest = Some(period("2024-12-31"));
    tables
}

/// What became of the rows.
pub fn audit() -> Audit {
    let file = |name: &str, kind, read, rejected| Account {
        source: Source { file: name.into(), sheet: None },
        kind,
        encoding: "utf-8",
        encoding_confidence: 1.0,
        separator: Some(b','),
        sha256: "00".repeat(32),
        bytes: 1000,
        read,
        used: read - rejected,
        totals: 0,
        empty: 0,
        repeats: Repeats::default(),
        rejected,
        unread: Vec::new(),
        read_in: None,
        form_lines: 1,
    };
    Audit {
        files: vec![
            file("commitments.csv", ExportKind::Commitments, 6, 0),
            file("coverage.csv", ExportKind::Coverage, 21, 1),
            file("sessions.csv", ExportKind::Sessions, 22, 5),
            file("teams.csv", ExportKind::Teams, 5, 0),
            file("targets.csv", ExportKind::Targets, 3, 0),
        ],
        rejections: [(
            1,
            7,
            Rule::NumberBound,
            "“>90” là một cận, không phải một con số",
            "“>90” is a bound, not a figure",
        )]
        .into_iter()
        .chain(
            (19..24).map(|line| {
                (2, line, Rule::CellMissing, "ô province để trống", "the cell province is blank")
            }),
        )
        .map(|(file, line, rule, vi, en)| Rejection {
            origin: Origin { file, line },
            column: Some("percent"),
            header: None,
            cell_ref: None,
            cell: ">90".to_owned(),
            rule,
            problem: Text::new(vi, en),
            advice: Text::new(rule.advice().0, rule.advice().1),
            line_text: String::new(),
            record: None,
            span: None,
            below: 0,
            skipped: 0,
        })
        .collect(),
        checks: vec![Check {
            rule: Rule::TotalsRepeat,
            origins: vec![Origin { file: 3, line: 2 }, Origin { file: 3, line: 3 }],
            place: Some(province("14", "Sơn La")),
            period: Some(period("2023-02-28")),
            figure: Some(FigureId("teams/14/2023-02-28/all".to_owned())),
            problem: Text::new(
                "1.459 tổ ở cả hai thời điểm cách nhau 5 tháng",
                "1,459 teams at two dates five months apart",
            ),
        }],
        unusable: Vec::new(),
        unshown: Vec::new(),
    }
}

/// Settings in a language.
pub fn settings(lang: Lang) -> Settings {
    Settings { lang, ..Settings::default() }
}

/// The built-in registers.
pub fn registers() -> Registers {
    Registers::default_set().unwrap()
}
