//! The rules a row, a cell or a file can break, each with one stable code.
//!
//! `E…` costs the row (rejected), `C…` is a conflict between rows (none is used),
//! `D…` is a doubt (the figure is used and the doubt stands beside it), `F…` makes a file unusable.
//! The list is documented in `data/README.md`, printed by `nhipso rules`, and explained by `nhipso rules CODE`.

use serde::{Deserialize, Serialize};

/// What breaking a rule costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file is not read.
    Unusable,
    /// The row is not used.
    Rejected,
    /// None of the rows concerned is used.
    Conflict,
    /// The figure is used, the doubt is shown beside it.
    Doubt,
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident $code:literal $severity:ident
        title($title_vi:literal, $title_en:literal)
        advice($advice_vi:literal, $advice_en:literal)
        example($bad:literal => $good:literal)),* $(,)?) => {
        /// One rule of the reading of exports. The code never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Rule { $($(#[$doc])* $name),* }

        impl Rule {
            /// Every rule, in the order of the list.
            pub const ALL: &'static [Rule] = &[$(Rule::$name),*];

            /// The stable code, such as `E007`.
            pub fn code(self) -> &'static str {
                match self { $(Rule::$name => $code),* }
            }

            /// What breaking it costs.
            pub fn severity(self) -> Severity {
                match self { $(Rule::$name => Severity::$severity),* }
            }

            /// The rule in a few words: (Vietnamese, English).
            pub fn title(self) -> (&'static str, &'static str) {
                match self { $(Rule::$name => ($title_vi, $title_en)),* }
            }

            /// What to do about it: (Vietnamese, English).
            pub fn advice(self) -> (&'static str, &'static str) {
                match self { $(Rule::$name => ($advice_vi, $advice_en)),* }
            }

            /// A cell or row that breaks it, and one that does not.
            pub fn example(self) -> (&'static str, &'static str) {
                match self { $(Rule::$name => ($bad, $good)),* }
            }
        }
    };
}

