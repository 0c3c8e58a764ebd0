//! Where a report is dated and signed, as Decree 30/2020/NĐ-CP lays it out.

use serde::Serialize;

/// Who writes and the number, left, and whose state, place and day, right, at the head of the first page; at the end who receives the report, left, and who signs it, right.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Signing {
    /// The office that writes, a line or more; words that stand for it where it is not named.
    pub issuer: String,
    /// "Số: 12/BC-SKHCN"; dots stand for what is to be written.
    pub number: String,
    /// The name of the state.
    pub state: String,
    /// Its motto.
    pub motto: String,
    /// "Sơn La, ngày 05 tháng 01 năm 2026"; dots stand for what is to be written.
    pub dated: String,
    /// "Nơi nhận:".
    pub recipients: String,
    /// Who receives it, a line each.
    pub receivers: Vec<String>,
    /// The post of who signs.
    pub post: String,
    /// "(Ký, ghi rõ họ tên và đóng dấu)"; empty where the name stands below.
    pub how: String,
    /// The name below the signature; dots where it is to be written.
    pub name: String,
}
