//! The codes of tables for machines, in words.

use crate::model::Lang;

/// Code, in Vietnamese, in English.
const WORDS: [(&str, &str, &str); 44] = [
    ("as-reported", "theo từng kỳ", "as reported"),
    ("published", "số liệu công bố", "published"),
    ("computed", "tính từ số đạt và tổng số", "computed from counts"),
    ("count", "số câu hỏi", "questions"),
    ("share", "tỷ trọng", "share"),
    ("all", "tất cả các tổ", "all teams"),
    ("commune", "tổ cấp xã", "commune teams"),
    ("village", "tổ ở thôn, bản", "village teams"),
    ("teams", "số tổ", "teams"),
    ("members", "số thành viên", "members"),
    ("trained", "số tổ đã tập huấn", "teams that were trained"),
    ("members_per_team", "số thành viên mỗi tổ", "members per team"),
    ("trained_share", "tỷ lệ tổ đã tập huấn", "share of teams trained"),
    ("teams_per_commune", "số tổ mỗi xã", "teams per commune"),
    ("rising", "xu hướng tăng", "rising"),
    ("falling", "xu hướng giảm", "falling"),
    ("no_clear_trend", "chưa có xu hướng rõ rệt", "no clear trend"),
    ("too_few", "chưa đủ kỳ", "too few periods"),
    ("met", "đạt", "met"),
    ("on_pace", "đúng tiến độ", "on track"),
    ("near_pace", "sát tiến độ cần có", "close to the pace needed"),
    ("behind", "chậm tiến độ", "behind"),
    ("receding", "xa dần mục tiêu", "receding"),
    ("missed", "không đạt", "missed"),
    ("unknown", "không đủ căn cứ đánh giá", "cannot be judged"),
    ("other_borders", "không xét được theo địa giới này", "not judged on these borders"),
    ("open", "chưa đến hạn", "not yet due"),
    ("overdue", "quá hạn, chưa ghi nhận hoàn thành", "overdue, no completion recorded"),
    ("done", "hoàn thành đúng hạn", "done on time"),
    ("done_late", "hoàn thành muộn", "done late"),
    ("sen_95", "khoảng tin cậy 95 % (Sen)", "95% interval (Sen)"),
    ("slowest_fastest", "chậm nhất và nhanh nhất", "slowest and fastest"),
    ("new", "mới nêu", "new"),
    ("growing", "nổi lên", "growing"),
    ("fading", "lắng xuống", "fading"),
    ("gone", "không còn được nêu", "gone"),
    ("true", "có", "yes"),
    ("false", "không", "no"),
    ("✓", "có", "there"),
    ("Cả nước", "Cả nước", "Whole country"),
    ("Các tỉnh có số liệu", "Các tỉnh có số liệu", "Places with figures"),
    ("Các huyện có số liệu", "Các huyện có số liệu", "Places with figures"),
    ("Các xã có số liệu", "Các xã có số liệu", "Places with figures"),
    ("Các đơn vị có số liệu", "Các đơn vị có số liệu", "Places with figures"),
];

/// Settings that can move a figure: name, in Vietnamese, in English.
const SETTINGS: [(&str, &str, &str); 16] = [
    ("year", "năm báo cáo", "year of the report"),
    ("period", "độ dài của kỳ", "length of a period"),
    ("by", "cấp hành chính", "level of places"),
    ("as_of", "ngày đánh giá", "day of judgement"),
    ("only_province", "tỉnh được báo cáo", "province reported"),
    ("encoding", "bảng mã", "encoding"),
    ("files", "thiết lập của từng tệp", "settings of single files"),
    ("places", "danh mục đơn vị", "register of places"),
    ("topics", "danh mục chủ đề", "register of topics"),
    ("place_aliases", "cách viết tên đơn vị", "spellings of places"),
    ("topic_aliases", "cách viết tên chủ đề", "spellings of topics"),
    ("header_aliases", "cách viết tên cột", "spellings of headers"),
    ("indicators", "chỉ tiêu tự khai báo", "indicators declared"),
    ("targets", "mục tiêu tự khai báo", "targets declared"),
    ("topic_entries", "chủ đề tự khai báo", "topics declared"),
    ("run_through", "chuỗi nối liền", "series run through"),
];

/// The name of a setting in words; one that is not known stays as it is.
pub(super) fn setting(name: &str, lang: Lang) -> &str {
    let known = SETTINGS.iter().find(|(known, _, _)| *known == name);
    known.map_or(name, |(_, vi, en)| lang.pick(vi, en))
}

/// A code in words; what is no code stays as it is.
pub(super) fn said(code: &str, lang: Lang) -> String {
    let word = WORDS.iter().find(|(known, _, _)| *known == code);
    word.map_or_else(|| code.to_owned(), |(_, vi, en)| lang.pick(*vi, *en).to_owned())
}
