//! What stands out among topics: moves, likeness, diversity, regions.

use super::FEW_QUESTIONS;
use crate::analyse::summary::{Diversity, Likeness, Movement, RegionTopic, TopicMove};
use crate::compose::composer::Composer;
use crate::compose::report::{Explanation, Span};
use crate::model::FigureId;

impl Composer<'_> {
    fn move_id(&self, row: &TopicMove) -> FigureId {
        self.id("topic_moves", &row.place, row.period, &[&row.topic, &row.period.to_string()])
    }

    /// Which way a topic moved, in words.
    pub fn movement(&self, movement: Movement) -> String {
        match movement {
            Movement::New => self.t("lần đầu được nêu", "raised for the first time"),
            Movement::Growing => self.t("nổi lên", "growing"),
            Movement::Fading => self.t("lắng xuống", "fading"),
            Movement::Gone => self.t("không còn được nêu", "no longer raised"),
        }
    }

    /// `từ +1,2 đến +5,0`: the interval of a change.
    pub fn move_interval(&self, row: &TopicMove) -> String {
        self.interval_of_change(row.interval)
    }

    /// The same of the ends of any change of a share, percentage points.
    pub fn interval_of_change(&self, interval: (f64, f64)) -> String {
        // An end that is not 0 does not print as 0: whether the interval holds 0 is what it is read for. All intervals
        // of a column have one number of decimals.
        let end = |value: f64| match value {
            value if value == 0.0 || !self.n.is_zero(value, 1) => self.n.signed(value, 1),
            value if value < 0.0 => self.t("dưới 0", "below 0"),
            _ => self.t("trên 0", "above 0"),
        };
        let (low, high) = (end(interval.0), end(interval.1));
        self.t(&format!("từ {low} đến {high}"), &format!("{low} to {high}"))
    }

    /// The change of a share with its sign: `+3,1`, with its unit where `unit` is wanted.
    pub fn move_change(&self, row: &TopicMove, unit: bool) -> Span {
        let id = self.move_id(row);
        let text = match unit {
            true => self.n.signed_points(row.change_pp, 1),
            false => self.n.signed(row.change_pp, 1),
        };
        self.figure(&id, text, || self.explain_move(row))
    }

    /// Questions on a topic that came or went: those of the period in which it was raised.
    pub fn move_count(&self, row: &TopicMove) -> Span {
        let id = self.move_id(row).part("questions");
        let text = self.questions_text(if row.now.0 > 0 { row.now.0 } else { row.before.0 });
        self.figure(&id, text, || self.explain_move(row))
    }

    fn explain_move(&self, row: &TopicMove) -> Explanation {
        let title = format!(
            "{}, {}, {}: {}",
            self.topic(&row.topic),
            self.place_in(&row.place),
            self.n.period(row.period),
            self.movement(row.movement)
        );
        let formula = self.t(
            "Tỷ trọng kỳ này trừ tỷ trọng kỳ so sánh, với khoảng tin cậy 95\u{a0}% của Newcombe (1998, phương pháp 10)",
            "Share of this period minus share of the period compared with, with the 95% confidence interval of Newcombe (1998, method 10)",
        );
        let part = |(count, total): (u64, u64)| format!("{}/{}", self.n.count(count), self.n.count(total));
        Explanation::new(title, self.n.signed_points(row.change_pp, 1), formula)
            .plain(self.n.period(row.period), part(row.now))
            .plain(self.n.period(row.since), part(row.before))
            .plain(self.t("khoảng tin cậy 95\u{a0}%", "95% confidence interval"), self.move_interval(row))
            .caveat(self.t(
                "Khoảng này chỉ giúp đọc thận trọng các số nhỏ: số liệu gồm toàn bộ câu hỏi chứ không phải mẫu điều tra, và các ý kiến của một buổi không độc lập với nhau.",
                "The interval only helps to read small numbers: these are all the questions and not a sample, and opinions of one session are not independent.",
            ))
    }

    /// How unlike the topics of two places are: `0,012`.
    pub fn divergence(&self, row: &Likeness) -> Span {
        let year = self.summary.year.map(|year| year.to_string()).unwrap_or_default();
        let period = self.summary.year.and_then(crate::model::Period::year);
        let rank = row.rank.to_string();
        let id = match period {
            Some(period) => self.id("similar_places", &row.place, period, &[&year, &rank]),
            None => FigureId::new("similar_places", &row.place, row.place.vintage, &[&rank]),
        };
        let text = self.n.decimal(row.divergence, 3);
        self.figure(&id, text.clone(), || {
            let title = self.t(
                &format!(
                    "Độ khác biệt về chủ đề giữa {} và {}",
                    self.place_in(&row.place),
                    self.place_in(&row.other)
                ),
                &format!(
                    "How unlike the topics of {} and {} are",
                    self.place_in(&row.place),
                    self.place_in(&row.other)
                ),
            );
            let formula = self.t(
                "Độ phân kỳ Jensen–Shannon (bit) giữa hai cơ cấu chủ đề trong năm báo cáo, không kể câu chưa xếp được: 0 là giống hệt, 1 là không chung chủ đề nào",
                "Jensen–Shannon divergence (bits) of the two distributions over topics in the report's year, unmatched questions apart: 0 for the same, 1 for nothing in common",
            );
            let questions = |count| self.questions_text(count);
            Explanation::new(title, text, formula)
                .plain(self.place(&row.place), questions(row.questions.0))
                .plain(self.place(&row.other), questions(row.questions.1))
                .plain(
                    self.t("mức chỉ do ngẫu nhiên với chừng ấy câu hỏi", "what chance gives with so few questions"),
                    self.n.decimal(row.by_chance, 3),
                )
                .plain(
                    self.t("độ lệch chuẩn của mức đó", "its standard deviation"),
                    self.n.decimal(row.chance_deviation, 3),
                )
        })
    }

    /// Topics asked alike that would be as diverse: `13,6`.
    pub fn effective_topics(&self, row: &Diversity) -> Span {
        let id = self.id("topic_diversity", &row.place, row.period, &[&row.period.to_string()]);
        let text = self.n.decimal(row.shannon.exp(), 1);
        self.figure(&id, text.clone(), || {
            let title = self.t("Độ đa dạng của chủ đề, ", "Diversity of topics, ")
                + &format!("{}, {}", self.place_in(&row.place), self.n.period(row.period));
            let formula = self.t(
                "exp(H), H là chỉ số Shannon của cơ cấu chủ đề: số chủ đề được hỏi đều nhau có cùng độ đa dạng",
                "exp(H), H being Shannon's index of the distribution over topics: how many topics asked alike would be as diverse",
            );
            Explanation::new(title, text, formula)
                .plain("H", self.n.decimal(row.shannon, 3))
                .plain(self.t("số chủ đề được nêu", "topics raised"), self.n.count(u64::from(row.topics)))
        })
    }

    /// The same expected of [`FEW_QUESTIONS`] of its questions: `11,2`.
    pub fn rarefied_topics(&self, row: &Diversity) -> Option<Span> {
        let (of, few) =
            (self.id("topic_diversity", &row.place, row.period, &[&row.period.to_string()]), FEW_QUESTIONS);
        let text = self.n.decimal(row.rarefied?.exp(), 1);
        Some(self.figure(&of.part("of_30"), text.clone(), || {
            let title = self.t(
                &format!("Độ đa dạng của chủ đề khi chỉ lấy {few} câu hỏi, "),
                &format!("Diversity of topics of {few} questions, "),
            ) + &format!("{}, {}", self.place_in(&row.place), self.n.period(row.period));
            let formula = self.t(
                "exp của kỳ vọng chỉ số Shannon khi lấy ngẫu nhiên ngần ấy câu hỏi của đơn vị, không hoàn lại (phép làm thưa của Hurlbert 1971): nơi có ít câu hỏi luôn có vẻ tập trung hơn",
                "exp of Shannon's index expected of so many of the place's questions, drawn without putting back (rarefaction, Hurlbert 1971): with few questions a place always looks narrower",
            );
            Explanation::new(title, text, formula).plain(
                self.t("trên mọi câu hỏi", "of all questions"),
                self.n.decimal(row.shannon.exp(), 1),
            )
        }))
    }

    /// The share of a topic in a region: `12,3`, with its unit where `unit` is wanted.
    pub fn region_share(&self, row: &RegionTopic, unit: bool) -> Span {
        let id = FigureId(format!("regions/{}/{}/{}", row.region, row.topic, row.period));
        let text = match unit {
            true => self.n.percent(row.share.0, 1),
            false => self.n.decimal(row.share.0, 1),
        };
        self.figure(&id, text, || {
            let title = format!(
                "{}, {}, {}",
                self.topic(&row.topic),
                self.region_name(&row.region),
                self.n.period(row.period)
            );
            let formula = self.t(
                "Cộng câu hỏi về chủ đề của các tỉnh trong vùng, chia cho toàn bộ câu hỏi của các tỉnh đó, nhân 100; khoảng tin cậy Wilson 95\u{a0}%",
                "Questions on the topic, added up over the provinces of the region, divided by all their questions, times 100; 95% Wilson confidence interval",
            );
            let interval = format!("{}–{}", self.n.decimal(row.share.1, 1), self.n.decimal(row.share.2, 1));
            Explanation::new(title, self.n.percent(row.share.0, 1), formula)
                .plain(self.t("câu hỏi về chủ đề", "questions on the topic"), self.n.count(row.questions))
                .plain(self.t("toàn bộ câu hỏi", "all questions"), self.n.count(row.total))
                .plain(self.t("khoảng tin cậy 95\u{a0}%", "95% confidence interval"), self.n.with_unit(&interval, "%"))
                .plain(
                    self.t("tỉnh, thành phố có câu hỏi / tất cả", "provinces with questions / in all"),
                    format!("{}/{}", row.places_with_figures, row.places_expected),
                )
                .caveat(if row.partial { self.partial_words() } else { String::new() })
        })
    }
}
