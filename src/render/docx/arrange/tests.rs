//! What fills the pages of made-up documents.

use super::super::flow::{Flow, lower};
use super::fit::LOWER;
use super::*;

fn part(kind: Kind, write: impl FnOnce(&mut Flow)) -> Part {
    let mut flow = Flow::default();
    write(&mut flow);
    Part { kind, xml: String::new(), pieces: flow.pieces() }
}

fn heading() -> Part {
    part(Kind::Heading, |flow| flow.heading("Heading2", "Mục", false))
}

fn drawing(number: usize, height: f64) -> Part {
    part(Kind::Drawing { number, height, least: 0.0 }, |flow| {
        flow.paragraph("Caption", "Hình", false);
        flow.picture("Picture", height);
        flow.paragraph("Source", "Nguồn", false);
    })
}

fn text(lines: usize) -> Part {
    part(Kind::Text, |flow| flow.paragraph("BodyText", &"chữ\n".repeat(lines), false))
}

fn order(parts: &[Part]) -> (Vec<usize>, Filled) {
    let mut filled = Filled::default();
    let order = arrange(&mut filled, parts);
    (order.iter().map(|placed| placed.part).collect(), filled)
}

#[test]
fn text_of_the_section_fills_the_page_before_a_drawing_that_does_not_fit() {
    let parts =
        [heading(), text(5), drawing(1, 300.0), drawing(2, 400.0), text(4), text(4), heading(), text(1)];
    assert_eq!(order(&parts).0, [0, 1, 2, 4, 5, 3, 6, 7]);
    // Where nothing of the section is left, nothing of the next one stands before the drawing.
    let parts = |height: f64| {
        let next = part(Kind::Heading, |flow| flow.heading("Heading2", "Mục", false));
        [heading(), drawing(1, height), drawing(2, 500.0), next, text(4)]
    };
    assert_eq!(order(&parts(300.0)).0, [0, 1, 2, 3, 4]);
    // What fits is left where it was.
    let parts = [heading(), drawing(1, 200.0), drawing(2, 200.0), text(4)];
    assert_eq!(order(&parts).0, [0, 1, 2, 3]);
    // Text that would not fit either stays behind the drawing.
    let parts = [heading(), drawing(1, 300.0), drawing(2, 400.0), part(Kind::Text, |flow| flow.block(350.0))];
    assert_eq!(order(&parts).0, [0, 1, 2, 3]);
}

#[test]
fn drawings_of_a_page_get_a_little_lower_where_one_more_then_fits() {
    let mut filled = Filled::default();
    let parts = [heading(), drawing(1, 280.0), drawing(2, 340.0), text(30)];
    let order = arrange(&mut filled, &parts);
    assert_eq!(order.iter().map(|placed| placed.part).collect::<Vec<_>>(), [0, 1, 2, 3]);
    let share = order[1].lower / 280.0;
    assert!(share > 0.0 && share <= LOWER, "{order:?}");
    assert!((order[2].lower / 340.0 - share).abs() < 1e-9, "{order:?}");
    // The page is then full.
    let mut before = Filled::default();
    let pieces: Vec<Piece> =
        order[..3].iter().flat_map(|placed| lower(&parts[placed.part].pieces, placed.lower)).collect();
    before.set(&pieces);
    assert!(before.page() == 1 && (0.0..LINE + 1.0).contains(&before.free()), "{}", before.free());
}

