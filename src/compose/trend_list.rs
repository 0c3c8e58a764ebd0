//! The trends of a run as one list, the whole country first and by measure, clearest first: what `nhipso trends` shows.

use std::sync::Arc;

use super::names::{self, Names};
use super::numbers::Numbers;
use crate::analyse::Summary;
use crate::analyse::summary::{Trend, TrendVerdict};
use crate::clean::place::{PlaceIndex, Reading};
use crate::model::fold::fold;
use crate::model::near::distance;
use crate::model::register::Registers;
use crate::model::{Lang, Place, Text, Vintage};

/// Which trends are asked for; `None` asks for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Topic: id or label.
    pub topic: Option<String>,
    /// Place: code or name.
    pub province: Option<String>,
    /// Indicator: id or name.
    pub indicator: Option<String>,
    /// Year: series that end before it are left out.
    pub since: Option<i16>,
}

/// One trend of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// `topics`, `coverage` or `teams`.
    pub table: &'static str,
    /// Where, and what is measured: the head of the entries that can be compared.
    pub group: String,
    /// Where.
    pub place: Place,
    /// Id of the topic, indicator or level of teams.
    pub subject: String,
    /// Its name in the language of the list.
    pub label: String,
    /// Place, name and measure, as people read them.
    pub title: String,
    /// First and last period, as people read them.
    pub periods: String,
    /// What the series measures: `share`, `count`, a basis, or a measure of teams.
    pub metric: &'static str,
    /// The trend.
    pub trend: Trend,
    /// The points as a line of blocks; gaps of a year or more are left blank. Of a long series each block is the mean
    /// of some points that follow each other.
    pub spark: String,
    /// Slope a year with its interval and unit, as people read it.
    pub slope: String,
    /// Verdict, as people read it.
    pub verdict: String,
}

/// The trends asked for: those of the whole country first; by what they measure; the clearest first, by |z|, then by the
/// size of the slope, which is of one unit within a measure, then by name.
pub fn list(summary: &Summary, registers: &Registers, asked: &Asked, lang: Lang) -> Vec<Entry> {
    let (numbers, called) = (Numbers::new(lang), Names::new(registers));
    let points = lang.pick("điểm %", "points");
    let mut entries = Vec::new();
    let places = meant(registers, asked);
    let mut add = |table, place: &Place, subject: &str, label: String, metric, unit: &str, trend: &Trend| {
        let decimals = decimals(metric, trend);
        // Where a level comes from is said in short: most of a list has one basis.
        let measure = match metric {
            "computed" => lang.pick("số tính", "computed"),
            metric => names::metric(metric, lang),
        };
        let (first, last) = (numbers.short(trend.first_period), numbers.short(trend.last_period));
        entries.push(Entry {
            group: group(table, metric, place.is_country(), lang),
            title: format!("{} · {label}, {measure}", called.place(place, lang)),
            periods: if first == last { first } else { format!("{first}–{last}") },
            table,
            place: place.clone(),
            subject: subject.to_owned(),
            label,
            metric,
            trend: trend.clone(),
            spark: spark(trend),
            slope: slope(trend, numbers, decimals, unit),
            verdict: verdict(trend, lang).to_owned(),
        });
    };
    for row in &summary.topic_trends {
        let topic = registers.topics.as_ref().and_then(|r| r.topics.iter().find(|t| *t.id == *row.topic));
        let label = topic.map_or_else(|| row.topic.to_string(), |topic| topic.label.get(lang).to_owned());
        let unit = if row.metric == "share" { points } else { lang.pick("câu", "questions") };
        add("topics", &row.place, &row.topic, label, row.metric, unit, &row.trend);
    }
    for row in &summary.coverage_trends {
        let indicator = registers.indicators.get(&row.indicator);
        let label = indicator.map_or_else(|| row.indicator.to_string(), |i| i.name.get(lang).to_owned());
        let unit = indicator.map_or("", |indicator| match indicator.unit.as_str() {
            "%" => points,
            unit => unit,
        });
        add("coverage", &row.place, &row.indicator, label, row.basis.as_str(), unit, &row.trend);
    }
    for row in &summary.team_trends {
        let level = row.level.as_str();
        let unit = match row.metric {
            "members" => lang.pick("người", "people"),
            "members_per_team" => lang.pick("người mỗi tổ", "people per team"),
            "trained_share" => points,
            _ => lang.pick("tổ", "teams"),
        };
        add("teams", &row.place, level, names::teams(level, lang).to_owned(), row.metric, unit, &row.trend);
    }
    entries.retain(|entry| wanted(entry, asked, &places));
    let strength = |entry: &Entry| {
        let z = entry.trend.mk_z.map_or(-1.0, f64::abs);
        (z, entry.trend.slope.map_or(-1.0, f64::abs))
    };
    entries.sort_by(|a, b| {
        let ((za, sa), (zb, sb)) = (strength(a), strength(b));
        let names = |entry: &Entry| (entry.table, entry.place.clone(), entry.subject.clone(), entry.metric);
        let group = |entry: &Entry| (!entry.place.is_country(), measure(entry.table, entry.metric));
        group(a)
            .cmp(&group(b))
            .then(zb.total_cmp(&za))
            .then(sb.total_cmp(&sa))
            .then_with(|| names(a).cmp(&names(b)))
    });
    entries
}

