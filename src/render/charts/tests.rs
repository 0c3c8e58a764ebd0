//! What must hold for every chart: words apart and within the frame, well-formed and repeatable SVG, whatever comes in.
//!
//! `cargo test --lib charts::tests::gallery -- --ignored` writes every sample as SVG and PNG into the folder that
//! `NHIPSO_GALLERY` names, to be looked at.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod names;
mod samples;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::scene::{Scene, Shape};
use super::*;
use crate::compose::report::*;

fn terms() -> Words {
    Words { source: "Nguồn".into(), unit: "Đơn vị tính".into(), ..Words::default() }
}

/// What is wrong with the words of a scene: outside the frame, or over each other.
fn faults(name: &str, scene: &Scene) -> Vec<String> {
    let mut faults = Vec::new();
    let areas = scene.word_areas();
    let (wide, high) = (scene.width, scene.height);
    for (at, (area, text)) in areas.iter().enumerate() {
        let across = area.x >= -0.5 && area.x + area.w <= wide + 0.5;
        if !across || area.y < -1.5 || area.y + area.h > high + 1.5 {
            faults.push(format!("{name}: \"{text}\" leaves the frame {wide} × {high}: {area:?}"));
        }
        // Lines of one label touch by their accents; a tenth of a line is no overlap to the eye.
        let tight = super::scene::Area { y: area.y + 1.4, h: area.h - 2.8, ..*area };
        for (other, words) in areas[at + 1..].iter().filter(|(other, _)| tight.overlaps(other)) {
            faults.push(format!("{name}: \"{text}\" {area:?} and \"{words}\" {other:?} overlap"));
        }
    }
    faults
}

fn assert_marks_inside(name: &str, scene: &Scene) {
    let inside = |(x, y): (f64, f64)| {
        x >= -0.5
            && x <= scene.width + 0.5
            && y >= -0.5
            && y <= scene.height + 0.5
            && x.is_finite()
            && y.is_finite()
    };
    for (shape, _) in &scene.shapes {
        let points = match shape {
            Shape::Rect(area, _) | Shape::Rim(area, _) => {
                assert!(area.w >= 0.0 && area.h >= 0.0, "{name}: {area:?}");
                vec![(area.x, area.y), (area.x + area.w, area.y + area.h)]
            }
            Shape::Path(points, _) | Shape::Polygon(points, _) => points.clone(),
            Shape::Dot { x, y, r, .. } => vec![(x - r, y - r), (x + r, y + r)],
            Shape::Words(_) => continue,
        };
        for point in points {
            assert!(inside(point), "{name}: {shape:?} leaves the frame {} × {}", scene.width, scene.height);
        }
    }
}

fn assert_well_formed(name: &str, svg: &str) {
    let mut reader = Reader::from_str(svg);
    let mut ids = std::collections::BTreeSet::new();
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap();
                    let value = attribute.value.to_string();
                    assert!(!value.contains("NaN") && !value.contains("inf"), "{name}: {value}");
                    if attribute.key.as_ref() == "id" {
                        assert!(ids.insert(value.clone()), "{name}: id {value} twice");
                    }
                }
            }
            Ok(_) => {}
            Err(error) => panic!("{name}: {error}"),
        }
    }
    assert!(ids.iter().all(|id| id.starts_with("chart-")), "{name}: {ids:?}");
    assert!(
        svg.contains("role=\"img\"") && svg.contains("<title id=") && svg.contains("<desc id="),
        "{name}"
    );
}