#[test]
fn drawings_get_lower_where_a_table_would_leave_its_end_to_the_next_page() {
    let table = |rows: usize| {
        part(Kind::Table { number: 1, led: false }, |flow| {
            flow.paragraph("Caption", "Bảng", false);
            flow.header(20.0, 0.0, true);
            (0..rows).for_each(|n| flow.row(20.0, n + 1 == rows, false));
            flow.paragraph("Source", "Nguồn", false);
        })
    };
    // What is free below the drawing, and a table that needs a little more of it.
    let mut filled = Filled::default();
    arrange(&mut filled, &[heading(), drawing(1, 300.0)]);
    let fits = (filled.free() / 20.0) as usize - 3;
    // Rows stand closer first; where that is not enough, the drawing is made lower.
    let whole = fits + 3;
    for (rows, close, lowered) in [
        (fits - 1, false, Some(false)),
        (fits + 1, true, None),
        (whole, true, Some(true)),
        (fits + 9, false, Some(false)),
    ] {
        let mut filled = Filled::default();
        let order = arrange(&mut filled, &[heading(), drawing(1, 300.0), table(rows)]);
        assert_eq!(order[2].closer > 0, close, "{rows} rows: {order:?}");
        assert!(lowered.is_none_or(|lowered| lowered == (order[1].lower > 0.0)), "{rows} rows: {order:?}");
        assert_eq!(filled.page(), if rows > whole { 2 } else { 1 }, "{rows} rows");
        // The page is filled as the parts say.
        let mut again = Filled::default();
        let parts = [heading(), drawing(1, 300.0), table(rows)];
        order.iter().for_each(|placed| {
            again.set(&placed.pieces(&parts[placed.part].pieces));
        });
        assert!((again.free() - filled.free()).abs() < 0.01, "{} {}", again.free(), filled.free());
    }
    // A drawing of an earlier page is left as it is.
    let parts = [heading(), drawing(1, 300.0), text(80), table(30)];
    assert!(arrange(&mut Filled::default(), &parts).iter().all(|placed| placed.lower == 0.0));
}

#[test]
fn what_gets_lower_to_fit_does_fit() {
    for n in 0..200 {
        let heights = [280.0 + f64::from(n) / 7.0, 310.0 + f64::from(n % 13) / 3.0];
        let parts = [heading(), drawing(1, heights[0]), drawing(2, heights[1]), text(1)];
        let mut filled = Filled::default();
        let order = arrange(&mut filled, &parts);
        if order[1].lower > 0.0 {
            assert!(filled.free() > 650.0 && filled.page() == 2, "{order:?}");
            let mut again = Filled::default();
            let pages: Vec<usize> =
                order.iter().flat_map(|one| again.set(&one.pieces(&parts[one.part].pieces))).collect();
            let last = pages.len() - 1;
            assert!(pages[..last].iter().all(|page| *page == 1) && pages[last] == 2, "{pages:?} {order:?}");
        }
    }
}

#[test]
fn letters_of_a_drawing_stay_readable() {
    let drawings = |least: f64| {
        let drawing =
            |number| Part { kind: Kind::Drawing { number, height: 310.0, least }, ..drawing(number, 310.0) };
        [heading(), drawing(1), drawing(2), text(30)]
    };
    let lowest = |least: f64| {
        let order = arrange(&mut Filled::default(), &drawings(least));
        order[1..3].iter().map(|placed| 310.0 - placed.lower).fold(f64::INFINITY, f64::min)
    };
    let free = lowest(0.0);
    assert!(free < 310.0, "a page holds both where they are made lower: {free}");
    assert_eq!(lowest(free + LINE), 310.0, "not where letters would be too small");
}

#[test]
fn notes_stay_with_the_last_rows_of_their_table() {
    let table = |rows: usize| {
        part(Kind::Table { number: 1, led: false }, |flow| {
            flow.paragraph("Caption", "Bảng", false);
            flow.header(20.0, 0.0, true);
            (0..rows).for_each(|n| flow.row(20.0, n + 1 == rows, n < 2 || n + 2 == rows));
            flow.paragraph("Source", "Ghi chú", true);
            flow.paragraph("Source", "Nguồn", false);
        })
    };
    let mut closer_than_written = 0;
    for rows in 25..110 {
        let (part, filled) = (table(rows), Filled::default());
        let as_written = filled.end(&part.pieces);
        let order = arrange(&mut filled.clone(), std::slice::from_ref(&part));
        let end = filled.end(&order[0].pieces(&part.pieces));
        assert!(!end.parted, "{rows} rows: {as_written:?} {order:?}");
        assert!(end.rows.is_none_or(|rows| rows > 1), "{rows} rows: {end:?}");
        closer_than_written += usize::from(order[0].closer != 0);
    }
    assert!((2..43).contains(&closer_than_written), "{closer_than_written}");
}

