//! What a place asks as a whole: how widely, and which other places ask alike.

use std::collections::BTreeMap;

use super::topic_focus::{Focus, heading};
use crate::analyse::summary::{Diversity, Likeness};
use crate::compose::cite::FEW_QUESTIONS;
use crate::compose::composer::Composer;
use crate::compose::report::{Block, Table, TableRow};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::tables::{figure, number, number_column, text_column, words};
use crate::model::Place;

/// Of fewer places with enough questions, "nearest" says nothing.
const FEWEST: usize = 4;

/// A place with enough questions: how widely it asks, and its neighbours with enough questions, nearest first.
struct Profile<'a> {
    place: &'a Place,
    questions: u64,
    diversity: Option<&'a Diversity>,
    alike: Vec<&'a Likeness>,
}

fn profiles<'a>(c: &Composer<'a>, focus: &Focus<'_>) -> Vec<Profile<'a>> {
    let summary: &'a crate::analyse::Summary = c.summary;
    let mut places: BTreeMap<&Place, Profile<'a>> = BTreeMap::new();
    for row in summary.likeness.iter().filter(|row| row.questions.0 >= FEW_QUESTIONS) {
        let profile = places.entry(&row.place).or_insert_with(|| Profile {
            place: &row.place,
            questions: row.questions.0,
            diversity: summary
                .diversity
                .iter()
                .find(|diversity| diversity.place == row.place && diversity.period == focus.period),
            alike: Vec::new(),
        });
        if row.questions.1 >= FEW_QUESTIONS {
            profile.alike.push(row);
        }
    }
    let mut profiles: Vec<Profile<'a>> = places.into_values().collect();
    profiles.sort_by(|a, b| c.names.compare(&a.place.name, &b.place.name).then_with(|| a.place.cmp(b.place)));
    profiles
}

/// Whether the edition says who asks alike.
pub(super) fn told(c: &Composer<'_>) -> bool {
    let Some(focus) = super::topic_focus::focus(c) else { return false };
    let profiles = profiles(c, &focus);
    match c.summary.province.is_some() {
        true => profiles.iter().any(|profile| !profile.alike.is_empty()),
        false => profiles.len() >= FEWEST,
    }
}

/// The section; nothing where fewer than four places asked enough.
pub(super) fn section(c: &Composer<'_>, focus: &Focus<'_>, blocks: &mut Vec<Block>) {
    let profiles = profiles(c, focus);
    if c.summary.province.is_some() {
        let said = paragraph(profiles.iter().map(|profile| neighbours(c, profile)));
        if !said.is_empty() {
            blocks.push(heading(
                c,
                "topics-alike-section",
                "Nơi có cùng mối quan tâm",
                "Who has the same concerns",
            ));
            blocks.push(Block::Paragraph(said));
        }
        return;
    }
    if profiles.len() < FEWEST {
        return;
    }
    let said = paragraph([alike(c, &profiles), apart(c, &profiles), diversity(c, &profiles)]);
    if said.is_empty() {
        return;
    }
    blocks.push(heading(
        c,
        "topics-alike-section",
        "Những nơi có mối quan tâm giống nhau",
        "Places with similar concerns",
    ));
    blocks.push(Block::Paragraph(said));
    blocks.push(table(c, focus, &profiles));
}

fn nearest<'a>(profile: &Profile<'a>) -> Option<&'a Likeness> {
    profile.alike.first().copied()
}

/// The places that ask most like one province, each with what chance alone gives for the two of them.
fn neighbours(c: &Composer<'_>, profile: &Profile<'_>) -> Phrase {
    if profile.alike.is_empty() {
        return Phrase::default();
    }
    let told: Vec<Phrase> = profile
        .alike
        .iter()
        .map(|row| {
            c.say(
                "{other} ({divergence}; do ngẫu nhiên: {chance})",
                "{other} ({divergence}; by chance: {chance})",
                &slots(c, row),
            )
        })
        .collect();
    c.say(
        "nơi có mối quan tâm giống {place} nhất là {told}; số đứng trước là độ khác biệt (0: hai nơi hỏi giống hệt nhau, 1: không có chủ đề nào chung), số đứng sau là mức mà hai nơi ấy vẫn khác nhau dù hỏi như nhau, chỉ vì số câu hỏi có hạn; nơi chắc chắn giống hơn đứng trước",
        "the places whose concerns are most like those of {place} are {told}; the first number is the divergence (0: the same concerns, 1: no topic in common), the second the divergence to be expected by chance if both had the same concerns; they are ordered by how certain the likeness is",
        &[
            ("place", c.place_in(profile.place).into()),
            ("told", Phrase::joined(told, ", ", c.lang.pick(" và ", " and "))),
        ],
    )
}

