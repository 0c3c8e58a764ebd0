//! On whose borders the figures stand: what the cover and the methods say of it.

use super::chapters;
use super::composer::Composer;
use crate::model::place::Boundaries;
use crate::model::{Period, Vintage};

/// On which borders the figures of a report stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    /// Restated on today's borders, or on the former ones.
    Restated(Vintage),
    /// Each period on its own, and periods of both kinds are there.
    Both,
    /// All on the borders of their time, which are the same.
    One(Vintage),
    /// All on the same borders, and some from a time that had others: the exports are written so.
    Fixed(Vintage),
}

/// Where figures of these vintages and periods stand in a run on `boundaries`.
fn stand(boundaries: Boundaries, figures: impl Iterator<Item = (Vintage, Period)>) -> Stand {
    match boundaries {
        Boundaries::Today => return Stand::Restated(Vintage::V34),
        Boundaries::Former => return Stand::Restated(Vintage::V63),
        Boundaries::AsReported => {}
    }
    let mut stand = None;
    for (vintage, period) in figures.filter(|(vintage, _)| *vintage != Vintage::Own) {
        let fixed = boundaries.vintage_of(period) != vintage;
        stand = Some(match stand {
            None if fixed => Stand::Fixed(vintage),
            None => Stand::One(vintage),
            Some(Stand::One(one)) if one == vintage && fixed => Stand::Fixed(one),
            Some(Stand::One(one) | Stand::Fixed(one)) if one != vintage => return Stand::Both,
            Some(before) => before,
        });
    }
    stand.unwrap_or(Stand::Both)
}

