//! The help in Vietnamese: one table of words a kind. The English help stands beside the arguments it is about.

/// What the program does.
pub const ABOUT: &str =
    "Đọc một thư mục số liệu CSV (và Excel) của các tỉnh và soạn báo cáo năm về chuyển đổi số.";

/// Examples and exit codes below the help of the program.
pub const EXAMPLES: &str = "\
Ví dụ:
  nhipso init so-lieu-2026                  tạo thư mục dự án có tệp mẫu
  nhipso check so-lieu-2026                 xem đọc được gì và phải sửa ô nào
  nhipso report so-lieu-2026 --out bao-cao  soạn báo cáo năm
  nhipso explain coverage/14/villages_mobile_broadband/2022 data/published
  nhipso demo thu --rows 20000 && nhipso report thu

Mã thoát: 0 xong · 1 có dòng bị bỏ ra (check, report --strict) · 2 số liệu không dùng được · 64 gọi lệnh sai · 70 lỗi của chương trình · 74 không ghi được";

/// Commands: name, what it does, what stands below its help.
pub const COMMANDS: &[(&str, &str, &str)] = &[
    (
        "report",
        "Soạn báo cáo năm từ một thư mục số liệu",
        "\
Ví dụ:
  nhipso report                              số liệu công bố, ghi vào reports/published
  nhipso report so-lieu --out bao-cao/2026   số liệu ở so-lieu/, ghi vào chính bao-cao/2026
  nhipso report so-lieu --boundaries 34      quy cả chuỗi về 34 tỉnh, thành phố
  nhipso report so-lieu --format html,csv    chỉ các định dạng này
  nhipso report so-lieu --only-province 14   riêng Sơn La, ghi vào reports/so-lieu-14",
    ),
    (
        "check",
        "Đọc số liệu và kê khai từng dòng, chưa soạn báo cáo",
        "\
Ví dụ:
  nhipso check so-lieu                 mã 0 sạch, 1 có dòng loại hoặc mâu thuẫn, 2 không dùng được
  nhipso check so-lieu --html loi.html trang để gửi cho các đơn vị
  nhipso check so-lieu --json          cho máy đọc",
    ),
    (
        "trends",
        "Xem xu hướng ngay trên dòng lệnh: cả nước trước, theo từng số đo, rõ nhất trước",
        "\
Ví dụ:
  nhipso trends so-lieu --province \"Sơn La\"
  nhipso trends so-lieu --topic education --since 2024
  nhipso trends so-lieu --indicator villages_mobile_broadband --csv",
    ),
    (
        "explain",
        "Cho biết một con số, hoặc một dòng của bảng, từ đâu mà có: công thức, số hạng, dòng gốc",
        "\
Một dòng của tables/*.csv có tên BẢNG/ĐƠN VỊ/KHÓA…: bảng, đơn vị (mã, tên, hoặc để trống cho dòng chung; xã ghi như \
14/Vân Hồ), rồi các cột khóa còn lại theo thứ tự. Có thể bỏ bớt cột khóa khi vẫn chỉ đúng một dòng, và ghi thêm tên \
một cột ở cuối. Tên không có thì chương trình nêu những tên gần nhất.

  topics/ĐƠN VỊ/KỲ/CHỦ ĐỀ              topic_trends/ĐƠN VỊ/CHỦ ĐỀ/SỐ ĐO (share, count)
  coverage/ĐƠN VỊ/CHỈ TIÊU/KỲ          coverage_trends/ĐƠN VỊ/CHỈ TIÊU/CĂN CỨ (published, computed)
  teams/ĐƠN VỊ/KỲ/CẤP                  team_trends/ĐƠN VỊ/CẤP/SỐ ĐO
  targets/ĐƠN VỊ/CHỈ TIÊU/THỜI HẠN     commitments/ĐƠN VỊ/NGÀY ĐỐI THOẠI/CÂU HỎI/CƠ QUAN/…
  distinctive_topics/ĐƠN VỊ/CHỦ ĐỀ     ranks/ĐƠN VỊ/CHỈ TIÊU/KỲ, region_coverage/VÙNG/…, v.v.

Ví dụ:
  nhipso explain coverage/14/villages_mobile_broadband/2022 data/published
  nhipso explain \"coverage/Sơn La/villages_mobile_broadband/2022/change_pp\" data/published
  nhipso explain targets/14/villages_mobile_broadband/2025/gap data/published --lang en
  nhipso explain teams//2022/all so-lieu                     dòng chung của mọi đơn vị",
    ),
    (
        "watch",
        "Soạn lại báo cáo mỗi khi tệp số liệu thay đổi, và hiện trên một trang tự tải lại",
        "Ví dụ:\n  nhipso watch so-lieu-2026",
    ),
    (
        "diff",
        "Kê những gì thay đổi giữa hai lần báo cáo: bao nhiêu và vì sao",
        "\
Ví dụ:
  nhipso diff reports/2024 reports/2025
  nhipso diff reports/2024 reports/2025 --html thay-doi.html
  nhipso diff reports/2024 reports/2025 --csv > thay-doi.csv",
    ),
    (
        "init",
        "Tạo thư mục dự án: tệp mẫu của năm loại số liệu và nhipso.toml có chú giải",
        "Ví dụ:\n  nhipso init so-lieu-2026",
    ),
    (
        "demo",
        "Ghi số liệu giả định để chạy thử",
        "Ví dụ:\n  nhipso demo thu --provinces 34 --years 2019-2025 --rows 100000 --seed 7",
    ),
    (
        "rules",
        "Kê các quy tắc đọc số liệu, hoặc giải thích một quy tắc",
        "Ví dụ:\n  nhipso rules\n  nhipso rules E017",
    ),
    (
        "completions",
        "In phần gợi ý lệnh cho một trình dòng lệnh",
        "Ví dụ:\n  nhipso completions bash > ~/.local/share/bash-completion/completions/nhipso",
    ),
    ("man", "In trang hướng dẫn (man)", ""),
    ("help", "In trợ giúp này, hoặc trợ giúp của một lệnh", ""),
];