#[test]
fn words_stay_apart_and_within_the_frame() {
    let theme = Theme::default();
    let mut found = Vec::new();
    for (name, figure) in samples::all() {
        for frame in [Frame::Bare, Frame::Full(&terms())] {
            let scene = scene(&figure, &theme, frame);
            found.extend(faults(name, &scene));
            assert_marks_inside(name, &scene);
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn letters_can_be_read_on_a_printed_page() {
    let theme = Theme::default();
    // Forty topics of as many places are more than a page holds: reports have eight.
    for (name, figure) in samples::all().iter().filter(|(name, _)| *name != "heat-40x34") {
        let scene = scene(figure, &theme, Frame::Bare);
        // The text column of a page is 459 points wide; 623 are left beside a drawing's own texts.
        let scale = (459.2 / scene.width).min(623.0 / scene.height);
        for (shape, _) in &scene.shapes {
            let Shape::Words(words) = shape else { continue };
            let points = words.size * scale;
            assert!(points >= 7.0, "{name}: {:?} in {points:.1} points", words.text);
        }
    }
}

#[test]
fn a_phone_shows_maps_heats_and_intervals_that_can_be_read() {
    let theme = Theme { width: 350.0, ..Theme::default() };
    let (mut maps, mut heats, mut whiskers) = (0, 0, 0);
    for (name, figure) in samples::all() {
        let scene = scene(&figure, &theme, Frame::Bare);
        let told: Vec<&scene::Words> = (scene.shapes.iter())
            .filter_map(|(shape, _)| if let Shape::Words(words) = shape { Some(words) } else { None })
            .collect();
        match &figure.chart {
            Chart::Tiles(tiles) => {
                maps += 1;
                assert!(told.iter().all(|words| words.size >= 9.0 && !words.text.ends_with('…')), "{name}");
                for tile in &tiles.tiles {
                    let value = |words: &&scene::Words| words.text == tile.text || words.text == tile.short;
                    assert!(tile.text.is_empty() || told.iter().any(value), "{name}: {}", tile.label);
                }
                for island in tiles.tiles.iter().filter(|tile| tile.archipelago) {
                    let name = |words: &&scene::Words| {
                        !words.text.is_empty() && island.label.starts_with(words.text.as_str())
                    };
                    assert!(told.iter().any(name), "{}", island.label);
                    // To which province it belongs, too.
                    let end = island.label.rsplit([' ', '\u{a0}']).next().unwrap();
                    assert!(told.iter().any(|words| words.text.ends_with(end)), "{}", island.label);
                }
            }
            Chart::Heat(heat) if heat.columns.len() <= 12 => {
                heats += 1;
                assert!(told.iter().all(|words| words.size >= 9.0), "{name}");
                for (_, text) in heat.rows.iter().flat_map(|row| row.cells.iter().flatten()) {
                    assert!(told.iter().any(|words| words.text == *text), "{name}: {text}");
                }
            }
            Chart::Intervals(chart) if chart.rows.len() <= 30 => {
                whiskers += 1;
                let ends = |values: [f64; 3]| values.into_iter().filter(|value| value.is_finite());
                let values: Vec<f64> =
                    chart.rows.iter().flat_map(|row| ends([row.value, row.low, row.high])).collect();
                let dots = scene.shapes.iter().filter_map(|(shape, _)| match shape {
                    Shape::Path(points, _) => Some((points[0].0, points[points.len() - 1].0)),
                    _ => None,
                });
                let longest = dots.map(|(from, to)| (to - from).abs()).fold(0.0, f64::max);
                assert!(values.is_empty() || longest > 0.4 * scene.width, "{name}: {longest}");
            }
            _ => continue,
        }
        let found = faults(name, &scene);
        assert!(found.is_empty(), "{}", found.join("\n"));
        assert_marks_inside(name, &scene);
    }
    assert!(maps > 1 && heats > 0 && whiskers > 0, "{maps} {heats} {whiskers}");
}

#[test]
fn a_long_ranking_stands_in_two_panels_on_one_scale() {
    let theme = Theme::default();
    let samples = samples::all();
    let of = |name: &str| samples.iter().find(|(known, _)| *known == name).unwrap().1.clone();
    let figure = of("ranking-63");
    let Chart::Ranking(ranking) = &figure.chart else { panic!("a ranking") };
    let long = scene(&figure, &theme, Frame::Bare);
    let at = |label: &str| {
        let areas = long.word_areas();
        areas.iter().find(|(_, text)| *text == label).unwrap_or_else(|| panic!("{label}")).0
    };
    let labels: Vec<&str> = ranking.rows.iter().map(|row| row.label.as_str()).collect();
    let (first, second) = (at(labels[0]), at(labels[32]));
    assert!(second.x > long.width / 2.0 && (first.y - second.y).abs() < 1e-9, "{first:?} {second:?}");
    assert!(at(labels[31]).y > at(labels[62]).y, "the first panel is the longer one");
    let (all, few) = (long.height, scene(&of("ranking-34"), &theme, Frame::Bare).height);
    assert!(all < few * 1.1, "{all} {few}");
    // Both panels have one axis: a place further on in the list never stands further in, in whichever panel it is.
    let panel = long.width / 2.0 + 14.0;
    let marks = long.shapes.iter().filter_map(|(shape, _)| match shape {
        Shape::Dot { x, y, color, .. } if *color == theme.series[0].light && *y > 30.0 => Some(*x),
        _ => None,
    });
    let marks: Vec<f64> = marks.collect();
    assert_eq!(marks.len(), ranking.rows.len());
    let within = |at: usize| marks[at] - if at < 32 { 0.0 } else { panel };
    let unit = (within(0) - within(31)) / (ranking.rows[0].value - ranking.rows[31].value);
    for (at, row) in ranking.rows.iter().enumerate() {
        let told = within(0) - (ranking.rows[0].value - row.value) * unit;
        assert!((told - within(at)).abs() < 1e-6, "{}: {told} {}", row.label, within(at));
    }
    // So have the ticks, and the line of all places has its name in both.
    let halves = |wanted: &str| -> [Vec<f64>; 2] {
        let areas = long.word_areas();
        let found = areas.iter().filter(|(_, text)| *text == wanted).map(|(area, _)| area.x + area.w / 2.0);
        let (left, right): (Vec<f64>, Vec<f64>) = found.partition(|x| *x < panel);
        [left, right.into_iter().map(|x| x - panel).collect()]
    };
    let named = &ranking.reference.as_ref().unwrap().text;
    for wanted in ranking.axis.ticks.iter().map(|(_, text)| text).chain([named]) {
        let [left, right] = halves(wanted);
        let same = left.iter().zip(&right).all(|(a, b)| (a - b).abs() < 1e-6);
        assert!(left.len() == right.len() && same, "{wanted}: {left:?} {right:?}");
    }
    assert_eq!(halves(named).map(|found| found.len()), [1, 1]);
    // Equal values stand equally far in.
    let dots = |scene: &Scene, from: f64, to: f64| {
        let of = |(shape, _): &(Shape, Option<String>)| match shape {
            Shape::Dot { x, .. } if (from..to).contains(x) => Some(x - from),
            _ => None,
        };
        scene.shapes.iter().filter_map(of).collect::<Vec<f64>>()
    };
    let mut same = figure.clone();
    let Chart::Ranking(ranking) = &mut same.chart else { panic!("a ranking") };
    for row in &mut ranking.rows {
        (row.value, row.previous) = (60.0, None);
    }
    let drawn = scene(&same, &theme, Frame::Bare);
    let (left, right) = (dots(&drawn, 0.0, panel), dots(&drawn, panel, drawn.width));
    assert_eq!((left.len(), right.len()), (32, 31));
    assert!(left.iter().chain(&right).all(|x| (x - left[0]).abs() < 1e-6), "{left:?} {right:?}");
}

#[test]
fn a_narrow_page_is_no_exception() {
    let theme = Theme { width: 440.0, ..Theme::default() };
    for (name, figure) in samples::all() {
        let scene = scene(&figure, &theme, Frame::Full(&terms()));
        assert_eq!(faults(name, &scene), Vec::<String>::new());
        assert_marks_inside(name, &scene);
    }
}

#[test]
fn svg_is_well_formed_and_the_same_each_time() {
    let theme = Theme::default();
    for (name, figure) in samples::all() {
        for frame in [Frame::Bare, Frame::Full(&terms())] {
            let drawn = svg(&figure, &theme, frame).unwrap();
            assert_well_formed(name, &drawn);
            assert_eq!(drawn, svg(&figure, &theme, frame).unwrap(), "{name}");
        }
    }
}

#[test]
fn odd_figures_are_drawn_too() {
    let theme = Theme::default();
    for (name, figure) in samples::odd() {
        let scene = scene(&figure, &theme, Frame::Full(&terms()));
        assert_eq!(faults(&name, &scene), Vec::<String>::new());
        assert_marks_inside(&name, &scene);
        assert_well_formed(&name, &svg(&figure, &theme, Frame::Bare).unwrap());
    }
}

#[test]
fn only_colours_with_a_dark_counterpart_are_used() {
    let theme = Theme::default();
    let sheet = theme.stylesheet();
    for (name, figure) in samples::all() {
        let drawn = svg(&figure, &theme, Frame::Full(&terms())).unwrap();
        for part in drawn.split("=\"#").skip(1) {
            let color = format!("\"#{}\"", &part[..6]);
            assert!(sheet.contains(&color), "{name}: {color}");
        }
    }
}

#[test]
fn a_picture_is_twice_the_size_of_its_drawing() {
    let (_, figure) = samples::all().swap_remove(0);
    let drawn = svg(&figure, &Theme::default(), Frame::Bare).unwrap();
    let picture = png(&drawn).unwrap();
    assert_eq!(picture[..8], *b"\x89PNG\r\n\x1a\n");
    let wide = u32::from_be_bytes(picture[16..20].try_into().unwrap());
    assert_eq!(wide, 1360);
    assert_eq!(picture, png(&drawn).unwrap());
    assert!(matches!(png("<svg"), Err(ChartError::Raster(_))));
}

#[test]
fn what_stands_alone_holds_the_pixels_of_the_drawing_by_itself() {
    let pixels = |png: Vec<u8>| {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        (reader.info().size(), pixels)
    };
    let theme = Theme::default();
    for (name, figure) in samples::all().into_iter().step_by(9) {
        let alone = alone(&figure, &theme, &terms()).unwrap();
        assert_eq!(alone.svg, svg(&figure, &theme, Frame::Full(&terms())).unwrap());
        let part = pixels(Raster::new(&alone.svg).unwrap().part(alone.within).unwrap());
        let bare = pixels(png(&svg(&figure, &theme, Frame::Bare).unwrap()).unwrap());
        assert_eq!(part.0, bare.0, "{name}");
        // Each has a palette of its own; the slanted lines of what has no value begin elsewhere.
        let unlike = part.1.iter().zip(&bare.1).filter(|(a, b)| a.abs_diff(**b) > 40).count();
        assert!(unlike * 50 < part.1.len(), "{name}: {unlike} of {}", part.1.len());
    }
}

#[test]
#[ignore = "writes pictures to look at"]
fn gallery() {
    let theme = Theme::default();
    let folder =
        std::path::PathBuf::from(std::env::var("NHIPSO_GALLERY").expect("NHIPSO_GALLERY names a folder"));
    let pictures = std::env::var("NHIPSO_GALLERY_PNG").is_ok();
    for (name, bytes) in
        [("400.ttf", crate::render::fonts::SANS_REGULAR), ("600.ttf", crate::render::fonts::SANS_SEMIBOLD)]
    {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    let mut page = format!(
        "<!doctype html><html lang=vi><meta charset=utf-8><style>\
         @font-face{{font-family:'Be Vietnam Pro';font-weight:400;src:url(400.ttf)}}\
         @font-face{{font-family:'Be Vietnam Pro';font-weight:600;src:url(600.ttf)}}body{{margin:16px;background:#fff}}\
         @media(prefers-color-scheme:dark){{body{{background:#12181f;color:#e9eef3}}}}{}</style>",
        theme.stylesheet()
    );
    for (name, figure) in samples::all() {
        let bare = svg(&figure, &theme, Frame::Bare).unwrap();
        let full = svg(&figure, &theme, Frame::Full(&terms())).unwrap();
        page.push_str(&format!("<h2>{name}</h2>{bare}"));
        if pictures {
            std::fs::write(folder.join(format!("{name}.png")), png(&full).unwrap()).unwrap();
        }
        std::fs::write(folder.join(format!("{name}.svg")), full).unwrap();
        std::fs::write(folder.join(format!("{name}-bare.svg")), bare).unwrap();
    }
    std::fs::write(folder.join("index.html"), page).unwrap();
}

/// Time and size of each sample, and of a hundred drawings: to be run in release.
#[test]
#[ignore = "measures, and judges nothing"]
fn speed() {
    let theme = Theme::default();
    let samples = samples::all();
    for (name, figure) in &samples {
        let begin = std::time::Instant::now();
        let drawn = svg(figure, &theme, Frame::Full(&terms())).unwrap();
        let painted = begin.elapsed();
        let picture = png(&drawn).unwrap();
        let bytes = (drawn.len(), picture.len());
        println!("{name}: svg {painted:?}, png {:?}, bytes {bytes:?}", begin.elapsed() - painted);
    }
    let hundred: Vec<&Figure> = samples.iter().map(|(_, figure)| figure).cycle().take(100).collect();
    let begin = std::time::Instant::now();
    let drawn: Vec<String> = hundred.iter().map(|figure| svg(figure, &theme, Frame::Bare).unwrap()).collect();
    println!("100 drawings: {:?}", begin.elapsed());
    let begin = std::time::Instant::now();
    let bytes: usize = drawn.iter().map(|drawn| png(drawn).unwrap().len()).sum();
    println!("100 pictures, one after another: {:?}, {bytes} bytes", begin.elapsed());
}
