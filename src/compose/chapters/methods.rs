//! The chapter on methods: how each figure is made, and what the figures can show at all.

use crate::analyse::summary::Family;
use crate::compose::composer::Composer;
use crate::compose::report::{Block, Chapter, Table, TableRow};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::tables::{figure, number, number_column, text_column, words};
use crate::model::place::Boundaries;

/// A part of the chapter: anchor, title, text.
type Part = (&'static str, (&'static str, &'static str), (&'static str, &'static str));

const PARTS: &[Part] = &[
    (
        "methods-coverage",
        ("Mức độ bao phủ", "Coverage"),
        (
            "Tỷ lệ do đơn vị công bố được giữ nguyên; nơi chỉ có số đạt và tổng số thì tỷ lệ là số đạt chia tổng số. Tỷ lệ không bao giờ được lấy trung bình: mức chung của nhiều đơn vị là tổng số đạt chia cho tổng của các tổng số. Thay đổi tính bằng điểm % so với kỳ gần nhất trước đó cùng loại kỳ; kỳ so sánh được ghi bên cạnh. Kỳ thiếu để trống, không nội suy. Thay đổi chung được tách thành phần do mức của từng đơn vị và phần do trọng số của chúng (Kitagawa 1955), cộng lại đúng bằng thay đổi. Chênh lệch giữa các đơn vị được theo dõi bằng khoảng tứ phân vị của những đơn vị có số liệu ở mọi kỳ. Dòng chung chỉ mang tên “Cả nước” khi mọi tỉnh, thành phố đều có số liệu hoặc khi có cơ quan công bố; nếu không, đó là “Các tỉnh có số liệu” và ghi rõ bao nhiêu trên bao nhiêu.",
            "A percentage that an office published stays as it is; where only covered and total are given, it is covered divided by total. Percentages are never averaged: the level of several places is their covered added up, divided by their totals added up. Changes are in percentage points since the latest earlier period of the same kind, which is named. A missing period stays blank and is not interpolated. The change of the whole is split into what the levels of the places and what their weights did (Kitagawa 1955), which add up to it exactly. Spread is followed by the distance between the quartiles of the places that have a figure in every period. The line of all places is called “Whole country” only when every province has the figure or an office published it; otherwise it is “Places with figures” and says how many of how many.",
        ),
    ),
    (
        "methods-topics",
        ("Chủ đề", "Topics"),
        (
            "Mỗi câu hỏi được xếp chủ đề theo nhãn, bí danh, rồi từ khoá; câu không xếp được vẫn nằm trong mẫu số và được trình bày riêng, để vốn từ mới không bị đọc nhầm thành mối quan tâm mới. Tỷ trọng là số câu hỏi về chủ đề chia cho mọi câu hỏi của đơn vị trong kỳ. Khoảng 95 % là khoảng điểm số Wilson (z = 1,96, không hiệu chỉnh liên tục): đây là mọi câu hỏi chứ không phải mẫu, nên khoảng này chỉ giúp đọc các số nhỏ. Dòng không ghi số ý kiến cho biết chủ đề đã được nêu nhưng không được cộng. Thay đổi so với cùng kỳ năm trước. Một chủ đề nổi lên hay lắng xuống khi khoảng 95 % (Newcombe 1998) của thay đổi tỷ trọng không chứa 0; ở từng đơn vị, số trường hợp luôn được đặt cạnh số mà riêng ngẫu nhiên cũng cho.",
            "A question finds its topic by label, alias, then keyword; an unmatched one stays in the base and is shown apart, so that a growing vocabulary is not read as a growing concern. A share is the questions on the topic divided by all questions of the place and period. The 95% interval is the Wilson score interval (z = 1.96, no continuity correction): these are all the questions and not a sample, so it only helps to read small numbers. Rows without a count show that a topic was raised and are not added. Changes are on the same period a year earlier. A topic grows or fades where the 95% interval (Newcombe 1998) of the change of its share does not hold 0; for single places the number of such cases stands beside what chance alone would give.",
        ),
    ),
    (
        "methods-distinctive",
        ("Chủ đề đặc trưng và độ phân tán", "Distinctive topics and spread"),
        (
            "Một chủ đề là đặc trưng của một đơn vị khi đơn vị đó hỏi về nó nhiều hơn hẳn các nơi khác: logarit tỷ số chênh với tiên nghiệm Dirichlet bằng 100 lần tỷ trọng chung, chia cho sai số chuẩn (Monroe và cộng sự, 2008). Câu hỏi của cả năm báo cáo được cộng lại trước, dù báo cáo chia kỳ theo quý hay tháng, nên kết quả không phụ thuộc cách chia kỳ; đơn vị có câu hỏi không ghi số lượng trong năm không được so sánh. Hai nơi được so sánh về cơ cấu chủ đề bằng độ phân kỳ Jensen–Shannon, bên cạnh mức mà riêng ngẫu nhiên cũng tạo ra với chừng ấy câu hỏi. Độ phân tán giữa các đơn vị là giá trị thấp nhất, các tứ phân vị, trung vị và giá trị cao nhất, mỗi đơn vị tính một lần.",
            "A topic marks a place that asks about it far more than the others do: log-odds ratio with a Dirichlet prior of 100 times the pooled shares, divided by its standard error (Monroe et al. 2008). Questions of the whole of the report's year are added up first, also where the report divides it into quarters or months, so that the result does not depend on that; a place with questions without a count in the year is not compared. The topics of two places are compared by their Jensen–Shannon divergence, beside what chance alone gives with so few questions. Spread between places is the lowest value, the quartiles, the median and the highest value, each place counted once.",
        ),
    ),
    (
        "methods-teams",
        ("Tổ công nghệ số cộng đồng", "Community digital teams"),
        (
            "Tổng số tổ không được cộng với các cấp của nó. Thành viên mỗi tổ và tỷ lệ tổ đã tập huấn chỉ tính từ các dòng có cả hai số.",
            "The total is never added to its levels. Members per team and the share of trained teams come only from rows that have both parts.",
        ),
    ),
    (
        "methods-trends",
        ("Xu hướng", "Trends"),
        (
            "Độ dốc mỗi năm là độ dốc Theil–Sen, từ 3 kỳ trở lên: trung vị độ dốc giữa mọi cặp kỳ, với khoảng 95 % của Sen (1968) từ 5 kỳ trở lên; với 3 và 4 kỳ, ngay cả độ dốc thấp nhất và cao nhất cũng chỉ chứa độ dốc thật với mức tin cậy 67 % và 92 %, nên báo cáo không nêu khoảng. Kiểm định Mann–Kendall hai phía, hiệu chỉnh giá trị trùng và liên tục. Vì nhiều chuỗi được kiểm định cùng lúc, p được hiệu chỉnh theo Benjamini–Hochberg thành q trong từng họ phép thử; mọi chuỗi có p đều được tính, kể cả chuỗi 3 và 4 kỳ vốn không thể có kết luận, nên q lớn hơn chứ không nhỏ hơn. Câu hỏi chưa xếp được chủ đề không thuộc họ nào và không có kết luận. Chỉ kết luận tăng hoặc giảm khi có từ 5 kỳ và q < 0,05: với 4 kỳ, ngay cả một chuỗi tăng liên tục cũng chỉ đạt p = 0,089; với 5 kỳ là 0,027. Với 5 đến 7 số liệu năm và nhiều chuỗi, hầu như không chuỗi nào vượt qua; báo cáo nói rõ điều đó thay vì diễn giải nhiễu. Các năm liền nhau thường giống nhau (tự tương quan), nên p thường nhỏ hơn thực tế.",
            "The slope a year is the Theil–Sen slope, from 3 periods on: the median slope over all pairs of periods, with the 95% interval of Sen (1968) from 5 periods on; with 3 and 4 even the lowest and the highest slope enclose the true one with 67% and 92% confidence only, so that no interval is told. The Mann–Kendall test is two-sided and corrected for ties and continuity. As many series are tested at once, p is adjusted by Benjamini–Hochberg to q within each family of tests; every series with a p counts, also those of 3 and 4 periods that cannot be concluded from, so that q is larger and not smaller for them. Unmatched questions are in no family and have no verdict. Rising or falling is said only from 5 periods on and with q < 0.05: with 4 periods even an unbroken rise has p = 0.089, with 5 it has 0.027. With five to seven yearly figures and many series almost nothing passes; the report says so and does not read noise. Neighbouring years resemble each other (serial correlation), which makes p too small.",
        ),
    ),
    (
        "methods-targets",
        ("Mục tiêu và cam kết", "Targets and commitments"),
        (
            "Khoảng cách là mục tiêu trừ giá trị gần nhất (đổi dấu khi thấp hơn là tốt hơn). Nhịp cần có là khoảng cách chia cho số năm từ cuối kỳ gần nhất đến hết thời hạn. Nhịp đã thấy là độ dốc Theil–Sen từ 3 kỳ trở lên, nếu ít hơn thì là thay đổi gần nhất chia cho số năm của nó. Năm đạt mục tiêu là sự kéo dài nhịp đã thấy, không phải dự báo. Cam kết đến hạn vào ngày cuối của kỳ hạn; quá hạn nghĩa là chưa ghi nhận hoàn thành, không khẳng định việc chưa làm.",
            "The gap is target minus latest value (the other way round where less is better). The pace needed is the gap divided by the years from the end of the latest period to the end of the due period. The pace seen is the Theil–Sen slope from 3 periods on, else the last change divided by its years. The year in which a target is reached carries the pace seen on; it is no forecast. A commitment is due on the last day of its due period; overdue means that no completion is recorded, not that nothing was done.",
        ),
    ),
];

/// The chapter.
pub(super) fn chapter(c: &Composer<'_>) -> Chapter {
    let mut blocks = vec![heading(c, "methods-borders", "Địa giới", "Borders"), borders(c)];
    for (id, (vi, en), (text_vi, text_en)) in PARTS {
        blocks.push(heading(c, id, vi, en));
        blocks.push(Block::Paragraph(paragraph([Phrase::from(c.t(text_vi, text_en))])));
        if *id == "methods-trends" && c.summary.families.iter().any(|family| family.tests > 0) {
            blocks.push(families(c));
        }
    }
    let known: Vec<_> = c.indicators().iter().filter_map(|view| c.indicator(&view.id)).collect();
    if !known.is_empty() {
        blocks.push(heading(c, "methods-indicators", "Định nghĩa chỉ tiêu", "Definitions of indicators"));
        let rows = known
            .iter()
            .map(|indicator| TableRow {
                cells: vec![
                    words(indicator.name.get(c.lang)),
                    words(&indicator.unit),
                    words(indicator.concept.get(c.lang)),
                    words(indicator.office.get(c.lang)),
                ],
                strong: false,
            })
            .collect();
        let table = Table {
            id: "methods-indicators-table".to_owned(),
            title: c.t("Chỉ tiêu của báo cáo", "Indicators of the report"),
            columns: vec![
                text_column(c.t("Chỉ tiêu", "Indicator")),
                text_column(c.t("Đơn vị tính", "Unit")),
                text_column(c.t("Khái niệm", "Concept")),
                text_column(c.t("Cơ quan giữ số liệu", "Office that keeps it")),
            ],
            rows,
            ..Table::default()
        };
        blocks.push(c.table(c.tidy(table)));
    }
    Chapter { id: "methods".to_owned(), title: c.t("Phương pháp", "Methods"), blocks }
}

fn heading(c: &Composer<'_>, id: &str, vi: &str, en: &str) -> Block {
    Block::Heading { level: 2, id: id.to_owned(), text: c.t(vi, en) }
}

fn borders(c: &Composer<'_>) -> Block {
    let text = match c.summary.boundaries {
        Boundaries::AsReported => c.t(
            "Từ ngày 1/7/2025 cả nước có 34 tỉnh, thành phố thay cho 63, và một số mã được dùng lại. Báo cáo trình bày mỗi kỳ theo địa giới của kỳ đó; chuỗi số liệu không nối qua ngày 1/7/2025 ở những đơn vị có thay đổi lãnh thổ.",
            "On 1 July 2025 the 63 provinces became 34 and some codes were used again. The report shows each period on its own borders; no series runs through 1 July 2025 where the land of a unit changed.",
        ),
        Boundaries::Today => c.t(
            "Số liệu được quy về địa giới 34 tỉnh, thành phố hiện nay. Số đếm được cộng lại, tỷ lệ được tính lại từ số đạt và tổng số. Đơn vị sáp nhập chỉ có số liệu khi mọi đơn vị cũ đều có chỉ tiêu và kỳ đó; tỷ lệ không có mẫu số thì không gộp. Tỷ lệ của đơn vị sáp nhập được tính từ số đạt và tổng số ở mọi kỳ, cả sau ngày 1/7/2025 nếu có hai số đó, để chuỗi số liệu không đứt chỉ vì cách có được tỷ lệ; chỉ có tỷ lệ công bố thì chuỗi mới bắt đầu.",
            "Figures are restated on the borders of today's 34 provinces. Counts are added up and rates are computed again from covered and total. A merged unit has a figure only when all its predecessors have that indicator and period; a rate without a base is not combined. Rates of a merged unit are computed from covered and total in all periods, also after 1 July 2025 where both are given, so that no series breaks only by the way a rate came about; a published rate alone begins a new series.",
        ),
        Boundaries::Former => c.t(
            "Số liệu trình bày theo địa giới 63 tỉnh, thành phố, đến hết tháng 6/2025. Số liệu của các kỳ kết thúc sau tháng 6/2025, nếu có trong các tệp, không được trình bày.",
            "Figures are shown on the borders of the 63 provinces, up to June 2025. Figures of periods that end after June 2025, where the exports hold any, are left out.",
        ),
    };
    Block::Paragraph(paragraph([Phrase::from(text)]))
}

/// The smallest two-sided p that a perfect run of `n` distinct values can have.
fn least_p(n: usize) -> f64 {
    let n = n as f64;
    let s = n * (n - 1.0) / 2.0;
    let variance = n * (n - 1.0) * (2.0 * n + 5.0) / 18.0;
    let z = (s - 1.0).max(0.0) / variance.sqrt();
    erfc(z / std::f64::consts::SQRT_2)
}

/// The complementary error function, by the continued fraction and series of Abramowitz and Stegun 7.1.26;
/// good to 1.5e-7, which is more than its printed digits need.
fn erfc(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let poly = t
        * (0.254_829_592
            + t * (-0.284_496_736 + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))));
    poly * (-x * x).exp()
}

