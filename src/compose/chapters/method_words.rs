//! The words of the chapter on methods, sentence by sentence, each with what it explains: an edition tells those of what it
//! uses.

/// What a sentence explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// All figures.
    Always,
    /// Levels of coverage.
    Coverage,
    /// What each place adds to the change of all.
    Contributions,
    /// Whether places draw together.
    Convergence,
    /// Quartiles of the places.
    Spread,
    /// Topics at all.
    Topics,
    /// Topics with counted questions.
    Counted,
    /// Topics raised without a count.
    Uncounted,
    /// Topics that came, grew, faded or went.
    Moves,
    /// Topics that mark places.
    Distinctive,
    /// Places that ask alike.
    Alike,
    /// Either of the two before.
    Compared,
    /// Teams.
    Teams,
    /// Series too short for a test.
    Short,
    /// Series of three periods or more.
    Slopes,
    /// Series long enough for a test.
    Tests,
    /// Tests, and questions that matched no topic.
    Unmatched,
    /// Targets.
    Targets,
    /// Targets that are due, of which no figure says how they stood then.
    Expired,
    /// Commitments.
    Commitments,
}

/// A part of the chapter.
pub(super) struct Part {
    /// Its anchor.
    pub id: &'static str,
    /// Its title, Vietnamese and English.
    pub title: (&'static str, &'static str),
    /// Its sentences, Vietnamese and English.
    pub sentences: &'static [(Use, &'static str, &'static str)],
}

