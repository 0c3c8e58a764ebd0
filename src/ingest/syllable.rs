//! Whether a word is a Vietnamese syllable: what tells a right decoding from a wrong one.
//!
//! A syllable is an initial, a rhyme and a tone. Rhymes that close with a stop (c, ch, p, t) carry only the tones
//! sắc and nặng. Case does not matter; both ways of placing the tone mark (hoà, hòa) are accepted.

use unicode_normalization::UnicodeNormalization;

const INITIALS: &[&str] = &[
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k",
    "l", "m", "n", "p", "q", "r", "s", "t", "v", "x", "",
];

const RHYMES: &[&str] = &[
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e", "ec", "em", "en",
    "eng", "eo", "ep", "et", "i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu", "iêc", "iêm", "iên",
    "iêng", "iêp", "iêt", "iêu", "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap",
    "oat", "oay", "oc", "oe", "oen", "oeo", "oet", "oi", "om", "on", "ong", "ooc", "oong", "op", "ot", "oăc",
    "oăm", "oăn", "oăng", "oăt", "u", "ua", "uc", "ui", "um", "un", "ung", "up", "ut", "uy", "uya", "uych",
    "uyn", "uynh", "uyt", "uyu", "uyên", "uyêt", "uân", "uâng", "uât", "uây", "uê", "uêch", "uênh", "uô",
    "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "uơ", "y", "yêm", "yên", "yêng", "yêt", "yêu", "ynh", "yt",
    "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "ê", "êch", "êm", "ên", "ênh", "êp", "êt", "êu", "ô",
    "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ăc", "ăk", "ăm", "ăn", "ăng", "ăp", "ăt", "ơ", "ơi", "ơm",
    "ơn", "ơp", "ơt", "ư", "ưa", "ưc", "ưi", "ưng", "ưt", "ưu", "ươ", "ươc", "ươi", "ươm", "ươn", "ương",
    "ươp", "ươt", "ươu", "ưm", "ưn",
];

/// Whether `word` can be a Vietnamese syllable.
pub(super) fn is_syllable(word: &str) -> bool {
    let mut tone = None;
    let mut plain = String::with_capacity(word.len());
    for ch in word.nfd().flat_map(char::to_lowercase) {
        match ch {
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => {
                if tone.replace(ch).is_some() {
                    return false;
                }
            }
            ch => plain.push(ch),
        }
    }
    let plain: String = plain.nfc().collect();
    let stopped = ["c", "ch", "p", "t"].iter().any(|stop| plain.ends_with(stop));
    if stopped && !matches!(tone, Some('\u{301}' | '\u{323}')) {
        return false;
    }
    INITIALS.iter().any(|initial| {
        plain.strip_prefix(initial).is_some_and(|rhyme| {
            RHYMES.contains(&rhyme)
                // "gì", "giếng": the i belongs to both the initial and the rhyme.
                || (*initial == "gi" && (rhyme.is_empty() || rhyme.starts_with('ê')))
                // "quy", "quốc": the u belongs to the initial.
                || (*initial == "qu" && (rhyme == "y" || rhyme.starts_with('ô')))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables() {
        for word in
            "Sơn Điện Biên tỉnh huyện chuyển đổi số giáo dục gì giếng quý quốc quyền hoà hòa thuỷ thủy \
                     nghiệp khởi người NƯỚC thương mại ĐẮK Lắk trường ủy xã được phủ sóng băng rộng tỷ lệ tổ \
                     khuyến khích"
                .split_whitespace()
        {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["S¬n", "Soân", "tØnh", "ñaøo", "Hạï", "vieãn", "bãt", "sôø", "«n", "àá", "Tình"]
        {
            assert_eq!(is_syllable(word), word == "Tình", "{word}");
        }
    }
}