impl Composer<'_> {
    fn stand(&self) -> Stand {
        let s = self.summary;
        let coverage = s.coverage.iter().map(|row| (row.place.vintage, row.period));
        let teams = s.teams.iter().map(|row| (row.place.vintage, row.period));
        let topics = s.topics.iter().map(|row| (row.place.vintage, row.period));
        stand(s.boundaries, coverage.chain(teams).chain(topics))
    }

    /// For the line below the title.
    pub fn borders_in_short(&self) -> String {
        match self.stand() {
            Stand::Both => self.t("Địa giới theo từng kỳ báo cáo", "Boundaries as reported in each period"),
            Stand::Restated(Vintage::V63) | Stand::One(Vintage::V63) => {
                self.t("Theo địa giới 63 tỉnh, thành phố", "Boundaries of the 63 provinces")
            }
            Stand::Restated(_) | Stand::One(_) => {
                self.t("Theo địa giới 34 tỉnh, thành phố", "Boundaries of the 34 provinces")
            }
            Stand::Fixed(Vintage::V63) => self.t(
                "Theo địa giới 63 tỉnh, thành phố ở mọi kỳ",
                "Boundaries of the 63 provinces in every period",
            ),
            Stand::Fixed(_) => self.t(
                "Theo địa giới 34 tỉnh, thành phố ở mọi kỳ",
                "Boundaries of the 34 provinces in every period",
            ),
        }
    }

    /// For the methods.
    pub fn borders_at_length(&self) -> String {
        match self.stand() {
            Stand::Both => self.t(
                "Từ ngày 1/7/2025 cả nước có 34 tỉnh, thành phố thay cho 63, và một số mã được dùng lại. Báo cáo trình bày mỗi kỳ theo địa giới của kỳ đó; ở những đơn vị có thay đổi địa giới, chuỗi số liệu không nối qua ngày 1/7/2025.",
                "On 1 July 2025 the 63 provinces became 34 and some codes were used again. The report shows each period on its own boundaries; no series runs through 1 July 2025 where the land of a unit changed.",
            ),
            Stand::One(Vintage::V63) => self.t(
                "Mọi số liệu đều theo địa giới 63 tỉnh, thành phố (áp dụng đến hết ngày 30/6/2025).",
                "All figures use the boundaries of the 63 provinces, which were in force until 30 June 2025.",
            ),
            Stand::One(_) => self.t(
                "Mọi số liệu đều theo địa giới 34 tỉnh, thành phố (áp dụng từ ngày 1/7/2025).",
                "All figures use the boundaries of the 34 provinces, in force since 1 July 2025.",
            ),
            Stand::Fixed(Vintage::V63) => self.t(
                "Các tệp ghi số liệu theo địa giới 63 tỉnh, thành phố ở mọi kỳ, kể cả các kỳ kết thúc sau tháng 6/2025, khi 63 tỉnh, thành phố được sắp xếp thành 34; chuỗi số liệu nối liền qua ngày 1/7/2025.",
                "The exports give their figures on the boundaries of the 63 provinces in every period, also in those that end after June 2025, when the 63 became 34; series run through 1 July 2025.",
            ),
            Stand::Fixed(_) => self.t(
                "Các tệp ghi số liệu theo địa giới 34 tỉnh, thành phố ở mọi kỳ, kể cả các kỳ trước ngày 1/7/2025, khi cả nước còn 63 tỉnh, thành phố; chuỗi số liệu nối liền qua ngày đó.",
                "The exports give their figures on the boundaries of the 34 provinces in every period, also before 1 July 2025, when there were 63; series run through that day.",
            ),
            Stand::Restated(Vintage::V63) => {
                let shown = self.t(
                    "Số liệu trình bày theo địa giới 63 tỉnh, thành phố, đến hết tháng 6/2025.",
                    "Figures are shown on the boundaries of the 63 provinces, up to June 2025.",
                );
                match chapters::ended(self) {
                    false => shown,
                    true => shown + &self.t(
                        " Các tệp có số liệu của các kỳ kết thúc sau tháng 6/2025; số liệu đó không được trình bày.",
                        " The exports hold figures of periods that end after June 2025, which are not shown.",
                    ),
                }
            }
            Stand::Restated(_) => self.t(
                "Số liệu được quy về địa giới 34 tỉnh, thành phố hiện nay. Số đếm được cộng lại, tỷ lệ được tính lại từ số đạt và tổng số. Đơn vị sáp nhập chỉ có số liệu khi mọi đơn vị cũ đều có số liệu của chỉ tiêu và kỳ đó; tỷ lệ không có mẫu số thì không gộp được. Tỷ lệ của đơn vị sáp nhập được tính từ số đạt và tổng số ở mọi kỳ, cả sau ngày 1/7/2025 nếu có hai số đó, để chuỗi số liệu không bị ngắt chỉ vì cách tính tỷ lệ; nơi chỉ có tỷ lệ công bố thì bắt đầu một chuỗi mới.",
                "Figures are restated on the boundaries of today's 34 provinces. Counts are added up and rates are computed again from covered and total. A merged unit has a figure only when all its predecessors have that indicator and period; a rate without a base is not combined. Rates of a merged unit are computed from covered and total in all periods, also after 1 July 2025 where both are given, so that no series breaks only by the way a rate came about; a published rate alone begins a new series.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_are_those_that_the_figures_have() {
        let figures = |list: &[(Vintage, i16)]| {
            let list = list.iter().filter_map(|(vintage, year)| Some((*vintage, Period::year(*year)?)));
            stand(Boundaries::AsReported, list)
        };
        use Vintage::{Own, V34, V63};
        assert_eq!(figures(&[(V63, 2022), (V63, 2024)]), Stand::One(V63));
        assert_eq!(figures(&[(V34, 2025), (V34, 2026)]), Stand::One(V34));
        assert_eq!(figures(&[(V63, 2024), (V34, 2025)]), Stand::Both);
        // Exports that name today's provinces for all years, and those that go on with the former ones.
        assert_eq!(figures(&[(V34, 2025), (V34, 2019)]), Stand::Fixed(V34));
        assert_eq!(figures(&[(V63, 2024), (Own, 2025), (V63, 2025)]), Stand::Fixed(V63));
        assert_eq!(figures(&[(V34, 2019), (V63, 2019)]), Stand::Both);
        assert_eq!(figures(&[]), Stand::Both);
        let of = |boundaries| stand(boundaries, Period::year(2022).map(|year| (V63, year)).into_iter());
        assert_eq!(of(Boundaries::Today), Stand::Restated(V34));
        assert_eq!(of(Boundaries::Former), Stand::Restated(V63));
    }
}