#[test]
fn the_end_of_a_table_goes_along_with_a_signature_that_would_stand_alone() {
    let table = |rows: usize| {
        part(Kind::Table { number: 1, led: false }, |flow| {
            flow.paragraph("Caption", "Bảng", false);
            flow.header(20.0, 13.0, true);
            (0..rows).for_each(|n| flow.row(20.0, n + 1 == rows, n == 0 || n + 2 >= rows));
            flow.paragraph("Source", "Nguồn", false);
        })
    };
    let closing = part(Kind::Imprint, |flow| {
        (0..8).for_each(|_| flow.paragraph("Imprint", "tables/a.csv", false));
        flow.block(150.0);
    });
    let along = |rows: usize| {
        let parts = [heading(), table(rows), closing.clone()];
        let mut filled = Filled::empty(2);
        let order = arrange(&mut filled, &parts);
        (order.iter().map(|placed| placed.along).collect::<Vec<_>>(), order[1].named, filled.page())
    };
    assert_eq!(along(15), (vec![false; 3], false, 2), "all have room");
    assert_eq!(along(26), (vec![false, true, true], true, 3));
}

#[test]
fn what_fits_by_a_hair_is_made_to_fit() {
    // Below the first drawing there is room for the second with two points to spare.
    let parts = |height: f64| [heading(), drawing(1, 280.0), drawing(2, height), text(1)];
    let mut filled = Filled::default();
    arrange(&mut filled, &parts(100.0)[..3]);
    let height = 100.0 + filled.free() - 2.0;
    let order = arrange(&mut Filled::default(), &parts(height));
    assert!(order[1].lower > 0.0 && order[2].lower > 0.0, "{order:?}");
    let order = arrange(&mut Filled::default(), &parts(height - 10.0));
    assert!(order.iter().all(|placed| placed.lower == 0.0), "{order:?}");
}

#[test]
fn a_table_has_its_number_in_its_head_where_pages_may_part_it() {
    let table = |rows: usize| {
        part(Kind::Table { number: 1, led: false }, |flow| {
            flow.header(33.0, 13.0, true);
            (0..rows).for_each(|n| flow.row(20.0, n + 1 == rows, n < 2 || n + 2 >= rows));
            flow.paragraph("Source", "Nguồn", false);
        })
    };
    let named = |rows: usize| {
        let mut filled = Filled::default();
        let order = arrange(&mut filled, &[table(rows)]);
        (order[0].named, filled.page(), filled.free())
    };
    assert_eq!((named(10).0, named(60).0, named(60).1), (false, true, 2));
    // Without its number its head is a line lower.
    let mut with = Filled::default();
    with.set(&table(10).pieces);
    assert!((named(10).2 - with.free() - 13.0).abs() < 0.01);
}

#[test]
fn every_part_has_one_place() {
    let parts: Vec<Part> = (0..60)
        .map(|n| match n % 7 {
            0 => heading(),
            1 | 3 | 4 => drawing(n, 150.0 + 40.0 * (n % 11) as f64),
            _ => text(1 + n % 13),
        })
        .chain([part(Kind::Imprint, |flow| flow.paragraph("Source", "Hết", false))])
        .collect();
    let (mut order, filled) = order(&parts);
    assert_eq!(order.last(), Some(&60));
    assert_eq!(filled.headings().len(), 9);
    assert!(filled.headings().is_sorted());
    let drawings: Vec<usize> =
        order.iter().copied().filter(|part| matches!(parts[*part].kind, Kind::Drawing { .. })).collect();
    assert!(drawings.is_sorted());
    order.sort_unstable();
    assert_eq!(order, (0..61).collect::<Vec<_>>());
}

#[test]
fn drawings_get_much_lower_where_a_page_would_stand_empty() {
    // Half a page is free, and a drawing of its section needs a little more than may be won otherwise.
    let parts = |second: f64| [heading(), drawing(1, 290.0), drawing(2, second), heading(), text(60)];
    let order = |second: f64| arrange(&mut Filled::default(), &parts(second));
    let much = order(440.0);
    let share = much[1].lower / 290.0;
    assert!(share > LOWER && share < fit::MUCH_LOWER, "{much:?}");
    // Not where little of the page would stand empty, and never beyond that.
    assert!(order(700.0).iter().all(|placed| placed.lower == 0.0));
    let mut filled = Filled::default();
    let little = [heading(), drawing(1, 480.0), drawing(2, 300.0), text(3)];
    assert!(arrange(&mut filled, &little).iter().all(|placed| placed.lower == 0.0));
}

