//! Topics: questions, shares, intervals and changes.

use crate::analyse::summary::{DistinctiveTopic, Likeness, TopicRow, UncountedTopic};
use crate::compose::composer::Composer;
use crate::compose::names::{plural, to_name};
use crate::compose::numbers::NBSP;
use crate::compose::report::{Explanation, Span};
use crate::model::{FigureId, Period, Place};

/// Below so many questions a share moves by leaps, and the report greys it.
pub const FEW_QUESTIONS: u64 = Likeness::ENOUGH;

/// Whether a share rests on few questions.
pub fn few(row: &TopicRow) -> bool {
    row.total < FEW_QUESTIONS
}

impl Composer<'_> {
    /// A topic with its place and period: `An toàn mạng, Sơn La, năm 2023`.
    fn topic_where(&self, row: &TopicRow) -> String {
        format!("{}, {}, {}", self.topic(&row.topic), self.place_in(&row.place), self.n.period(row.period))
    }

    /// The name of a share.
    pub fn topic_id(&self, row: &TopicRow) -> FigureId {
        self.id("topics", &row.place, row.period, &[&row.period.to_string(), &row.topic])
    }

    fn total_id(&self, row: &TopicRow) -> FigureId {
        self.id("topics", &row.place, row.period, &[&row.period.to_string(), "total"])
    }

    /// `11 câu hỏi`; `1 question`.
    pub fn questions_text(&self, count: u64) -> String {
        let noun = plural(self.lang, count, "câu hỏi", "question", "questions");
        format!("{}{NBSP}{noun}", self.n.count(count))
    }

    /// All counted questions of the place and period of a row.
    pub fn topic_total(&self, row: &TopicRow) -> Span {
        let id = self.total_id(row);
        self.figure(&id, self.questions_text(row.total), || self.explain_total(row))
    }

    fn explain_total(&self, row: &TopicRow) -> Explanation {
        let title = self.t(
            &format!("Tổng số câu hỏi, {}, {}", self.place_in(&row.place), self.n.period(row.period)),
            &format!("All questions, {}, {}", self.place_in(&row.place), self.n.period(row.period)),
        );
        let formula = self.t(
            "Cộng số ý kiến của mọi chủ đề, gồm cả câu chưa xếp được chủ đề; không cộng dòng không ghi số lượng",
            "Opinions of all topics added up, unmatched ones included; rows without a count are not added",
        );
        let mut e = Explanation::new(title, self.n.count(row.total), formula);
        let mut rows: Vec<&TopicRow> = self
            .summary
            .topics
            .iter()
            .filter(|other| other.period == row.period && other.place == row.place)
            .filter(|other| other.questions.is_some_and(|count| count > 0))
            .collect();
        rows.sort_by_key(|other| std::cmp::Reverse(other.questions));
        let shown = to_name(rows.len(), 10);
        for other in rows.iter().take(shown) {
            e = e.plain(self.topic(&other.topic), self.n.count(other.questions.unwrap_or_default()));
        }
        if let Some(rest) = rows.len().checked_sub(shown).filter(|rest| *rest > 0) {
            e.more = self.t(&format!("và {rest} chủ đề khác"), &format!("and {rest} more topics"));
        }
        e
    }

    /// A share: `18,2 %`.
    pub fn topic_share(&self, row: &TopicRow) -> Option<Span> {
        let share = row.share?;
        let id = self.topic_id(row);
        let text = self.n.percent(share, 1);
        Some(self.figure(&id, text.clone(), || {
            let title = self.topic_where(row);
            let formula = self.t(
                "Số câu hỏi về chủ đề chia cho toàn bộ câu hỏi của đơn vị trong kỳ, nhân 100; khoảng tin cậy Wilson 95\u{a0}%",
                "Questions on the topic divided by all questions of the place and period, times 100; 95% Wilson confidence interval",
            );
            let mut e = Explanation::new(title, text, formula);
            if let Some(count) = self.topic_questions(row) {
                e = e.operand(
                    self.t("câu hỏi về chủ đề", "questions on the topic"),
                    count.text(),
                    self.topic_id(row).part("questions"),
                );
            }
            let total = self.topic_total(row);
            e = e.operand(self.t("toàn bộ câu hỏi", "all questions"), total.text(), self.total_id(row));
            if let Some(interval) = self.interval_text(row) {
                e = e.plain(self.t("khoảng tin cậy 95\u{a0}%", "95% confidence interval"), interval);
            }
            if few(row) {
                e = e.caveat(self.t(
                    "Dựa trên ít câu hỏi: thêm bớt một câu cũng làm tỷ trọng thay đổi nhiều.",
                    "Rests on few questions: one question more or less moves the share a lot.",
                ));
            }
            if row.partial {
                e = e.caveat(self.partial_words());
            }
            e.with_doubts(self, &id)
        }))
    }

    /// What "partial" means, finished.
    pub fn partial_words(&self) -> String {
        self.t(
            "Chưa đầy đủ: có câu hỏi không ghi số lượng, hoặc thiếu một phần của đơn vị đã sáp nhập.",
            "Incomplete: some questions carry no count, or a part of a merged place is missing.",
        )
    }

    /// The interval of a share: `5,1–47,7 %`.
    pub fn interval_text(&self, row: &TopicRow) -> Option<String> {
        let (low, high) = (row.share_low?, row.share_high?);
        let numbers = format!("{}–{}", self.n.decimal(low, 1), self.n.decimal(high, 1));
        Some(self.n.with_unit(&numbers, "%"))
    }

    /// The interval of a share, with its name.
    pub fn topic_interval(&self, row: &TopicRow) -> Option<Span> {
        let text = self.interval_text(row)?;
        let id = self.topic_id(row).part("interval");
        Some(self.figure(&id, text.clone(), || {
            let title = self.t(
                "Khoảng tin cậy Wilson 95\u{a0}% của tỷ trọng: ",
                "95% Wilson confidence interval of the share: ",
            )
                + &self.topic_where(row);
            let formula = self.t(
                "Khoảng Wilson (score), z = 1,96, không hiệu chỉnh liên tục; chỉ giúp đọc thận trọng các số nhỏ, vì số liệu gồm toàn bộ câu hỏi chứ không phải mẫu điều tra",
                "Wilson score interval, z = 1.96, no continuity correction; a guide to small numbers only, since these are all the questions and not a sample",
            );
            let mut e = Explanation::new(title, text, formula);
            if let Some(share) = self.topic_share(row) {
                e = e.operand(self.t("tỷ trọng", "share"), share.text(), self.topic_id(row));
            }
            e
        }))
    }

    /// How many topics a place raised in a period, in the words of `text`.
    pub fn topics_raised(&self, place: &Place, period: Period, text: String) -> Span {
        let id = self.id("topics", place, period, &[&period.to_string(), "topics"]);
        let (name, when) = (self.place_in(place), self.n.period(period));
        self.counted(
            id.as_str(),
            text,
            self.t(&format!("Số chủ đề được nêu, {name}, {when}"), &format!("Topics raised, {name}, {when}")),
            self.t(
                "Đếm chủ đề có ít nhất một câu hỏi, không kể câu chưa xếp được",
                "Topics with a question at least, unmatched ones apart, counted",
            ),
        )
    }

    /// Questions on a topic: `2`.
    pub fn topic_questions(&self, row: &TopicRow) -> Option<Span> {
        let count = row.questions?;
        Some(self.questions_as(row, count, self.n.count(count)))
    }

    /// Questions on a topic, with their noun: `2 câu hỏi`.
    pub fn topic_questions_words(&self, row: &TopicRow) -> Option<Span> {
        let count = row.questions?;
        Some(self.questions_as(row, count, self.questions_text(count)))
    }

    fn questions_as(&self, row: &TopicRow, count: u64, text: String) -> Span {
        let id = self.topic_id(row).part("questions");
        self.figure(&id, text, || {
            let title = self.t(
                &format!(
                    "Số câu hỏi về “{}”, {}, {}",
                    self.topic(&row.topic),
                    self.place_in(&row.place),
                    self.n.period(row.period)
                ),
                &format!(
                    "Questions on “{}”, {}, {}",
                    self.topic(&row.topic),
                    self.place_in(&row.place),
                    self.n.period(row.period)
                ),
            );
            let formula = self
                .t("Tổng số ý kiến của các dòng về chủ đề", "Opinions of the rows on the topic, added up");
            Explanation::new(title, self.n.count(count), formula).resting_on(self, &row.origins)
        })
    }

    /// The change of a share, without its sign.
    pub fn topic_change(&self, row: &TopicRow) -> Option<Span> {
        let change = row.change_pp?;
        let text = if self.n.is_zero(change, 1) { self.unchanged() } else { self.n.points(change, 1) };
        Some(self.topic_change_as(row, change, text))
    }

    /// The change of a share with its sign, for tables.
    pub fn topic_change_signed(&self, row: &TopicRow) -> Option<Span> {
        let change = row.change_pp?;
        Some(self.topic_change_as(row, change, self.n.signed(change, 1)))
    }

    /// The row a year earlier.
    pub fn topic_before(&self, row: &TopicRow) -> Option<&TopicRow> {
        let earlier = row.period.year_earlier()?;
        self.summary.topics.iter().find(|other| {
            other.period == earlier
                && other.topic == row.topic
                && other.place.code == row.place.code
                && other.place.name == row.place.name
        })
    }

    fn topic_change_as(&self, row: &TopicRow, change: f64, text: String) -> Span {
        let id = self.topic_id(row).part("change_pp");
        self.figure(&id, text, || {
            let title = self
                .t("Thay đổi tỷ trọng so với cùng kỳ năm trước: ", "Change of the share on a year earlier: ")
                + &self.topic_where(row);
            let formula = self.t(
                "Tỷ trọng kỳ này trừ tỷ trọng cùng kỳ năm trước",
                "Share of this period minus share of the same period a year earlier",
            );
            let mut e = Explanation::new(title, self.n.signed_points(change, 1), formula);
            for one in [Some(row), self.topic_before(row)].into_iter().flatten() {
                if let Some(span) = self.topic_share(one) {
                    e = e.operand(self.n.period(one.period), span.text(), self.topic_id(one));
                }
            }
            e
        })
    }

    /// Rows that raise a topic without a count.
    pub fn uncounted_rows(&self, row: &UncountedTopic) -> Span {
        let id =
            self.id("topics", &row.place, row.period, &[&row.period.to_string(), &row.topic, "uncounted"]);
        self.figure(&id, self.n.count(row.rows), || {
            let title = self.t(
                &format!(
                    "Số lần nêu “{}” mà không ghi số lượng, {}",
                    self.topic(&row.topic),
                    self.place_in(&row.place)
                ),
                &format!(
                    "Times “{}” was raised without a count, {}",
                    self.topic(&row.topic),
                    self.place_in(&row.place)
                ),
            );
            let formula = self.t(
                "Đếm dòng có ô số ý kiến để trống; không tính vào tỷ trọng",
                "Rows whose opinions cell is blank, counted; they enter no share",
            );
            Explanation::new(title, self.n.count(row.rows), formula).resting_on(self, &row.origins)
        })
    }

    /// How strongly a topic marks a place: z.
    pub fn distinctive_z(&self, row: &DistinctiveTopic, year: i16) -> Span {
        let period = crate::model::Period::year(year);
        let rest: [&str; 2] = [&row.topic, "z"];
        let id = match period {
            Some(period) => self.id("distinctive_topics", &row.place, period, &rest),
            None => FigureId::new("distinctive_topics", &row.place, row.place.vintage, &rest),
        };
        self.figure(&id, self.n.decimal(row.z, 1), || {
            let title = self.t("Mức đặc trưng (z): ", "Distinctiveness (z): ")
                + &format!("“{}”, {}, ", self.topic(&row.topic), self.place_in(&row.place))
                + &period.map_or_else(|| year.to_string(), |period| self.n.period(period));
            let formula = self.t(
                "Logarit tỷ số chênh so với mọi đơn vị khác, tiên nghiệm Dirichlet bằng 100 lần tỷ trọng chung, chia cho sai số chuẩn",
                "Log-odds ratio against all other places with a Dirichlet prior of 100 times the pooled shares, divided by its standard error",
            );
            Explanation::new(title, self.n.signed(row.z, 1), formula)
                .plain(self.t("câu hỏi của đơn vị về chủ đề", "questions of the place on the topic"), self.n.count(row.questions))
                .plain(self.t("logarit tỷ số chênh", "log-odds ratio"), self.n.signed(row.log_odds, 3))
        })
    }
}