/// Of the nearest places of all that have some, the one that comes first by `key`.
fn least<'a>(profiles: &[Profile<'a>], key: impl Fn(&Likeness) -> f64) -> Option<&'a Likeness> {
    profiles.iter().filter_map(nearest).min_by(|a, b| key(a).total_cmp(&key(b)))
}

fn slots<'s>(c: &Composer<'_>, row: &Likeness) -> [(&'s str, Phrase); 5] {
    [
        ("place", c.place_in(&row.place).into()),
        ("other", c.place_in(&row.other).into()),
        ("divergence", c.divergence(row).into()),
        ("chance", c.n.decimal(row.by_chance, 3).into()),
        ("excess", c.n.decimal(row.excess(), 3).into()),
    ]
}

/// The two places that are most alike: they differ at most by so much, whatever chance hides.
fn alike(c: &Composer<'_>, profiles: &[Profile<'_>]) -> Phrase {
    let Some(row) = least(profiles, Likeness::at_most) else { return Phrase::default() };
    if row.at_least() <= 0.0 {
        return c.say(
            "giống nhau nhất về cơ cấu chủ đề là {place} và {other}: độ khác biệt {divergence} trên thang từ 0 đến 1, không cao hơn rõ rệt so với mức mà riêng ngẫu nhiên cũng tạo ra với chừng ấy câu hỏi (khoảng {chance})",
            "most alike in their topics are {place} and {other}: their divergence of {divergence} on a scale from 0 to 1 is not clearly more than chance alone gives with so few questions (about {chance})",
            &slots(c, row),
        );
    }
    c.say(
        "giống nhau nhất về cơ cấu chủ đề là {place} và {other}: độ khác biệt {divergence} trên thang từ 0 đến 1, trong đó riêng ngẫu nhiên với chừng ấy câu hỏi đã tạo ra khoảng {chance}",
        "most alike in their topics are {place} and {other}: divergence {divergence} on a scale from 0 to 1, of which chance alone gives about {chance} with so few questions",
        &slots(c, row),
    )
}

/// The place that is least like any other, where that is more than chance.
fn apart(c: &Composer<'_>, profiles: &[Profile<'_>]) -> Phrase {
    let Some(row) = least(profiles, |row| -row.at_least()) else { return Phrase::default() };
    if row.at_least() > 0.0 {
        return c.say(
            "khác biệt rõ nhất với mọi nơi khác là {place}: ngay cả {other}, nơi giống nhất, cũng có độ khác biệt {divergence}, trong khi riêng ngẫu nhiên chỉ tạo ra khoảng {chance}",
            "{place} differs most clearly from all the others: even its nearest place, {other}, has a divergence of {divergence}, {excess} more than chance alone gives (about {chance})",
            &slots(c, row),
        );
    }
    c.say(
        "không đơn vị nào có cơ cấu chủ đề khác hẳn các nơi khác: gần với mức đó nhất là {place}, có độ khác biệt {divergence} so với nơi giống nhất, không cao hơn rõ rệt so với mức do ngẫu nhiên (khoảng {chance})",
        "no place differs clearly from all the others: {place} comes closest to that, with a divergence of {divergence} from its nearest place, which is not clearly more than chance alone gives (about {chance})",
        &slots(c, row),
    )
}

/// How widely the places ask, of as many questions each: a place with few questions would always look narrower.
fn diversity(c: &Composer<'_>, profiles: &[Profile<'_>]) -> Phrase {
    let mut known: Vec<&Diversity> = profiles.iter().filter_map(|profile| profile.diversity).collect();
    known.retain(|row| row.rarefied.is_some());
    known.sort_by(|a, b| {
        let rarefied = |row: &Diversity| row.rarefied.unwrap_or_default();
        rarefied(b).total_cmp(&rarefied(a)).then_with(|| a.place.cmp(&b.place))
    });
    let (Some(wide), Some(narrow)) = (known.first(), known.last()) else { return Phrase::default() };
    let (Some(widest), Some(narrowest)) = (c.rarefied_topics(wide), c.rarefied_topics(narrow)) else {
        return Phrase::default();
    };
    if widest.text() == narrowest.text() {
        return Phrase::default();
    }
    let few = FEW_QUESTIONS.to_string();
    // Nothing tells one place from the next here: the range is told, and no place as the first.
    c.say(
        "nếu mỗi nơi chỉ lấy {few} câu hỏi để so sánh cho công bằng, mối quan tâm trải rộng như khi có từ {narrowest} đến {widest} chủ đề được hỏi đều nhau, tùy nơi",
        "for a fair comparison over {few} questions from each place, concerns were as diverse as {narrowest} to {widest} topics asked about equally often, depending on the place",
        &[("few", few.into()), ("widest", widest.into()), ("narrowest", narrowest.into())],
    )
}