#[test]
fn the_section_before_goes_along_with_a_signature_that_would_stand_alone() {
    let closing = |lines: usize| {
        part(Kind::Imprint, |flow| {
            (0..lines).for_each(|_| flow.paragraph("Imprint", "tables/a.csv", false));
            flow.block(150.0);
        })
    };
    let closed = |above: usize, lines: usize| {
        let parts = [heading(), text(above), heading(), text(8), closing(lines)];
        let mut filled = Filled::empty(2);
        let order = arrange(&mut filled, &parts);
        (order.iter().map(|placed| placed.fresh).collect::<Vec<_>>(), filled.page())
    };
    // Room for all of it, for its lines alone, and for none.
    assert_eq!(closed(5, 8), (vec![false; 5], 2));
    let along = (vec![false, false, true, false, false], 3);
    assert_eq!((closed(27, 8), closed(29, 8)), (along.clone(), along));
    // What no page holds together stays as it is.
    assert_eq!(closed(25, 60).0, [false; 5]);
}

#[test]
fn pages_part_a_low_table_sooner_than_much_of_one_stands_empty_and_never_what_is_said_below() {
    let table = |rows: usize| {
        part(Kind::Table { number: 1, led: false }, |flow| {
            flow.paragraph("Caption", "Bảng", false);
            flow.header(20.0, 13.0, false);
            (0..rows).for_each(|n| flow.row(160.0 / rows as f64, n + 1 == rows, true));
            (0..9).for_each(|_| flow.paragraph("Source", "Ghi chú", true));
            flow.paragraph("Source", "Nguồn", false);
        })
    };
    let loose = |above: f64, rows: usize| {
        let table = table(rows);
        let over = part(Kind::Text, |flow| flow.block(above));
        let mut filled = Filled::empty(2);
        let order = arrange(&mut filled, &[heading(), over, table.clone()]);
        let mut again = Filled::empty(2);
        again.set(&[heading().pieces, part(Kind::Text, |flow| flow.block(above)).pieces].concat());
        assert!(!again.end(&order[2].pieces(&table.pieces)).parted);
        assert!((again.free() - filled.free()).abs() > 1.0);
        (order[2].loose, order[2].named, filled.page())
    };
    for rows in [8, 12] {
        assert_eq!(loose(300.0, rows), (false, false, 2), "all of it has room");
        assert_eq!(loose(590.0, rows), (false, false, 3), "little stands empty");
    }
    assert_eq!(loose(440.0, 12), (true, true, 3));
    assert_eq!(loose(440.0, 8), (false, false, 3), "few rows stay together");
}

#[test]
fn a_heading_that_programs_may_place_in_two_ways_begins_a_page() {
    let placed = |lines: usize, more: f64| {
        let parts = [heading(), part(Kind::Text, |flow| flow.block(more)), heading(), text(lines)];
        arrange(&mut Filled::default(), &parts)[2].fresh
    };
    let mut before = Filled::default();
    before.set(&heading().pieces);
    let need = |lines: usize| {
        let pieces = [heading().pieces, text(lines).pieces].concat();
        let mut filled = before.clone();
        let free = filled.free();
        filled.set(&pieces);
        free - filled.free()
    };
    // Two lines below a heading; what is left for both is told by what stands before.
    let free = before.free() - need(2);
    assert!(placed(2, free - 5.0) && placed(2, free + 5.0), "by a hair");
    assert!(!placed(2, free - 40.0), "both have room");
    let left = |points: f64| placed(2, before.free() - points);
    assert!(!left(10.0), "the heading has none");
}

#[test]
fn a_heading_that_would_stay_behind_its_text_begins_a_page() {
    let placed = |left: f64, high: f64| {
        let mut filled = Filled::default();
        let first = filled.page();
        let over = part(Kind::Text, |flow| flow.block(filled.free() - left));
        let parts = [over, heading(), part(Kind::Text, |flow| flow.block(high))];
        let order = arrange(&mut filled, &parts);
        (order[1].fresh, filled.page() - first)
    };
    assert_eq!(placed(120.0, 300.0), (true, 1), "the heading has room, and its text has not");
    assert_eq!(placed(5.0, 300.0), (false, 1), "neither has");
    assert_eq!(placed(500.0, 300.0), (false, 0), "both have");
}