/// Measures in the order of the list: levels and shares, which people ask for, before counts, which follow the size of a
/// place.
const MEASURES: [(&str, &str, &str, &str); 8] = [
    ("coverage", "", "chỉ tiêu bao phủ", "coverage"),
    ("topics", "share", "tỷ trọng chủ đề", "shares of topics"),
    ("teams", "trained_share", "tỷ lệ tổ đã tập huấn", "shares of teams trained"),
    ("teams", "members_per_team", "số thành viên mỗi tổ", "members per team"),
    ("teams", "teams", "số tổ", "teams"),
    ("teams", "members", "số thành viên", "members"),
    ("teams", "trained", "số tổ đã tập huấn", "teams that were trained"),
    ("topics", "count", "số câu hỏi theo chủ đề", "questions by topic"),
];

/// The place of a measure in [`MEASURES`].
fn measure(table: &str, metric: &str) -> usize {
    let of = |known: &(&str, &str, &str, &str)| known.0 == table && (known.1.is_empty() || known.1 == metric);
    MEASURES.iter().position(of).unwrap_or(MEASURES.len())
}

/// `Cả nước: tỷ trọng chủ đề`.
fn group(table: &str, metric: &str, country: bool, lang: Lang) -> String {
    let place = match country {
        true => lang.pick("Cả nước", "Whole country"),
        false => lang.pick("Từng đơn vị", "Places"),
    };
    match MEASURES.get(measure(table, metric)) {
        Some((_, _, vi, en)) => format!("{place}: {}", lang.pick(vi, en)),
        None => format!("{place}: {}", names::metric(metric, lang)),
    }
}

/// Parts of a person or of a team say nothing once there are ten.
fn decimals(metric: &str, trend: &Trend) -> usize {
    match metric {
        "count" | "teams" | "members" | "trained" | "teams_per_commune" => {
            usize::from(trend.slope.is_none_or(|slope| slope.abs() < 10.0))
        }
        _ => 2,
    }
}

/// The names of the provinces that a spelling means, in any borders.
fn meant(registers: &Registers, asked: &Asked) -> Vec<Arc<str>> {
    let Some(province) = &asked.province else { return Vec::new() };
    let index = PlaceIndex::new(registers.places.as_deref());
    match index.read(province) {
        Reading::Units(units) => {
            let ids = [units.own, units.today, units.former].into_iter().flatten();
            ids.map(|id| index.place(id).name).collect()
        }
        Reading::Country => vec![Place::country(Vintage::V34).name],
        _ => Vec::new(),
    }
}