/// The parts in their order.
pub(super) const PARTS: &[Part] = &[
    Part {
        id: "methods-coverage",
        title: ("Mức độ bao phủ", "Coverage"),
        sentences: &[
            (
                Use::Coverage,
                "Tỷ lệ do đơn vị công bố được giữ nguyên; nơi chỉ có số đạt và tổng số thì tỷ lệ là số đạt chia cho tổng số.",
                "A percentage that an office published stays as it is; where only covered and total are given, it is covered divided by total.",
            ),
            (
                Use::Coverage,
                "Báo cáo không lấy trung bình các tỷ lệ: mức chung của nhiều đơn vị là tổng số đạt chia cho tổng số chung của các đơn vị đó.",
                "Percentages are never averaged: the level of several places is the sum of their covered counts divided by the sum of their totals.",
            ),
            (
                Use::Coverage,
                "Thay đổi tính bằng điểm\u{a0}% so với kỳ gần nhất trước đó cùng loại (năm so với năm, quý so với quý); kỳ so sánh được ghi bên cạnh.",
                "Changes are in percentage points since the latest earlier period of the same kind, which is named.",
            ),
            (
                Use::Always,
                "Mọi phép tính dùng số đầy đủ rồi mới làm tròn, nên chênh lệch in ra có thể khác một đơn vị ở chữ số cuối so với hiệu của hai số đã in.",
                "Everything is computed from unrounded figures and rounded last, so a printed difference may be one unit of its last digit away from the difference of the two printed figures.",
            ),
            (
                Use::Always,
                "Kỳ thiếu số liệu để trống, không nội suy.",
                "A missing period stays blank and is not interpolated.",
            ),
            (
                Use::Contributions,
                "Thay đổi chung được tách thành phần do mức của từng đơn vị và phần do trọng số của các đơn vị thay đổi (Kitagawa 1955); hai phần cộng lại đúng bằng thay đổi chung.",
                "The overall change is split into a part due to changes in the levels of the places and a part due to changes in their weights (Kitagawa 1955); the two add up to it exactly.",
            ),
            (
                Use::Spread,
                "Độ phân tán giữa các đơn vị được mô tả bằng giá trị thấp nhất, các tứ phân vị, trung vị và giá trị cao nhất, mỗi đơn vị tính một lần.",
                "Spread between places is described by the lowest value, the quartiles, the median and the highest value, each place counted once.",
            ),
            (
                Use::Convergence,
                "Chênh lệch giữa các đơn vị được theo dõi bằng khoảng chứa một nửa số đơn vị ở giữa (khoảng tứ phân vị) của những đơn vị có số liệu ở mọi kỳ.",
                "Changes in the spread are measured by the range of the middle half (between the quartiles) of the places that have a figure in every period.",
            ),
            (
                Use::Coverage,
                "Mức chung chỉ mang tên “Cả nước” khi mọi tỉnh, thành phố đều có số liệu hoặc khi có cơ quan công bố; nếu không, báo cáo gọi là “Các tỉnh có số liệu” và ghi rõ bao nhiêu tỉnh trên tổng số bao nhiêu.",
                "The line of all places is called “Whole country” only when every province has the figure or an office published it; otherwise it is called “Places with figures”, with the number of provinces and how many there are in all.",
            ),
        ],
    },
    Part {
        id: "methods-topics",
        title: ("Chủ đề", "Topics"),
        sentences: &[
            (
                Use::Topics,
                "Mỗi câu hỏi được xếp vào chủ đề theo tên chủ đề, tên gọi khác, rồi từ khóa; câu không xếp được vẫn tính vào mẫu số và được trình bày riêng, để cách gọi mới không bị hiểu nhầm là mối quan tâm mới.",
                "Each question is assigned to a topic by label, then alias, then keyword; an unmatched question stays in the base and is shown separately, so that new wording is not mistaken for a new concern.",
            ),
            (
                Use::Topics,
                "Tỷ trọng là số câu hỏi về chủ đề chia cho toàn bộ câu hỏi của đơn vị trong kỳ.",
                "A share is the number of questions on the topic divided by all questions of the place and period.",
            ),
            (
                Use::Counted,
                "Khoảng tin cậy 95\u{a0}% là khoảng Wilson (z = 1,96, không hiệu chỉnh liên tục): số liệu gồm toàn bộ câu hỏi chứ không phải mẫu điều tra, nên khoảng này chỉ giúp đọc thận trọng các số nhỏ.",
                "The 95% confidence interval is the Wilson score interval (z = 1.96, no continuity correction): these are all the questions and not a sample, so it is only a guide to reading small numbers.",
            ),
            (
                Use::Counted,
                "Hai chủ đề chỉ được coi là hơn kém nhau khi phần của chủ đề được hỏi nhiều hơn, trong số câu hỏi về một trong hai chủ đề, lớn hơn một nửa cả ở cận dưới của khoảng Wilson 95\u{a0}%; nếu không, báo cáo nêu chúng cùng nhau. Dưới 30 câu hỏi, báo cáo không xếp chủ đề nào đứng đầu.",
                "One topic counts as asked about more than another only where its part of the questions on the two exceeds one half even at the lower end of the 95% Wilson interval; otherwise the two are too close to rank and are listed together. With fewer than 30 questions, no topic is ranked first.",
            ),
            (
                Use::Uncounted,
                "Dòng không ghi số ý kiến cho biết chủ đề đã được nêu nhưng không được cộng vào.",
                "Rows without a number of questions show that a topic was raised but are not added up.",
            ),
            (
                Use::Counted,
                "Thay đổi là so với cùng kỳ năm trước.",
                "Changes are measured against the same period a year earlier.",
            ),
            (
                Use::Moves,
                "Một chủ đề nổi lên hoặc lắng xuống khi khoảng tin cậy 95\u{a0}% (Newcombe 1998) của thay đổi tỷ trọng không chứa 0; ở từng đơn vị, số trường hợp luôn được đặt cạnh số trường hợp mà riêng ngẫu nhiên cũng tạo ra.",
                "A topic grows or fades where the 95% confidence interval (Newcombe 1998) of the change in its share excludes 0; for individual places, the number of such cases is given beside the number expected by chance.",
            ),
        ],
    },
    Part {
        id: "methods-distinctive",
        title: ("Chủ đề đặc trưng và nơi hỏi giống nhau", "Distinctive topics and places that ask alike"),
        sentences: &[
            (
                Use::Distinctive,
                "Một chủ đề là đặc trưng của một đơn vị khi nơi đó hỏi về chủ đề ấy nhiều hơn hẳn các nơi khác: logarit tỷ số chênh với phân phối tiên nghiệm Dirichlet bằng 100 lần tỷ trọng chung, chia cho sai số chuẩn (Monroe và cộng sự, 2008).",
                "A topic is distinctive of a place that asked about it far more than the others did: the log-odds ratio with a Dirichlet prior of 100 times the pooled shares, divided by its standard error (Monroe et al. 2008).",
            ),
            (
                Use::Compared,
                "Câu hỏi của cả năm báo cáo được cộng lại trước, dù báo cáo chia kỳ theo quý hay tháng, nên kết quả không phụ thuộc cách chia kỳ; đơn vị có câu hỏi không ghi số lượng trong năm thì không được so sánh.",
                "All questions of the report's year are added up first, even where the report divides it into quarters or months, so the result does not depend on that division; a place with rows without a number of questions in the year is not compared.",
            ),
            (
                Use::Alike,
                "Cơ cấu chủ đề của hai nơi được so sánh bằng độ phân kỳ Jensen–Shannon, đặt cạnh mức mà riêng ngẫu nhiên cũng tạo ra với chừng ấy câu hỏi.",
                "The topics of two places are compared by their Jensen–Shannon divergence, given beside the divergence expected by chance with so few questions.",
            ),
        ],
    },
    Part {
        id: "methods-teams",
        title: ("Tổ công nghệ số cộng đồng", "Community digital teams"),
        sentences: &[
            (
                Use::Teams,
                "Tổng số tổ và số tổ của từng cấp là cùng một tập hợp, không cộng với nhau.",
                "The total is never added to its levels.",
            ),
            (
                Use::Teams,
                "Số thành viên mỗi tổ và tỷ lệ tổ đã tập huấn chỉ tính từ các dòng có đủ cả hai số.",
                "Members per team and the share of trained teams come only from rows that have both parts.",
            ),
        ],
    },
    Part {
        id: "methods-trends",
        title: ("Xu hướng", "Trends"),
        sentences: &[
            (
                Use::Slopes,
                "Mức thay đổi mỗi năm là độ dốc Theil–Sen, khi có từ 3 kỳ trở lên: trung vị của các độ dốc giữa từng cặp kỳ, với khoảng tin cậy 95\u{a0}% của Sen (1968) khi có từ 5 kỳ trở lên; với 3 và 4 kỳ, ngay cả độ dốc thấp nhất và cao nhất cũng chỉ chứa độ dốc thật với mức tin cậy 67\u{a0}% và 92\u{a0}%, nên báo cáo không nêu khoảng tin cậy.",
                "The change a year is the Theil–Sen slope, given for 3 periods or more: the median slope over all pairs of periods, with the 95% confidence interval of Sen (1968) for 5 periods or more; with 3 and 4 periods, even the lowest and the highest slope enclose the true one with only 67% and 92% confidence, so no interval is given.",
            ),
            (
                Use::Tests,
                "Xu hướng được kiểm định bằng phép kiểm định Mann–Kendall hai phía, có hiệu chỉnh cho giá trị trùng nhau và hiệu chỉnh liên tục.",
                "The Mann–Kendall test is two-sided and corrected for ties and continuity.",
            ),
            (
                Use::Tests,
                "Vì nhiều chuỗi số liệu được kiểm định cùng lúc, giá trị p được hiệu chỉnh theo Benjamini–Hochberg thành q trong từng nhóm kiểm định; mọi chuỗi có p đều được tính vào nhóm, kể cả chuỗi 3 và 4 kỳ vốn chưa thể có kết luận, nên q chỉ có thể lớn lên chứ không nhỏ đi.",
                "As many series are tested at once, p is adjusted by Benjamini–Hochberg to q within each group of tests; every series with a p counts, including those of 3 and 4 periods on which no verdict is given, which can only make q larger.",
            ),
            (
                Use::Unmatched,
                "Câu hỏi chưa xếp được chủ đề không thuộc nhóm nào và không có kết luận.",
                "Unmatched questions are in no group and have no verdict.",
            ),
            (
                Use::Short,
                "Báo cáo chỉ kiểm định xu hướng khi có từ 5 kỳ trở lên: với 4 kỳ, ngay cả chuỗi tăng liên tục cũng có thể chỉ do ngẫu nhiên (p = 0,089).",
                "A trend is tested only for 5 periods or more: with 4, even an unbroken rise may be chance (p = 0.089).",
            ),
            (
                Use::Tests,
                "Báo cáo chỉ kết luận tăng hoặc giảm khi có từ 5 kỳ trở lên và q < 0,05: với 4 kỳ, ngay cả chuỗi tăng liên tục cũng chỉ có p = 0,089; với 5 kỳ là 0,027.",
                "A rise or a fall is reported only for 5 periods or more and with q < 0.05: with 4 periods even an unbroken rise has p = 0.089, with 5 it has p = 0.027.",
            ),
            (
                Use::Tests,
                "Khi có rất nhiều chuỗi mà mỗi chuỗi chỉ có 5 đến 7 số liệu năm, hầu như không chuỗi nào đạt ngưỡng này; báo cáo nêu rõ điều đó thay vì diễn giải những dao động ngẫu nhiên.",
                "With many series of only 5 to 7 yearly figures each, hardly any reaches this threshold; the report says so and does not interpret random variation.",
            ),
            (
                Use::Tests,
                "Số liệu các năm liền nhau thường liên quan với nhau (tự tương quan), nên giá trị p tính được thường nhỏ hơn thực tế.",
                "Figures of neighbouring years are usually related (serial correlation), which tends to make p too small.",
            ),
        ],
    },
    Part {
        id: "methods-targets",
        title: ("Mục tiêu và cam kết", "Targets and commitments"),
        sentences: &[
            (
                Use::Targets,
                "Khoảng cách tới mục tiêu là mục tiêu trừ giá trị gần nhất (đổi dấu với chỉ tiêu càng thấp càng tốt).",
                "The gap is the target minus the latest value (the other way round where lower is better).",
            ),
            (
                Use::Targets,
                "Tốc độ cần có là khoảng cách đó chia cho số năm từ cuối kỳ gần nhất đến hết thời hạn.",
                "The pace needed is the gap divided by the years from the end of the latest period to the end of the due period.",
            ),
            (
                Use::Targets,
                "Tốc độ thực tế là độ dốc Theil–Sen khi có từ 3 kỳ trở lên; nếu ít hơn thì là lần thay đổi gần nhất chia cho số năm giữa hai kỳ.",
                "The actual pace is the Theil–Sen slope for 3 periods or more, otherwise the last change divided by its years.",
            ),
            (
                Use::Targets,
                "Đúng tiến độ là tốc độ thực tế đủ để đạt mục tiêu đúng hạn; chậm tiến độ là tốc độ thực tế chưa đủ; sát tiến độ cần có là hai tốc độ lệch nhau không quá 10\u{a0}% và khoảng tin cậy 95\u{a0}% của tốc độ thực tế chứa tốc độ cần có; xa dần mục tiêu là đang đi theo chiều ngược lại, và chỉ được nói khi kiểm định xu hướng xác nhận (từ 5 kỳ), hoặc khi cả khoảng của tốc độ nằm về phía đó (3 hoặc 4 kỳ).",
                "On track means that the actual pace would reach the target in time; behind schedule, that it would not; close to the pace needed, that the two paces differ by no more than 10% and the 95% interval of the actual pace includes the pace needed; moving away, that the figure goes the other way, which is said only where the trend test confirms it (5 periods or more) or where the whole range of the pace lies on that side (3 or 4 periods).",
            ),
            (
                Use::Targets,
                "Năm đạt mục tiêu được suy ra khi giữ nguyên tốc độ thực tế, không phải dự báo, và không nêu khi xu hướng chưa rõ; khoảng của nó tính theo tốc độ nhanh nhất và chậm nhất: hai đầu khoảng tin cậy 95\u{a0}% của độ dốc khi có từ 5 kỳ, tốc độ giữa hai kỳ bất kỳ khi có 3 hoặc 4 kỳ, và bỏ ngỏ khi tốc độ chậm nhất không đưa tới mục tiêu.",
                "The year in which a target would be reached extends the actual pace; it is not a forecast, and is not given where there is no clear trend. Its range is based on the fastest and the slowest pace: the ends of the 95% interval of the slope for 5 periods or more, the pace between any two periods with 3 or 4; it is open where the slowest pace does not lead to the target.",
            ),
            (
                Use::Expired,
                "Mục tiêu đã đến hạn mà không có số liệu đến đúng hạn thì không được đánh giá, dù có số liệu của trước hay sau thời điểm đó; mục tiêu đã đạt từ trước hạn vẫn được ghi là đã đạt.",
                "A target that is due is not judged where no figure shows how it stood then, even if there are figures from before or after; one that was met before it was due counts as met.",
            ),
            (
                Use::Commitments,
                "Cam kết đến hạn vào ngày cuối của kỳ hạn; quá hạn nghĩa là chưa ghi nhận hoàn thành, không có nghĩa là chưa làm.",
                "A commitment is due on the last day of its due period; overdue means that no completion is recorded, not that nothing was done.",
            ),
        ],
    },
];
