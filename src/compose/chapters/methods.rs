//! The chapter on methods: how each figure is made, and what the figures can show at all.

use crate::compose::composer::Composer;
use crate::compose::report::{Block, Chapter, Table, TableRow};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::tables::{text_column, words};
use crate::model::register::Indicator;

/// A part of the chapter: anchor, title, text.
type Part = (&'static str, (&'static str, &'static str), (&'static str, &'static str));

const PARTS: &[Part] = &[
    (
        "methods-coverage",
        ("Mức độ bao phủ", "Coverage"),
        (
            "Tỷ lệ do đơn vị công bố được giữ nguyên; nơi chỉ có số đạt và tổng số thì tỷ lệ là số đạt chia cho tổng số. Báo cáo không lấy trung bình các tỷ lệ: mức chung của nhiều đơn vị là tổng số đạt chia cho tổng số chung của các đơn vị đó. Thay đổi tính bằng điểm\u{a0}% so với kỳ gần nhất trước đó cùng loại (năm so với năm, quý so với quý); kỳ so sánh được ghi bên cạnh. Mọi phép tính dùng số đầy đủ rồi mới làm tròn, nên chênh lệch in ra có thể khác một đơn vị ở chữ số cuối so với hiệu của hai số đã in. Kỳ thiếu số liệu để trống, không nội suy. Thay đổi chung được tách thành phần do mức của từng đơn vị và phần do trọng số của các đơn vị thay đổi (Kitagawa 1955); hai phần cộng lại đúng bằng thay đổi chung. Chênh lệch giữa các đơn vị được theo dõi bằng khoảng tứ phân vị của những đơn vị có số liệu ở mọi kỳ. Mức chung chỉ mang tên “Cả nước” khi mọi tỉnh, thành phố đều có số liệu hoặc khi có cơ quan công bố; nếu không, báo cáo gọi là “Các tỉnh có số liệu” và ghi rõ bao nhiêu tỉnh trên tổng số bao nhiêu.",
            "A percentage that an office published stays as it is; where only covered and total are given, it is covered divided by total. Percentages are never averaged: the level of several places is their covered added up, divided by their totals added up. Changes are in percentage points since the latest earlier period of the same kind, which is named. Everything is computed from unrounded figures and rounded last, so that a printed difference may be one unit of its last digit away from that of the two printed figures. A missing period stays blank and is not interpolated. The change of the whole is split into what the levels of the places and what their weights did (Kitagawa 1955), which add up to it exactly. Spread is followed by the distance between the quartiles of the places that have a figure in every period. The line of all places is called “Whole country” only when every province has the figure or an office published it; otherwise it is “Places with figures” and says of how many provinces how many.",
        ),
    ),
    (
        "methods-topics",
        ("Chủ đề", "Topics"),
        (
            "Mỗi câu hỏi được xếp vào chủ đề theo tên chủ đề, tên gọi khác, rồi từ khóa; câu không xếp được vẫn tính vào mẫu số và được trình bày riêng, để cách gọi mới không bị hiểu nhầm là mối quan tâm mới. Tỷ trọng là số câu hỏi về chủ đề chia cho toàn bộ câu hỏi của đơn vị trong kỳ. Khoảng tin cậy 95\u{a0}% là khoảng Wilson (z = 1,96, không hiệu chỉnh liên tục): số liệu gồm toàn bộ câu hỏi chứ không phải mẫu điều tra, nên khoảng này chỉ giúp đọc thận trọng các số nhỏ. Dòng không ghi số ý kiến cho biết chủ đề đã được nêu nhưng không được cộng vào. Thay đổi là so với cùng kỳ năm trước. Một chủ đề nổi lên hoặc lắng xuống khi khoảng tin cậy 95\u{a0}% (Newcombe 1998) của thay đổi tỷ trọng không chứa 0; ở từng đơn vị, số trường hợp luôn được đặt cạnh số trường hợp mà riêng ngẫu nhiên cũng tạo ra.",
            "A question finds its topic by label, alias, then keyword; an unmatched one stays in the base and is shown apart, so that a growing vocabulary is not read as a growing concern. A share is the questions on the topic divided by all questions of the place and period. The 95% confidence interval is the Wilson score interval (z = 1.96, no continuity correction): these are all the questions and not a sample, so it only helps to read small numbers. Rows without a count show that a topic was raised and are not added. Changes are on the same period a year earlier. A topic grows or fades where the 95% confidence interval (Newcombe 1998) of the change of its share does not hold 0; for single places the number of such cases stands beside what chance alone would give.",
        ),
    ),
    (
        "methods-distinctive",
        ("Chủ đề đặc trưng và độ phân tán", "Distinctive topics and spread"),
        (
            "Một chủ đề là đặc trưng của một đơn vị khi nơi đó hỏi về chủ đề ấy nhiều hơn hẳn các nơi khác: logarit tỷ số chênh với phân phối tiên nghiệm Dirichlet bằng 100 lần tỷ trọng chung, chia cho sai số chuẩn (Monroe và cộng sự, 2008). Câu hỏi của cả năm báo cáo được cộng lại trước, dù báo cáo chia kỳ theo quý hay tháng, nên kết quả không phụ thuộc cách chia kỳ; đơn vị có câu hỏi không ghi số lượng trong năm thì không được so sánh. Cơ cấu chủ đề của hai nơi được so sánh bằng độ phân kỳ Jensen–Shannon, đặt cạnh mức mà riêng ngẫu nhiên cũng tạo ra với chừng ấy câu hỏi. Độ phân tán giữa các đơn vị là giá trị thấp nhất, các tứ phân vị, trung vị và giá trị cao nhất, mỗi đơn vị tính một lần.",
            "A topic marks a place that asks about it far more than the others do: log-odds ratio with a Dirichlet prior of 100 times the pooled shares, divided by its standard error (Monroe et al. 2008). Questions of the whole of the report's year are added up first, also where the report divides it into quarters or months, so that the result does not depend on that; a place with questions without a count in the year is not compared. The topics of two places are compared by their Jensen–Shannon divergence, beside what chance alone gives with so few questions. Spread between places is the lowest value, the quartiles, the median and the highest value, each place counted once.",
        ),
    ),
    (
        "methods-teams",
        ("Tổ công nghệ số cộng đồng", "Community digital teams"),
        (
            "Tổng số tổ và số tổ của từng cấp là cùng một tập hợp, không cộng với nhau. Số thành viên mỗi tổ và tỷ lệ tổ đã tập huấn chỉ tính từ các dòng có đủ cả hai số.",
            "The total is never added to its levels. Members per team and the share of trained teams come only from rows that have both parts.",
        ),
    ),
    (
        "methods-trends",
        ("Xu hướng", "Trends"),
        (
            "Mức thay đổi mỗi năm là độ dốc Theil–Sen, khi có từ 3 kỳ trở lên: trung vị của các độ dốc giữa từng cặp kỳ, với khoảng tin cậy 95\u{a0}% của Sen (1968) khi có từ 5 kỳ trở lên; với 3 và 4 kỳ, ngay cả độ dốc thấp nhất và cao nhất cũng chỉ chứa độ dốc thật với mức tin cậy 67\u{a0}% và 92\u{a0}%, nên báo cáo không nêu khoảng tin cậy. Xu hướng được kiểm định bằng phép kiểm định Mann–Kendall hai phía, có hiệu chỉnh cho giá trị trùng nhau và hiệu chỉnh liên tục. Vì nhiều chuỗi số liệu được kiểm định cùng lúc, giá trị p được hiệu chỉnh theo Benjamini–Hochberg thành q trong từng nhóm kiểm định; mọi chuỗi có p đều được tính vào nhóm, kể cả chuỗi 3 và 4 kỳ vốn chưa thể có kết luận, nên q chỉ có thể lớn lên chứ không nhỏ đi. Câu hỏi chưa xếp được chủ đề không thuộc nhóm nào và không có kết luận. Báo cáo chỉ kết luận tăng hoặc giảm khi có từ 5 kỳ trở lên và q < 0,05: với 4 kỳ, ngay cả chuỗi tăng liên tục cũng chỉ có p = 0,089; với 5 kỳ là 0,027. Khi có rất nhiều chuỗi mà mỗi chuỗi chỉ có 5 đến 7 số liệu năm, hầu như không chuỗi nào đạt ngưỡng này; báo cáo nêu rõ điều đó thay vì diễn giải những dao động ngẫu nhiên. Số liệu các năm liền nhau thường liên quan với nhau (tự tương quan), nên giá trị p tính được thường nhỏ hơn thực tế.",
            "The slope a year is the Theil–Sen slope, from 3 periods on: the median slope over all pairs of periods, with the 95% confidence interval of Sen (1968) from 5 periods on; with 3 and 4 even the lowest and the highest slope enclose the true one with 67% and 92% confidence only, so that no interval is given. The Mann–Kendall test is two-sided and corrected for ties and continuity. As many series are tested at once, p is adjusted by Benjamini–Hochberg to q within each group of tests; every series with a p counts, also those of 3 and 4 periods that cannot be concluded from, so that q is larger and not smaller for them. Unmatched questions are in no group and have no verdict. Rising or falling is said only from 5 periods on and with q < 0.05: with 4 periods even an unbroken rise has p = 0.089, with 5 it has 0.027. With five to seven yearly figures and many series almost nothing passes; the report says so and does not read noise. Neighbouring years resemble each other (serial correlation), which makes p too small.",
        ),
    ),
    (
        "methods-targets",
        ("Mục tiêu và cam kết", "Targets and commitments"),
        (
            "Khoảng cách tới mục tiêu là mục tiêu trừ giá trị gần nhất (đổi dấu với chỉ tiêu càng thấp càng tốt). Tốc độ cần có là khoảng cách đó chia cho số năm từ cuối kỳ gần nhất đến hết thời hạn. Tốc độ thực tế là độ dốc Theil–Sen khi có từ 3 kỳ trở lên; nếu ít hơn thì là lần thay đổi gần nhất chia cho số năm giữa hai kỳ. Đúng tiến độ là tốc độ thực tế đủ để đạt mục tiêu đúng hạn; chậm tiến độ là tốc độ thực tế chưa đủ; xa dần mục tiêu là đang đi theo chiều ngược lại, và chỉ được nói khi cả khoảng của tốc độ (nếu có từ 3 kỳ) nằm về phía đó. Năm đạt mục tiêu được suy ra khi giữ nguyên tốc độ thực tế, không phải dự báo; khoảng của nó tính theo tốc độ nhanh nhất và chậm nhất: hai đầu khoảng tin cậy 95\u{a0}% của độ dốc khi có từ 5 kỳ, tốc độ giữa hai kỳ bất kỳ khi có 3 hoặc 4 kỳ, và bỏ ngỏ khi tốc độ chậm nhất không đưa tới mục tiêu. Cam kết đến hạn vào ngày cuối của kỳ hạn; quá hạn nghĩa là chưa ghi nhận hoàn thành, không có nghĩa là chưa làm.",
            "The gap is target minus latest value (the other way round where less is better). The pace needed is the gap divided by the years from the end of the latest period to the end of the due period. The actual pace is the Theil–Sen slope from 3 periods on, else the last change divided by its years. On track means that the actual pace reaches the target in time; behind, that it does not; moving away, that it goes the other way, which is said only where the whole range of the pace (from 3 periods on) lies there. The year in which a target is reached carries the actual pace on; it is no forecast. Its range takes the fastest and the slowest pace: the ends of the 95% interval of the slope from 5 periods on, the pace between any two periods with 3 or 4; it is open where the slowest pace does not lead to the target. A commitment is due on the last day of its due period; overdue means that no completion is recorded, not that nothing was done.",
        ),
    ),
];

/// Joined series named in the methods; more are counted.
const JOINS_TOLD: usize = 6;

/// The chapter.
pub(super) fn chapter(c: &Composer<'_>) -> Chapter {
    let mut blocks = vec![heading(c, "methods-borders", "Địa giới", "Borders"), borders(c)];
    for (id, (vi, en), (text_vi, text_en)) in PARTS {
        blocks.push(heading(c, id, vi, en));
        blocks.push(Block::Paragraph(paragraph([Phrase::from(c.t(text_vi, text_en))])));
        if *id == "methods-trends" {
            blocks.extend(joined(c));
            blocks.extend(super::method_tests::families(c));
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
                    words(concept(c, indicator)),
                    words(indicator.office.get(c.lang)),
                ],
                strong: false,
                ..TableRow::default()
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

/// What an indicator says, by what it is broken down, and since when.
fn concept(c: &Composer<'_>, indicator: &Indicator) -> String {
    let mut text = indicator.concept.get(c.lang).to_owned();
    let breakdowns = indicator.breakdowns.get(c.lang);
    if !breakdowns.is_empty() {
        text += &c.t(&format!(" Phân tổ: {breakdowns}."), &format!(" Broken down by {breakdowns}."));
    }
    if let (version, Some(since)) = (indicator.version, indicator.since) {
        text += &c.t(
            &format!(" Định nghĩa v{version} áp dụng từ năm {since}; số liệu trước đó theo định nghĩa cũ."),
            &format!(" Definition v{version} holds since {since}; figures before follow the one before."),
        );
    }
    text
}

fn heading(c: &Composer<'_>, id: &str, vi: &str, en: &str) -> Block {
    Block::Heading { level: 2, id: id.to_owned(), text: c.t(vi, en) }
}

/// Series that go on through a change, because the project says so: what, where, and who says it.
fn joined(c: &Composer<'_>) -> Option<Block> {
    let items: Vec<_> = c
        .summary
        .joined
        .iter()
        .map(|joined| {
            let (what, by) = (joined.told.change.text(), c.said_by(joined));
            let count = joined.joins.len();
            let mut places: Vec<String> = joined
                .joins
                .iter()
                .map(|join| format!("{}, {}", c.indicator_name(&join.indicator), c.place_in(&join.place)))
                .collect();
            places.dedup();
            let listed = places.iter().take(JOINS_TOLD).cloned().collect::<Vec<_>>().join("; ");
            let more = if places.len() > JOINS_TOLD { "; …" } else { "" };
            let said = match count {
                0 if joined.figures == 0 => c.t(
                    &format!("Thay đổi {}: không có số liệu nào thuộc phạm vi của mục này ({by}).", what.vi),
                    &format!("Change of {}: there are no figures that this entry is about ({by}).", what.en),
                ),
                0 => c.t(
                    &format!("Thay đổi {}: không có chuỗi nào bị ngắt như vậy ({by}).", what.vi),
                    &format!("Change of {}: no series was broken by one ({by}).", what.en),
                ),
                _ => c.t(
                    &format!("Chuỗi số liệu được nối qua thay đổi {} ở {count} chỗ ({listed}{more}), theo {by}.", what.vi),
                    &format!("Series go on through a change of {} in {count} places ({listed}{more}), as {by} says.", what.en),
                ),
            };
            paragraph([Phrase::from(said)])
        })
        .collect();
    (!items.is_empty()).then_some(Block::List(items))
}

fn borders(c: &Composer<'_>) -> Block {
    Block::Paragraph(paragraph([Phrase::from(c.borders_at_length())]))
}