#[test]
fn nothing_of_a_section_stands_behind_the_next_one() {
    let parts = |high: f64| {
        [
            heading(),
            text(5),
            drawing(1, 200.0),
            drawing(2, high),
            heading(),
            text(4),
            text(4),
            drawing(3, 100.0),
        ]
    };
    for high in [400.0, 450.0, 500.0] {
        assert_eq!(order(&parts(high)).0, [0, 1, 2, 3, 4, 5, 6, 7], "{high}");
    }
}

#[test]
fn a_drawing_stands_before_the_table_above_it_where_the_page_is_better_filled_so() {
    let table = |rows: usize| {
        part(Kind::Table { number: 1, led: false }, |flow| {
            flow.paragraph("Caption", "Bảng", false);
            flow.header(20.0, 0.0, true);
            (0..rows).for_each(|n| flow.row(20.0, n + 1 == rows, true));
            flow.paragraph("Source", "Nguồn", false);
        })
    };
    // Both drawings fill the page, and table and text the next one.
    let parts = |high: f64| [heading(), drawing(1, 150.0), table(9), drawing(2, high), heading(), text(20)];
    assert_eq!(order(&parts(380.0)).0, [0, 1, 3, 2, 4, 5]);
    // In their order where that fills them as well, and never a drawing of another section.
    assert_eq!(order(&parts(100.0)).0, [0, 1, 2, 3, 4, 5]);
    let apart = [heading(), drawing(1, 150.0), table(9), heading(), drawing(2, 380.0)];
    assert_eq!(order(&apart).0, [0, 1, 2, 3, 4]);
}

#[test]
fn drawings_are_a_little_lower_for_a_text_of_which_few_lines_would_go_over() {
    let placed = |lines: usize| {
        let whole = part(Kind::Text, |flow| flow.block(660.0));
        let parts = [heading(), drawing(1, 400.0), text(lines), heading(), whole];
        let mut filled = Filled::default();
        let order = arrange(&mut filled, &parts);
        (order[1].lower > 0.0, filled.page())
    };
    let mut below = Filled::default();
    below.set(&[heading().pieces, drawing(1, 400.0).pieces].concat());
    let fits = (0..40).rfind(|lines| below.lacks_of_all(&text(*lines).pieces) == 0.0).unwrap_or(0);
    assert_eq!(placed(fits - 2), (false, 2));
    assert_eq!(placed(fits + 2), (true, 2));
}

#[test]
fn rows_of_a_long_table_are_closer_where_the_pages_after_it_are_better_filled_for_it() {
    let table = part(Kind::Table { number: 1, led: false }, |flow| {
        flow.paragraph("Caption", "Bảng", false);
        flow.header(20.0, 0.0, true);
        (0..60).for_each(|n| flow.row(20.0, n == 59, !(1..=57).contains(&n)));
        flow.paragraph("Source", "Nguồn", false);
    });
    let mut after = Filled::empty(2);
    after.set(&[heading().pieces, table.pieces.clone()].concat());
    let free = after.free();
    // What follows needs 60 points more than is left below the table, or has room.
    let closer = |more: f64| {
        let parts = [heading(), table.clone(), part(Kind::Text, |flow| flow.block(free + more))];
        let mut filled = Filled::empty(2);
        let order = arrange(&mut filled, &parts);
        (order[1].closer, filled.page())
    };
    assert_eq!(closer(-60.0), (0, 3));
    let (steps, page) = closer(60.0);
    assert!(free > 100.0 && steps > 0 && page == 3, "{free} {steps} {page}");
}

#[test]
fn no_page_is_left_almost_empty_for_a_signature() {
    let closing = part(Kind::Imprint, |flow| {
        (0..8).for_each(|_| flow.paragraph("Imprint", "tables/a.csv", false));
        flow.block(150.0);
    });
    // The section before the signature is most of what its page holds, and nothing else stands on it.
    let parts = [heading(), text(7), heading(), text(24), closing];
    let mut filled = Filled::empty(2);
    let order = arrange(&mut filled, &parts);
    assert!(order.iter().all(|placed| !placed.fresh) && filled.page() == 3, "{order:?}");
}