fn families(c: &Composer<'_>) -> Block {
    let rows = c
        .summary
        .families
        .iter()
        // A family without a series that can be tested shows nothing.
        .filter(|family| family.tests > 0)
        .map(|family| {
            let (tests, found) = c.family_tests(family);
            let least = (family.longest >= 3).then(|| least_p(family.longest));
            TableRow {
                cells: vec![
                    words(family_name(c, family)),
                    figure(Some(tests), Some(family.tests as f64)),
                    number(
                        c.n.count(u64::try_from(family.longest).unwrap_or_default()),
                        family.longest as f64,
                    ),
                    match least {
                        Some(p) => number(c.n.probability(p), p),
                        None => words("…"),
                    },
                    figure(Some(found), Some(family.found as f64)),
                ],
                strong: false,
            }
        })
        .collect();
    let table = Table {
        id: "methods-families".to_owned(),
        title: c.t("Các họ phép thử và điều chúng có thể cho thấy", "Families of tests and what they can show"),
        columns: vec![
            text_column(c.t("Họ phép thử", "Family")),
            number_column(c.t("Số chuỗi", "Series"), ""),
            number_column(c.t("Số kỳ nhiều nhất", "Most periods"), ""),
            number_column(c.t("p nhỏ nhất có thể đạt", "Smallest p possible"), ""),
            number_column(c.t("Chuỗi có xu hướng", "Series that move"), ""),
        ],
        rows,
        notes: vec![c.t(
            "p nhỏ nhất: khi chuỗi dài nhất tăng hoặc giảm không ngắt quãng và không có giá trị trùng, trước hiệu chỉnh.",
            "Smallest p: where the longest series rises or falls without a break or a tie, before adjustment.",
        )],
        ..Table::default()
    };
    c.table(c.tidy(table))
}