fn wanted(entry: &Entry, asked: &Asked, places: &[Arc<str>]) -> bool {
    let is = |asked: &Option<String>, names: &[&str]| {
        asked.as_ref().is_none_or(|asked| names.iter().any(|name| fold(name) == fold(asked)))
    };
    let subject = [entry.subject.as_str(), entry.label.as_str()];
    (places.contains(&entry.place.name) || is(&asked.province, &[&entry.place.code, &entry.place.name]))
        && (asked.topic.is_none() || (entry.table == "topics" && is(&asked.topic, &subject)))
        && (asked.indicator.is_none() || (entry.table == "coverage" && is(&asked.indicator, &subject)))
        && asked.since.is_none_or(|year| entry.trend.last_period.calendar_year() >= year)
}

/// A name asked for that nothing has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// The option that gives it.
    pub option: &'static str,
    /// As it was asked for.
    pub asked: String,
    /// What may have been meant, nearest first.
    pub near: Vec<String>,
}

impl UnknownName {
    /// The error for people, in both languages.
    pub fn text(&self) -> Text {
        let (noun, noun_en) = match self.option {
            "--province" => ("tỉnh, thành phố", "province"),
            "--topic" => ("chủ đề", "topic"),
            _ => ("chỉ tiêu", "indicator"),
        };
        let (option, asked) = (self.option, &self.asked);
        let (vi, en) = match self.near.is_empty() {
            true => (
                format!(
                    "hãy ghi tên hoặc mã {noun} như trong báo cáo; `nhipso trends THƯ_MỤC --most 0` liệt kê mọi chuỗi số liệu"
                ),
                format!(
                    "write the name or id of a {noun_en} as in the report; `nhipso trends FOLDER --most 0` lists all series"
                ),
            ),
            false => {
                let near: Vec<String> = self.near.iter().map(|name| format!("\"{name}\"")).collect();
                (format!("có phải là {}?", near.join(", ")), format!("did you mean {}?", near.join(", ")))
            }
        };
        Text::new(
            format!("{option} \"{asked}\": không có {noun} nào như vậy; {vi}"),
            format!("{option} \"{asked}\": there is no such {noun_en}; {en}"),
        )
    }
}

/// So many names are suggested.
const SUGGESTED: usize = 5;

/// The first name asked for that neither a series nor a register has.
pub fn unknown(summary: &Summary, registers: &Registers, asked: &Asked, lang: Lang) -> Option<UnknownName> {
    let all = list(summary, registers, &Asked::default(), lang);
    let of_table = |table: &str| -> Vec<[String; 2]> {
        let of_table = all.iter().filter(|entry| entry.table == table);
        of_table.map(|entry| [entry.subject.clone(), entry.label.clone()]).collect()
    };
    let mut topics = of_table("topics");
    let registered = registers.topics.iter().flat_map(|register| &register.topics);
    topics.extend(registered.map(|topic| [topic.id.to_string(), topic.label.get(lang).to_owned()]));
    let mut indicators = of_table("coverage");
    let registered = registers.indicators.indicators.iter();
    indicators.extend(registered.map(|known| [known.id.to_string(), known.name.get(lang).to_owned()]));
    let mut provinces: Vec<[String; 2]> =
        all.iter().map(|entry| [entry.place.code.to_string(), entry.place.name.to_string()]).collect();
    let units = registers
        .places
        .iter()
        .flat_map(|register| register.units_of(Vintage::V34).chain(register.units_of(Vintage::V63)));
    provinces.extend(units.map(|unit| [unit.code.to_string(), unit.name.to_string()]));
    let meant = meant(registers, asked);
    let unknown = |option: &'static str, asked: &Option<String>, known: &[[String; 2]]| {
        let asked = asked.as_ref()?;
        let wanted = fold(asked);
        let names = || known.iter().flatten();
        if names().any(|name| fold(name) == wanted) {
            return None;
        }
        let mut near: Vec<(usize, &String)> = names()
            .filter_map(|name| {
                let apart = distance(&wanted, &fold(name));
                // A part of a name may be all that is remembered of it.
                let part = wanted.len() > 2 && fold(name).contains(&wanted);
                if apart <= 2 { Some((apart, name)) } else { part.then_some((3, name)) }
            })
            .collect();
        near.sort();
        near.dedup();
        let near = near.into_iter().take(SUGGESTED).map(|(_, name)| name.clone()).collect();
        Some(UnknownName { option, asked: asked.clone(), near })
    };
    let province = if meant.is_empty() { unknown("--province", &asked.province, &provinces) } else { None };
    province
        .or_else(|| unknown("--topic", &asked.topic, &topics))
        .or_else(|| unknown("--indicator", &asked.indicator, &indicators))
}