fn table(c: &Composer<'_>, focus: &Focus<'_>, profiles: &[Profile<'_>]) -> Block {
    let rows = profiles
        .iter()
        .map(|profile| {
            let first = nearest(profile);
            let named =
                |row: &&Likeness| format!("{} ({})", c.place(&row.other), c.n.signed(row.at_most(), 3));
            let further: Vec<String> = profile.alike.iter().skip(1).map(named).collect();
            TableRow {
                cells: vec![
                    words(c.place(profile.place)),
                    number(c.n.count(profile.questions), profile.questions as f64),
                    figure(
                        profile.diversity.and_then(|row| c.rarefied_topics(row)),
                        profile.diversity.and_then(|row| row.rarefied).map(f64::exp),
                    ),
                    words(first.as_ref().map(named).unwrap_or_default()),
                    figure(first.map(|row| c.divergence(row)), first.map(|row| row.divergence)),
                    match first {
                        Some(row) => number(c.n.decimal(row.by_chance, 3), row.by_chance),
                        None => words(String::new()),
                    },
                    words(further.join("; ")),
                ],
                strong: false,
                ..TableRow::default()
            }
        })
        .collect();
    let few = FEW_QUESTIONS.to_string();
    let year = c.summary.year.map(|year| year.to_string()).unwrap_or_else(|| c.n.short(focus.period));
    let table = Table {
        id: "topics-alike-table".to_owned(),
        title: c.t(
            &format!("Độ đa dạng của chủ đề và những nơi có mối quan tâm giống nhau, năm {year}"),
            &format!("Diversity of topics and places that ask alike, {year}"),
        ),
        columns: vec![
            text_column(c.t("Đơn vị", "Place")),
            number_column(c.t("Câu hỏi có chủ đề", "Questions with a topic"), "").aside(),
            number_column(c.t("Độ đa dạng", "Diversity"), c.t("chủ đề", "topics")).aside(),
            text_column(c.t("Nơi giống nhất", "Most alike")),
            number_column(c.t("Độ khác biệt", "Divergence"), ""),
            number_column(c.t("Do ngẫu nhiên", "By chance"), ""),
            text_column(c.t("Các nơi giống tiếp theo", "Next most alike")).aside(),
        ],
        rows,
        notes: vec![c.t(
            &format!("Chỉ so sánh đơn vị có từ {few} câu hỏi trở lên. Độ đa dạng: {few} câu hỏi của đơn vị trải rộng như khi từng ấy chủ đề được hỏi đều nhau; số càng lớn, mối quan tâm càng trải rộng (exp(H) của Shannon, quy về {few} câu hỏi lấy ngẫu nhiên để nơi hỏi nhiều và nơi hỏi ít so sánh được với nhau). Độ khác biệt: 0 là hai nơi hỏi giống hệt nhau, 1 là không có chủ đề nào chung (Jensen–Shannon). Do ngẫu nhiên: mức mà hai nơi hỏi hệt nhau vẫn khác nhau, chỉ vì số câu hỏi có hạn. Trong ngoặc: độ khác biệt vượt mức do ngẫu nhiên nhiều nhất là bao nhiêu (cận trên 95\u{a0}%); các nơi giống xếp theo số này, nên nơi có ít câu hỏi, với cận trên rộng, đứng sau."),
            &format!("Only places with {few} questions or more are compared. Diversity: how many topics, all asked about equally often, would be as diverse as {few} of the questions (exp(H) of Shannon, rarefied to {few} questions so that places with many and with few questions are comparable). Divergence: 0 for the same concerns, 1 for no topic in common (Jensen–Shannon). By chance: the divergence to be expected of two places with the same concerns and so few questions. In brackets: by how much the divergence exceeds chance at most (upper 95% bound); the places are ordered by this number, so that one with few questions, whose bound is wide, comes later."),
        )],
        source: c.source(focus.rows.iter().map(|row| (None, &row.origins))),
        number: 0,
    };
    c.table(c.tidy(table))
}