fn tall_table(number: usize, led: bool, rows: usize) -> Part {
    part(Kind::Table { number, led }, |flow| {
        flow.paragraph("Caption", "Bảng", false);
        flow.header(20.0, 0.0, true);
        (0..rows).for_each(|n| flow.row(20.0, n + 1 == rows, false));
        flow.paragraph("Source", "Nguồn", false);
    })
}

/// The pages on which parts begin, as they are placed.
fn begun(parts: &[Part]) -> Vec<(usize, usize)> {
    let mut filled = Filled::empty(2);
    let order = arrange(&mut filled, parts);
    let (mut pieces, mut begins) = (Vec::new(), Vec::new());
    for placed in &order {
        let mut own = placed.pieces(&parts[placed.part].pieces);
        if placed.fresh {
            begin_page(&mut own);
        }
        if placed.along {
            stay(&mut own, parts[placed.part].kind == Kind::Imprint);
        }
        begins.push((placed.part, pieces.len()));
        pieces.append(&mut own);
    }
    let pages = Filled::empty(2).set(&pieces);
    begins.into_iter().map(|(part, begin)| (part, pages[begin])).collect()
}

#[test]
fn a_text_stays_near_the_table_that_it_leads_to() {
    // What is free on the first page would hold the text, some pages before its table.
    let parts = |led| {
        let drawings = [drawing(1, 500.0), drawing(2, 650.0), drawing(3, 650.0)];
        [&[heading(), text(1)][..], &drawings, &[text(3), tall_table(1, led, 20)]].concat()
    };
    let pages = begun(&parts(false));
    let page = |pages: &[(usize, usize)], part: usize| {
        pages.iter().find(|(placed, _)| *placed == part).map_or(0, |(_, page)| *page)
    };
    assert!(page(&pages, 6) - page(&pages, 5) > 1, "{pages:?}");
    let pages = begun(&parts(true));
    assert!(page(&pages, 6) - page(&pages, 5) <= 1, "{pages:?}");
    let place = |part: usize| pages.iter().position(|(placed, _)| *placed == part);
    assert!(place(5) < place(6), "{pages:?}");
}

#[test]
fn a_chapter_does_not_begin_with_one_sentence_at_the_foot_of_a_page() {
    let chapter = || part(Kind::Chapter, |flow| flow.heading("Heading1", "Chương", false));
    let parts =
        |lines: usize, above: usize| [chapter(), text(above), chapter(), text(lines), drawing(1, 300.0)];
    let page = |lines: usize, above: usize| begun(&parts(lines, above))[2];
    assert_eq!(page(1, 29), (2, 3));
    // A longer text may end the page, and so may a short one where much of the page would stand empty.
    assert_eq!(page(6, 24), (2, 2));
    assert_eq!(page(1, 23), (2, 2));
}

#[test]
fn a_section_begins_before_a_drawing_that_has_its_page_for_itself() {
    let parts = |height: f64, next: Kind| {
        let next = part(next, |flow| flow.heading("Heading2", "Mục", false));
        [heading(), text(20), drawing(1, height), next, text(6), heading(), text(4)]
    };
    let order = |height: f64, next: Kind| order(&parts(height, next)).0;
    assert_eq!(order(640.0, Kind::Heading), [0, 1, 3, 4, 2, 5, 6]);
    // A lower one stays in its section, and a chapter does not begin before it.
    assert_eq!(order(500.0, Kind::Heading), [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(order(640.0, Kind::Chapter), [0, 1, 2, 3, 4, 5, 6]);
}

#[test]
fn pages_are_filled_so_that_a_signature_does_not_stand_alone() {
    let imprint = part(Kind::Imprint, |flow| {
        (0..8).for_each(|_| flow.paragraph("Imprint", "Dòng", true));
        flow.block(120.0);
    });
    for lines in 20..36 {
        let parts = [heading(), text(lines), heading(), text(8), heading(), text(3), imprint.clone()];
        let pages = begun(&parts);
        let last = pages[6].1;
        let above = pages[..6].iter().any(|(_, page)| *page == last) || last == 2;
        assert!(above, "{lines} lines: {pages:?}");
    }
}
