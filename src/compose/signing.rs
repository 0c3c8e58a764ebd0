//! The words where a report is dated and signed: what the project says, and dots where it is to be written.

use super::composer::Composer;
use super::report::Signing;
use crate::model::settings::Signature;
use crate::model::{Lang, Period};

/// Place and day, who receives the report and who signs it.
pub(super) fn signing(c: &Composer<'_>) -> Signing {
    let none = Signature::default();
    let said = c.settings.signature.as_ref().unwrap_or(&none);
    let place = said.place.as_ref().map_or(c.lang.pick("…", "[Place]"), |place| place.get(c.lang));
    let receivers = said.recipients.iter().map(|one| one.get(c.lang)).collect::<Vec<_>>();
    let last = receivers.len();
    let receivers = receivers.into_iter().enumerate().map(|(at, one)| {
        let end = if at + 1 == last { "." } else { ";" };
        format!("– {}{end}", one.trim_end_matches([';', '.']))
    });
    Signing {
        issuer: super::words::office(c)
            .map_or_else(|| c.t("Tên cơ quan, tổ chức", "Name of the office"), str::to_owned),
        number: format!("{} {}", c.t("Số:", "No.:"), said.number.as_deref().unwrap_or("……/BC-……")),
        state: c.t("Cộng hòa xã hội chủ nghĩa Việt Nam", "Socialist Republic of Viet Nam"),
        motto: c.t("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness"),
        dated: format!("{place}, {}", dated(c, said.date)),
        recipients: c.t("Nơi nhận:", "Distribution:"),
        receivers: if last == 0 { vec!["– …".to_owned()] } else { receivers.collect() },
        post: said.post.as_ref().map_or_else(
            || c.t("Chức vụ của người ký", "Title of the signatory"),
            |post| post.get(c.lang).to_owned(),
        ),
        how: match said.name {
            Some(_) => String::new(),
            None => c.t("(Ký, ghi rõ họ tên và đóng dấu)", "(Signature, full name and seal)"),
        },
        name: said.name.clone().unwrap_or_else(|| "…".repeat(12)),
    }
}

/// A day as documents are dated: days below 10 and the months 1 and 2 have a leading zero (Decree 30/2020/NĐ-CP).
fn dated(c: &Composer<'_>, day: Option<Period>) -> String {
    let Some(day) = day.map(Period::start) else {
        return c.t("ngày … tháng … năm …", "[date]");
    };
    match c.lang {
        Lang::Vi => {
            let month = if day.month() < 3 { format!("{:02}", day.month()) } else { day.month().to_string() };
            format!("ngày {:02} tháng {month} năm {}", day.day(), day.year())
        }
        Lang::En => c.n.date(day),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::clean::Audit;
    use crate::compose::sample::{registers, settings};
    use crate::compose::{Notes, SourceLines, compose};
    use crate::model::{OwnText, Settings};

    fn signed(lang: Lang, signature: Option<Signature>) -> Signing {
        let settings = Settings { signature, ..settings(lang) };
        let (summary, audit) = (Default::default(), Audit::default());
        compose(&summary, &audit, &SourceLines::new(), &Notes::new(), &settings, &registers())
            .signing
            .unwrap()
    }

    #[test]
    fn what_nobody_said_is_left_to_be_written() {
        let signing = signed(Lang::Vi, None);
        assert_eq!(signing.dated, "…, ngày … tháng … năm …");
        assert_eq!((&*signing.issuer, &*signing.number), ("Tên cơ quan, tổ chức", "Số: ……/BC-……"));
        assert_eq!((&*signing.recipients, &*signing.receivers[0]), ("Nơi nhận:", "– …"));
        assert_eq!(signing.post, "Chức vụ của người ký");
        assert!(signing.how.contains("ghi rõ họ tên") && signing.name.starts_with("……"));
        assert_eq!(signed(Lang::En, None).dated, "[Place], [date]");
    }

    #[test]
    fn an_office_says_who_signs() {
        let own = |text: &str| OwnText::Same(text.to_owned());
        let signature = Signature {
            number: Some("12/BC-SKHCN".to_owned()),
            place: Some(own("Huế")),
            date: Period::day(2026, 2, 5),
            post: Some(own("GIÁM ĐỐC")),
            name: Some("Họ và tên".to_owned()),
            recipients: vec![own("Như trên;"), own("Lưu: VT")],
        };
        let signing = signed(Lang::Vi, Some(signature.clone()));
        assert_eq!(signing.dated, "Huế, ngày 05 tháng 02 năm 2026");
        assert_eq!(signing.number, "Số: 12/BC-SKHCN");
        assert_eq!(signing.receivers, ["– Như trên;", "– Lưu: VT."]);
        assert_eq!((&*signing.post, &*signing.how, &*signing.name), ("GIÁM ĐỐC", "", "Họ và tên"));
        let late = Signature { date: Period::day(2026, 12, 15), ..signature };
        assert_eq!(signed(Lang::Vi, Some(late.clone())).dated, "Huế, ngày 15 tháng 12 năm 2026");
        assert_eq!(signed(Lang::En, Some(late)).dated, "Huế, 15 December 2026");
    }
}