rules! {
    /// The file cannot be opened or read.
    FileUnreadable "F001" Unusable
        title("không đọc được tệp", "the file cannot be read")
        advice("mở thử tệp; kiểm tra quyền đọc, hoặc xuất lại tệp", "try to open it; check its permissions, or export it again")
        example("so-lieu.xlsx (đặt mật khẩu)" => "so-lieu.xlsx"),
    /// No header row of a known kind of export was found.
    HeaderUnknown "F002" Unusable
        title("không nhận ra dòng tiêu đề của loại số liệu nào", "no header of a known kind of export")
        advice("đặt tên cột như trong tệp mẫu của lệnh `nhipso init`", "name the columns as in the templates of `nhipso init`")
        example("a,b,c" => "period,province,indicator,percent"),
    /// Two columns of the header mean the same.
    HeaderRepeated "F003" Unusable
        title("hai cột cùng một ý nghĩa", "two columns mean the same")
        advice("giữ một cột hoặc đổi tên cột kia", "keep one of them or rename the other")
        example("period,province,province,percent" => "period,province,indicator,percent"),
    /// A hidden sheet that holds a table.
    SheetHidden "F004" Unusable
        title("trang bị ẩn mà có bảng số liệu", "a hidden sheet holds a table")
        advice("bỏ ẩn trang nếu số liệu cần dùng, hoặc xóa trang khỏi tệp", "show the sheet if its figures count, or delete it from the file")
        example("trang “2021” bị ẩn" => "trang “2021” hiện ra"),
    /// The row has more fields than the header.
    FieldsTooMany "E001" Rejected
        title("dòng có nhiều ô hơn dòng tiêu đề", "the row has more fields than the header")
        advice("đặt ô có chứa dấu phân cách trong ngoặc kép, hoặc bỏ ô thừa", "quote the cell that holds the separator, or remove the extra field")
        example("2022,Sơn La,adults_smartphone,,,58.3,extra" => "2022,Sơn La,adults_smartphone,,,58.3"),
    /// The row has fewer fields than the header.
    FieldsTooFew "E002" Rejected
        title("dòng có ít ô hơn dòng tiêu đề", "the row has fewer fields than the header")
        advice("thêm dấu phân cách cho những ô để trống", "add separators for the blank cells")
        example("2022,Sơn La,adults_smartphone,," => "2022,Sơn La,adults_smartphone,,,58.3"),
    /// A quote opens and does not close.
    QuoteUnclosed "E003" Rejected
        title("ngoặc kép mở mà không đóng", "a quote opens and does not close")
        advice("thêm dấu ngoặc kép ở cuối ô", "close the quote at the end of the cell")
        example("2023,Sơn La,\"câu hỏi" => "2023,Sơn La,\"câu hỏi\""),
    /// A quote stands inside an unquoted cell or text follows a closing quote.
    QuoteStray "E004" Rejected
        title("ngoặc kép đặt sai chỗ", "a stray quote")
        advice("trong ô, viết mỗi dấu ngoặc kép thành hai dấu \"\", rồi đặt cả ô trong ngoặc kép", "double the quote inside the cell and quote the whole cell")
        example("\"abc\"d" => "\"abc\"\"d\""),
    /// Bytes that are no text in the file's encoding.
    TextUndecodable "E005" Rejected
        title("có ký tự không đọc được theo bảng mã của tệp", "bytes that do not decode as text")
        advice("lưu lại tệp với bảng mã UTF-8, hoặc đặt `encoding` cho tệp trong nhipso.toml", "save the file again as UTF-8, or set `encoding` for the file in nhipso.toml")
        example("S\u{FFFD}n La" => "Sơn La"),
    /// A NUL byte in the row.
    NulByte "E006" Rejected
        title("dòng có ký tự NUL (byte 0)", "the row holds a NUL character")
        advice("xuất lại tệp từ phần mềm gốc", "export the file again from its source")
        example("S\\0ơn La" => "Sơn La"),
    /// The record is longer than the reader accepts.
    RowTooLong "E007" Rejected
        title("dòng dài quá mức đọc được", "the row is too long")
        advice("kiểm tra ngoặc kép và chỗ xuống dòng", "check its quotes and line ends")
        example("\"câu hỏi… (200 MB)" => "\"câu hỏi\""),
    /// A required cell is blank.
    CellMissing "E010" Rejected
        title("ô bắt buộc bị bỏ trống", "a required cell is blank")
        advice("điền ô này", "fill in the cell")
        example("2022,,adults_smartphone,,,58.3" => "2022,Sơn La,adults_smartphone,,,58.3"),
    /// No such place in the register.
    PlaceUnknown "E011" Rejected
        title("không có đơn vị này trong danh mục", "no such place in the register")
        advice("sửa tên theo danh mục, hoặc khai báo cách viết này ở [place_aliases] trong nhipso.toml", "correct the name, or declare the spelling under [place_aliases] in nhipso.toml")
        example("Cần Thơn" => "Cần Thơ"),
    /// A spelling that several places share.
    PlaceAmbiguous "E012" Rejected
        title("cách viết này có thể là nhiều đơn vị", "the spelling stands for several places")
        advice("viết tên đầy đủ hoặc mã đơn vị", "write the full name or the code")
        example("Hà" => "Hà Nội"),
    /// No such period.
    PeriodImpossible "E013" Rejected
        title("thời kỳ không hợp lệ", "not a period")
        advice("viết như 2022, Quý III/2023, 9/2022 hoặc 14/9/2022", "write it as 2022, 2023-Q3, 2022-09 or 2022-09-14")
        example("2022-13" => "2022-12"),
    /// Not a registered indicator.
    IndicatorUnknown "E014" Rejected
        title("không có chỉ tiêu này trong danh mục", "no such indicator in the register")
        advice("dùng tên trong danh mục, hoặc khai báo chỉ tiêu trong nhipso.toml", "use a registered name, or declare the indicator in nhipso.toml")
        example("villages_mobile" => "villages_mobile_broadband"),
    /// A cell that should hold a number does not.
    NumberInvalid "E015" Rejected
        title("không phải là số", "not a number")
        advice("chỉ ghi số trong ô, ghi chú đặt ở cột khác", "leave only the number in the cell, put notes in a column of their own")
        example("một nghìn" => "1000"),
    /// A number that can be read in two ways.
    NumberAmbiguous "E016" Rejected
        title("con số có thể đọc theo hai cách", "the number can be read in two ways")
        advice("viết sao cho rõ phần thập phân, hoặc đặt `decimal` cho tệp trong nhipso.toml", "write the decimals unmistakably, or set `decimal` for the file in nhipso.toml")
        example("1.234" => "1,23"),
    /// A bound (`>90`) and not a figure.
    NumberBound "E017" Rejected
        title("mức giới hạn, không phải con số chính xác", "a bound, not a figure")
        advice("ghi số chính xác hoặc để trống ô", "give the exact figure or leave the cell blank")
        example(">90" => "91,3"),
    /// A footnote mark in a number.
    NumberFootnote "E018" Rejected
        title("con số kèm dấu chú thích", "a number with a footnote mark")
        advice("chuyển dấu chú thích sang cột ghi chú", "move the mark to the note column")
        example("95,1*" => "95,1"),
    /// A count below zero or with a fraction.
    CountInvalid "E019" Rejected
        title("số lượng phải là số nguyên không âm", "a count must be a whole number, zero or more")
        advice("kiểm tra lại số lượng", "check the count")
        example("-3" => "3"),
    /// A value outside the range of its indicator.
    RangeExceeded "E020" Rejected
        title("giá trị nằm ngoài khoảng cho phép của chỉ tiêu", "the value lies outside the indicator's range")
        advice("kiểm tra lại giá trị và đơn vị tính", "check the value and its unit")
        example("109,5" => "95,1"),
    /// Covered is larger than total.
    CoveredAboveTotal "E021" Rejected
        title("số đạt lớn hơn tổng số", "covered is larger than total")
        advice("kiểm tra hai ô này", "check the two cells")
        example("2252,2247" => "2137,2247"),
    /// The percentage disagrees with covered / total.
    PercentDisagrees "E022" Rejected
        title("tỷ lệ không khớp với số đạt trên tổng số", "the percentage disagrees with covered / total")
        advice("sửa tỷ lệ, hoặc sửa số đạt, tổng số", "correct the percentage or the two counts")
        example("10,20,90" => "10,20,50"),
    /// Covered without total, or the other way round.
    PartMissing "E023" Rejected
        title("có số đạt mà thiếu tổng số, hoặc ngược lại", "covered without total, or total without covered")
        advice("điền cả hai ô, hoặc chỉ ghi tỷ lệ", "fill in both, or give the percentage alone")
        example("2137,," => "2137,2247,"),
    /// A level of teams that is not known.
    LevelUnknown "E024" Rejected
        title("không có cấp này của tổ", "no such level of teams")
        advice("ghi một trong: tổng số; cấp xã; thôn, bản", "write all, commune or village")
        example("tổ dân phố 5" => "thôn, bản"),
    /// A part larger than its whole within one row (trained > teams).
    PartAboveWhole "E025" Rejected
        title("một phần lại lớn hơn toàn bộ", "a part is larger than its whole")
        advice("kiểm tra hai ô này", "check the two cells")
        example("1459,1500" => "1459,1447"),
    /// The merged province cell cannot be told from a blank one.
    PlaceNotCarried "E026" Rejected
        title("ô tên đơn vị trống và không thể suy ra từ dòng trên", "the place is blank and cannot be taken from the row above")
        advice("ghi tên đơn vị ở từng dòng", "write the place in every row")
        example(",2022,2137,2247" => "Sơn La,2022,2137,2247"),
    /// The row stands below another header amid the rows, whose columns are not those of the first.
    HeaderOther "E027" Rejected
        title("dòng đứng dưới một dòng tiêu đề khác ở giữa bảng", "the row stands below another header amid the rows")
        advice("để mỗi bảng trong một tệp (hoặc một trang) riêng", "put each table into a file (or a sheet) of its own")
        example("Kỳ,Tỉnh,Số tổ; giữa bảng: Kỳ,Tỉnh,Thành viên" => "hai tệp, mỗi tệp một dòng tiêu đề"),
    /// A commitment is due or done before the session in which it was made.
    BeforeSession "E028" Rejected
        title("thời hạn hoặc ngày hoàn thành trước buổi đối thoại", "due or done before the session")
        advice("kiểm tra lại ngày đối thoại, thời hạn và ngày hoàn thành", "check the date of the session, the due date and the date of completion")
        example("26/3/2025,Sơn La,Lắp trạm,Quý IV/2024" => "26/3/2025,Sơn La,Lắp trạm,Quý IV/2025"),
    /// Two different rows with one key.
    RowsConflict "C001" Conflict
        title("hai dòng khác nhau cho cùng một số liệu", "two different rows for one figure")
        advice("bỏ dòng sai, hoặc xếp thứ tự tin cậy của các tệp (`rank`) trong nhipso.toml", "remove the wrong one, or rank the files (`rank`) in nhipso.toml")
        example("2022,Sơn La,95,1 + 2022,Sơn La,94,8" => "2022,Sơn La,95,1"),
    /// Parts do not add up to "all".
    PartsDisagree "D001" Doubt
        title("các phần cộng lại không bằng tổng số chung", "the parts do not add up to the whole")
        advice("hỏi lại đơn vị báo cáo", "ask the reporting office")
        example("tổng số 1459, cấp xã 204, thôn bản 1200" => "tổng số 1459, cấp xã 204, thôn bản 1255"),
    /// The base (total) jumps between periods.
    BaseJumps "D002" Doubt
        title("mẫu số thay đổi đột ngột giữa hai kỳ", "the base jumps between two periods")
        advice("kiểm tra xem đơn vị hành chính có sắp xếp lại, hay phạm vi thống kê có đổi không", "check for reorganised units or a changed scope")
        example("2022: 2247 thôn; 2023: 1120 thôn" => "2022: 2247 thôn; 2023: 2239 thôn"),
    /// A level falls where it can only rise.
    LevelFalls "D003" Doubt
        title("chỉ tiêu chỉ có thể tăng mà lại giảm", "a level falls where it can only rise")
        advice("hỏi lại đơn vị báo cáo", "ask the reporting office")
        example("2022: 95,1 %; 2023: 90,4 %" => "2022: 95,1 %; 2023: 97,0 %"),
    /// Equal totals at two dates months apart.
    TotalsRepeat "D004" Doubt
        title("tổng số không đổi giữa hai thời điểm cách nhau nhiều tháng", "the same total at two dates months apart")
        advice("kiểm tra xem số liệu sau đã được cập nhật chưa", "check that the later figure was updated")
        example("14/9/2022: 1459 tổ; 28/2/2023: 1459 tổ" => "14/9/2022: 1459 tổ; 28/2/2023: 1471 tổ"),
    /// The definition of an indicator changes in a series.
    DefinitionChanges "D005" Doubt
        title("định nghĩa của chỉ tiêu thay đổi trong chuỗi số liệu", "the indicator's definition changes within the series")
        advice("không so sánh trước và sau khi đổi định nghĩa", "do not compare the two parts")
        example("2022: từ 3G; 2023: từ 4G" => "2022: từ 4G; 2023: từ 4G"),
    /// A unit of the former 63 provinces after June 2025.
    FormerPlaceAfterMerger "D006" Doubt
        title("tên tỉnh cũ (trong 63 tỉnh) xuất hiện sau ngày 30/6/2025", "a former province after 30 June 2025")
        advice("xác nhận số liệu là của địa bàn tỉnh cũ", "confirm that the figure is for the former territory")
        example("2026,Kon Tum,566" => "2026,Quảng Ngãi,1480"),
    /// A provincial row differs from the sum of its districts or communes.
    ProvinceDisagrees "D007" Doubt
        title("số của tỉnh khác với tổng của các đơn vị trực thuộc", "the provincial figure differs from the sum of its parts")
        advice("báo cáo dùng số của tỉnh; chênh lệch lớn thì hỏi lại", "the provincial figure is used; ask where the gap is large")
        example("tỉnh 1459; cộng các xã 1447" => "tỉnh 1459; cộng các xã 1459"),
    /// The published national figure differs from the sum of the provinces.
    CountryDisagrees "D008" Doubt
        title("số cả nước công bố khác với số tính từ các tỉnh", "the published national figure differs from the sum of provinces")
        advice("báo cáo dùng số công bố", "the published figure is used")
        example("Cả nước 45,8 %; các tỉnh 47,2 %" => "Cả nước 45,8 %; các tỉnh 45,8 %"),
    /// A sheet or a file without data rows.
    FileEmpty "D009" Doubt
        title("tệp có tiêu đề nhưng không có dòng số liệu nào", "the file has no data rows")
        advice("điền số liệu, hoặc xuất lại tệp", "fill it in, or export it again")
        example("Kỳ,Tỉnh,Số tổ" => "Kỳ,Tỉnh,Số tổ + 2023,Sơn La,1459"),
    /// The encoding was guessed with little evidence.
    EncodingUnsure "D010" Doubt
        title("bảng mã được đoán với ít căn cứ", "the encoding was guessed on little evidence")
        advice("đặt `encoding` cho tệp này trong nhipso.toml", "set `encoding` for the file in nhipso.toml")
        example("tệp .csv xuất từ phần mềm cũ, chỉ vài chữ có dấu" => "lưu với bảng mã UTF-8"),
    /// Parts of a province that give percentages without counts, or no figure at all, cannot be added up.
    PartsNotCombined "D011" Doubt
        title("không gộp được số của các đơn vị trực thuộc thành số của tỉnh", "parts that cannot be combined into a provincial figure")
        advice("ghi đủ số liệu của từng đơn vị (tỷ lệ thì cả số đạt và tổng số), hoặc số chung của tỉnh", "give the figures of each part (covered and total for a rate), or a figure for the province")
        example("Xã A 95,1 %; Xã B 88,0 %" => "Xã A 97/102; Xã B 88/100"),
    /// A correction names a line that is not there.
    CorrectionUnused "D012" Doubt
        title("dòng sửa không khớp dòng nào của tệp", "a correction that fits no line")
        advice("kiểm tra tên tệp và số dòng trong corrections.csv", "check file and line in corrections.csv")
        example("coverage.csv, dòng 900 (tệp có 214 dòng)" => "coverage.csv, dòng 90"),
    /// A sum of districts or communes is not of the same ones in all periods.
    PartsChange "D013" Doubt
        title("các đơn vị được cộng không giống nhau giữa các kỳ", "the parts added up are not the same in all periods")
        advice("bổ sung số liệu của đơn vị còn thiếu, hoặc ghi số chung của tỉnh", "give the parts that are missing, or a figure for the province")
        example("2022: 12 huyện; 2023: 11 huyện" => "2022: 12 huyện; 2023: 12 huyện"),
    /// Different rows for one figure, of which the file ranked higher is used.
    ConflictRanked "D014" Doubt
        title("hai dòng khác nhau, dùng dòng của tệp được xếp trên", "two different rows; that of the file ranked higher is used")
        advice("hỏi lại đơn vị gửi tệp xếp dưới; thứ tự tệp ghi ở `rank` trong nhipso.toml", "ask who sent the file ranked lower; the order stands under `rank` in nhipso.toml")
        example("tinh.csv: 95,1; huyen.csv: 94,8" => "tinh.csv: 95,1; huyen.csv: 95,1"),
    /// The settings name a file, or a series, that is not there.
    SettingUnused "D015" Doubt
        title("nhipso.toml nêu tên một tệp hoặc một chuỗi số liệu không có trong thư mục", "nhipso.toml names a file or a series that is not in the folder")
        advice("sửa tên ở `rank`, [files] hoặc [[run_through]] trong nhipso.toml", "correct the name under `rank`, [files] or [[run_through]] in nhipso.toml")
        example("rank = [\"tinhh.csv\"]" => "rank = [\"tinh.csv\"]"),
    /// Rows that are used and that the report does not show: on its borders, or of its year.
    RowsNotShown "D016" Doubt
        title("dòng hợp lệ mà báo cáo không trình bày", "sound rows that the report does not show")
        advice("xem kỳ ghi trong tệp có đúng không; nếu đúng và cần trình bày thì chọn năm báo cáo muộn hơn (`year`) cho kỳ sau năm báo cáo, địa giới khác (`boundaries`) hoặc kỳ ngắn hơn (`period`) cho số liệu ngoài địa giới", "check the period in the file; where it is right and the rows should be shown, choose a later year (`year`) for a time after that of the report, other borders (`boundaries`) or shorter periods (`period`) for what has no place on these")
        example("--boundaries 63 với số liệu năm 2025" => "--boundaries 34"),
    /// A note of the office that belongs to no chapter.
    NoteUnused "D017" Doubt
        title("lời của đơn vị trong notes/ không thuộc chương nào", "a note in notes/ that belongs to no chapter")
        advice("đặt tên tệp theo chương: tong-quan.md, bao-phu.md, to-cong-nghe-so.md, chu-de.md, muc-tieu.md, chat-luong.md hoặc phuong-phap.md", "name the file for its chapter: key-figures.md, coverage.md, teams.md, topics.md, targets.md, quality.md or methods.md")
        example("notes/nhan-xet.md" => "notes/tong-quan.md"),
}

impl Rule {
    /// The rule with this code, in any case of letters.
    pub fn from_code(code: &str) -> Option<Rule> {
        Rule::ALL.iter().copied().find(|rule| rule.code().eq_ignore_ascii_case(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_found() {
        for (i, rule) in Rule::ALL.iter().enumerate() {
            assert_eq!(Rule::from_code(&rule.code().to_lowercase()), Some(*rule));
            assert!(Rule::ALL[..i].iter().all(|other| other.code() != rule.code()), "{}", rule.code());
        }
        assert_eq!(Rule::from_code("E999"), None);
    }
}