/// Arguments: the command where one name says several things, else nothing; name; what stands for its value; what it
/// says.
pub const ARGUMENTS: &[(&str, &str, &str, &str)] = &[
    ("", "help", "", "In trợ giúp"),
    ("", "version", "", "In số phiên bản"),
    (
        "",
        "lang",
        "TIẾNG",
        "Ngôn ngữ của báo cáo và thông báo [mặc định: theo nhipso.toml của thư mục, nếu không thì vi]",
    ),
    ("", "quiet", "", "Không in gì ngoài lỗi"),
    ("", "json", "", "In kết quả dạng JSON, cho máy đọc"),
    ("", "per_rule", "SỐ", "Số thông báo nêu cho mỗi quy tắc"),
    (
        "",
        "input",
        "THƯ_MỤC",
        "Thư mục số liệu, hoặc một tệp [mặc định: data/published nếu có, nếu không thì thư mục đang đứng]",
    ),
    (
        "",
        "out",
        "THƯ_MỤC",
        "Thư mục của báo cáo, được thay trọn vẹn [mặc định: reports/<tên thư mục số liệu>]",
    ),
    ("", "format", "ĐỊNH_DẠNG", "Các định dạng cần ghi, cách nhau bằng dấu phẩy [mặc định: tất cả]"),
    ("", "strict", "", "Mã thoát là 1 khi có dòng bị bỏ ra"),
    (
        "",
        "only_province",
        "MÃ|TÊN",
        "Báo cáo của riêng một tỉnh: mã hoặc tên; thứ hạng và xu hướng vẫn tính trên mọi tỉnh",
    ),
    (
        "",
        "theme",
        "TỆP",
        "Lấy tên cơ quan và màu sắc từ tệp này (`office` và `[theme]`, như trong nhipso.toml)",
    ),
    (
        "",
        "boundaries",
        "ĐỊA_GIỚI",
        "Địa giới: mỗi kỳ theo địa giới của kỳ đó, hoặc quy cả chuỗi về 34 hay 63 tỉnh, thành phố",
    ),
    ("", "period", "ĐỘ_DÀI", "Độ dài của kỳ khi đếm câu hỏi đối thoại"),
    (
        "",
        "by",
        "CẤP",
        "Báo cáo theo cấp nào [mặc định: tỉnh, hoặc các đơn vị trong tỉnh nếu chỉ có một tỉnh]",
    ),
    (
        "",
        "places",
        "DANH_MỤC",
        "Danh mục đơn vị: default (có sẵn), any (giữ tên như trong tệp), hoặc một tệp CSV",
    ),
    (
        "",
        "topics",
        "DANH_MỤC",
        "Danh mục chủ đề: default (có sẵn), any (giữ chủ đề như trong tệp), hoặc một tệp TOML",
    ),
    (
        "",
        "encoding",
        "TÊN",
        "Bảng mã của các tệp, khi chương trình không tự nhận ra: utf-8, utf-16le, cp1258, tcvn3, vni",
    ),
    ("", "year", "NĂM", "Năm báo cáo [mặc định: năm gần nhất có số liệu]"),
    (
        "",
        "as_of",
        "NGÀY",
        "Ngày đánh giá cam kết: 31/12/2023, 2023-12-31, 2023-Q4 hoặc 2023 [mặc định: cuối kỳ gần nhất có số liệu]",
    ),
    ("check", "html", "TỆP", "Ghi thêm kê khai chất lượng số liệu thành một trang để gửi cho các đơn vị"),
    ("diff", "html", "TỆP", "Ghi thêm một trang"),
    ("", "topic", "CHỦ_ĐỀ", "Một chủ đề: mã hoặc tên"),
    ("", "province", "TỈNH", "Một tỉnh: mã hoặc tên"),
    ("", "indicator", "CHỈ_TIÊU", "Một chỉ tiêu: mã hoặc tên"),
    ("", "since", "NĂM", "Bỏ qua chuỗi số liệu kết thúc trước năm này"),
    ("", "most", "SỐ", "Số xu hướng nêu ra; 0 là tất cả"),
    ("trends", "csv", "", "In mọi xu hướng được hỏi dạng CSV"),
    ("diff", "csv", "", "In mọi thay đổi dạng CSV, số đầy đủ"),
    ("", "figure", "SỐ_LIỆU", "Tên của số liệu, như ghi trên trang"),
    ("", "port", "CỔNG", "Cổng của trang, chỉ trên máy này [mặc định: cổng nào còn trống]"),
    ("", "old", "CŨ", "Lần báo cáo trước"),
    ("", "new", "MỚI", "Lần báo cáo sau"),
    ("init", "folder", "THƯ_MỤC", "Thư mục cần tạo"),
    ("demo", "folder", "THƯ_MỤC", "Thư mục để ghi"),
    ("", "provinces", "SỐ_TỈNH", "Số tỉnh: 34 (hiện nay) hoặc 63 (đến tháng 6/2025)"),
    ("", "years", "NĂM", "Năm đầu và năm cuối"),
    ("", "rows", "SỐ", "Số dòng đối thoại"),
    ("", "seed", "SỐ", "Cùng số mồi thì cùng số liệu"),
    ("", "monthly", "", "Bao phủ theo tháng và tổ theo quý, đến từng xã, như tệp xuất của cả nước"),
    ("", "faults", "SỐ", "Số dòng có lỗi trong mười nghìn dòng, để thử các thông báo"),
    ("", "code", "MÃ", "Mã của một quy tắc, như E017"),
    ("", "shell", "TRÌNH", "Trình dòng lệnh"),
];

/// What the values of arguments stand for: argument, value, what it says.
pub const VALUES: &[(&str, &str, &str)] = &[
    ("lang", "vi", "tiếng Việt"),
    ("lang", "en", "tiếng Anh"),
    ("boundaries", "as-reported", "mỗi kỳ theo địa giới của kỳ đó"),
    ("boundaries", "34", "34 tỉnh, thành phố"),
    ("boundaries", "63", "63 tỉnh, thành phố, đến tháng 6/2025"),
    ("period", "year", "năm"),
    ("period", "quarter", "quý"),
    ("period", "month", "tháng"),
    ("by", "province", "tỉnh"),
    ("by", "district", "huyện"),
    ("by", "commune", "xã"),
    ("format", "html", "một trang cho trình duyệt"),
    ("format", "pdf", "văn bản để in và ký"),
    ("format", "docx", "văn bản để sửa (Word)"),
    ("format", "xlsx", "bảng tính (Excel)"),
    ("format", "csv", "bảng số liệu cho máy đọc, kèm gói mô tả"),
    ("format", "charts", "biểu đồ dạng SVG và PNG"),
];