fn family_name(c: &Composer<'_>, family: &Family) -> String {
    let parts: Vec<&str> = family.name.split('/').collect();
    let level = |level: &str| match level {
        "all" => c.t("mọi đơn vị", "all places"),
        "place" | "places" => c.t("từng đơn vị", "single places"),
        other => other.to_owned(),
    };
    let metric = |metric: &str| match metric {
        "share" => c.t("tỷ trọng", "share"),
        "count" => c.t("số câu hỏi", "questions"),
        "published" => c.t("số công bố", "published"),
        "computed" => c.t("số tính", "computed"),
        "teams" => c.t("số tổ", "teams"),
        "members" => c.t("thành viên", "members"),
        "trained" => c.t("tổ đã tập huấn", "trained teams"),
        "members_per_team" => c.t("thành viên mỗi tổ", "members per team"),
        "trained_share" => c.t("tỷ lệ tập huấn", "share trained"),
        "commune" => c.t("cấp xã", "commune"),
        "village" => c.t("thôn, bản", "village"),
        other => level(other),
    };
    match parts.as_slice() {
        ["coverage", indicator, rest @ ..] => {
            let rest: Vec<String> = rest.iter().map(|part| metric(part)).collect();
            format!("{}: {}", c.indicator_name(indicator), rest.join(", "))
        }
        ["topics", rest @ ..] => {
            let rest: Vec<String> = rest.iter().map(|part| metric(part)).collect();
            format!("{}: {}", c.t("Chủ đề", "Topics"), rest.join(", "))
        }
        ["teams", rest @ ..] => {
            let rest: Vec<String> = rest.iter().map(|part| metric(part)).collect();
            format!("{}: {}", c.t("Tổ công nghệ số", "Teams"), rest.join(", "))
        }
        ["convergence"] => c.t("Chênh lệch giữa các đơn vị", "Spread between places"),
        _ => family.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_perfect_run_can_show() {
        assert!((least_p(4) - 0.089).abs() < 5e-4);
        assert!((least_p(5) - 0.0275).abs() < 5e-4);
        assert!((least_p(7) - 0.0027).abs() < 2e-4);
    }
}