fn slope(trend: &Trend, numbers: Numbers, decimals: usize, unit: &str) -> String {
    let slope = match (trend.slope, trend.interval()) {
        (Some(slope), Some((low, high))) => format!(
            "{} [{}; {}]",
            numbers.signed(slope, decimals),
            numbers.signed(low, decimals),
            numbers.signed(high, decimals)
        ),
        (Some(slope), None) => numbers.signed(slope, decimals),
        _ => return String::new(),
    };
    let per_year = numbers.lang.pick("mỗi năm", "a year");
    if unit.is_empty() { format!("{slope} {per_year}") } else { format!("{slope} {unit} {per_year}") }
}

fn verdict(trend: &Trend, lang: Lang) -> &'static str {
    match trend.verdict {
        TrendVerdict::Rising => lang.pick("tăng", "rising"),
        TrendVerdict::Falling => lang.pick("giảm", "falling"),
        TrendVerdict::NoClearTrend => lang.pick("không có xu hướng rõ", "no clear trend"),
        TrendVerdict::TooFew => lang.pick("quá ít kỳ để kết luận", "too few periods to say"),
        TrendVerdict::NotJudged => "",
    }
}

/// Blocks of the longest line.
const LONGEST: usize = 24;

/// One block a point, from the lowest to the highest value of the series; a space for each missing year. More than
/// [`LONGEST`] points are drawn as the means of runs of about the same length.
fn spark(trend: &Trend) -> String {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let points = match trend.points.len() {
        ..=LONGEST => trend.points.clone(),
        all => (0..LONGEST)
            .map(|nth| {
                let run = &trend.points[nth * all / LONGEST..(nth + 1) * all / LONGEST];
                (run[0].0, run.iter().map(|(_, value)| value / run.len() as f64).sum())
            })
            .collect(),
    };
    let values = || points.iter().map(|(_, value)| *value);
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let mut text = String::new();
    let mut last: Option<f64> = None;
    for (period, value) in &points {
        let gap = last.map_or(0.0, |last| period.decimal() - last - 1.0).round();
        let gap = if points.len() < trend.points.len() { 0.0 } else { gap };
        text.extend(std::iter::repeat_n(' ', if gap > 0.0 { gap.min(10.0) as usize } else { 0 }));
        let height = if high > low { ((value - low) / (high - low) * 7.0).round() } else { 3.0 };
        text.push(BLOCKS[(height as usize).min(7)]);
        last = Some(period.decimal());
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::analyse::summary::{Basis, CoverageTrend};
    use crate::model::{Level, Period, Vintage};
    use std::sync::Arc;

    fn trend(values: &[(i16, f64)], z: f64) -> Trend {
        let points: Vec<_> =
            values.iter().map(|(year, value)| (Period::year(*year).unwrap(), *value)).collect();
        Trend {
            n: points.len(),
            first_period: points[0].0,
            last_period: points[points.len() - 1].0,
            first_value: points[0].1,
            last_value: points[points.len() - 1].1,
            slope: Some(1.0),
            slope_low: Some(0.5),
            slope_high: Some(1.5),
            mk_s: None,
            mk_var: None,
            mk_z: Some(z),
            mk_p: None,
            tau_b: None,
            q: None,
            verdict: TrendVerdict::TooFew,
            points,
        }
    }

    /// A monthly series of twelve years has as many blocks as a terminal has room for.
    #[test]
    fn long_series_are_drawn_as_means() {
        let values: Vec<(i16, f64)> = (1950..2010).map(|year| (year, f64::from(year))).collect();
        let spark = spark(&trend(&values, 5.0));
        assert_eq!(spark.chars().count(), 24);
        assert!(spark.starts_with('▁') && spark.ends_with('█'));
    }

    #[test]
    fn the_country_comes_first_and_measures_stand_together() {
        let place = |code: &str, name: &str| Place {
            vintage: Vintage::V34,
            level: Level::Province,
            code: Arc::from(code),
            name: Arc::from(name),
        };
        let row =
            |place, level, metric, trend| crate::analyse::summary::TeamTrend { place, level, metric, trend };
        let level = crate::clean::tables::TeamLevel::All;
        let strong = trend(&[(2019, 1.0), (2020, 2.0), (2022, 3.0)], 3.0);
        let big = Trend { slope: Some(9103.4), ..strong.clone() };
        let weak = trend(&[(2019, 1.0), (2020, 2.0), (2022, 3.0)], 1.0);
        let country = Place::country(Vintage::V34);
        let summary = Summary {
            team_trends: vec![
                row(place("01", "Hà Nội"), level, "members", big.clone()),
                row(place("14", "Sơn La"), level, "trained_share", weak.clone()),
                row(place("01", "Hà Nội"), level, "trained_share", strong.clone()),
                row(country, level, "members", weak),
            ],
            ..Summary::default()
        };
        let all = list(&summary, &Registers::default(), &Asked::default(), Lang::Vi);
        let told: Vec<(&str, &str)> = all.iter().map(|entry| (&*entry.place.name, entry.metric)).collect();
        assert_eq!(
            told,
            [
                ("Cả nước", "members"),
                ("Hà Nội", "trained_share"),
                ("Sơn La", "trained_share"),
                ("Hà Nội", "members")
            ]
        );
        assert_eq!(
            (&*all[0].group, &*all[1].group),
            ("Cả nước: số thành viên", "Từng đơn vị: tỷ lệ tổ đã tập huấn")
        );
        assert!(all[3].slope.starts_with("+9.103 "), "{}", all[3].slope);
    }

    #[test]
    fn strongest_first_and_only_what_is_asked_for() {
        let place = |code: &str, name: &str| Place {
            vintage: Vintage::V63,
            level: Level::Province,
            code: Arc::from(code),
            name: Arc::from(name),
        };
        let row = |place, indicator: &str, trend| CoverageTrend {
            place,
            indicator: Arc::from(indicator),
            basis: Basis::Published,
            trend,
        };
        let summary = Summary {
            coverage_trends: vec![
                row(place("14", "Sơn La"), "a", trend(&[(2019, 1.0), (2020, 2.0), (2022, 3.0)], 1.0)),
                row(place("01", "Hà Nội"), "b", trend(&[(2019, 3.0), (2020, 2.0), (2021, 1.0)], -2.0)),
            ],
            ..Summary::default()
        };
        let registers = Registers::default();
        let all = list(&summary, &registers, &Asked::default(), Lang::En);
        assert_eq!(all.iter().map(|entry| entry.subject.as_str()).collect::<Vec<_>>(), ["b", "a"]);
        assert_eq!((all[0].spark.as_str(), all[1].spark.as_str()), ("█▅▁", "▁▅ █"));
        let asked = Asked { province: Some("son la".to_owned()), ..Asked::default() };
        assert_eq!(list(&summary, &registers, &asked, Lang::En).len(), 1);
        let asked = Asked { since: Some(2022), ..Asked::default() };
        assert_eq!(list(&summary, &registers, &asked, Lang::En)[0].subject, "a");
        let asked = Asked { topic: Some("a".to_owned()), ..Asked::default() };
        assert!(list(&summary, &registers, &asked, Lang::En).is_empty());
        let told = unknown(&summary, &registers, &asked, Lang::En).unwrap();
        assert!(told.near.is_empty() && told.text().en.contains("there is no such topic; write"), "{told:?}");
        let asked = Asked { province: Some("Hà Nộ".to_owned()), ..Asked::default() };
        let told = unknown(&summary, &registers, &asked, Lang::Vi).unwrap();
        assert_eq!(
            told.text().vi,
            "--province \"Hà Nộ\": không có tỉnh, thành phố nào như vậy; có phải là \"Hà Nội\"?"
        );
        let asked = Asked { province: Some("ha noi".to_owned()), ..Asked::default() };
        assert_eq!(unknown(&summary, &registers, &asked, Lang::Vi), None);
    }
}
