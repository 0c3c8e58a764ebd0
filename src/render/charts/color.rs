//! A colour: how bright it is, how well it stands out, and how those see it who are blind to some colours.

/// A colour, red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(pub u8, pub u8, pub u8);

impl Color {
    /// Reads `#RRGGBB`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii())?;
        let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
        Some(Self(part(0)?, part(2)?, part(4)?))
    }

    /// `#RRGGBB`, as it stands in every drawing.
    pub fn hex(self) -> String {
        format!("#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2).
    pub fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast ratio against another colour, 1 to 21 (WCAG 2.2).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The first of 21 steps from this colour towards `other` that is `enough`; the last one where none is.
    pub fn towards(self, other: Self, enough: impl Fn(Self) -> bool) -> Self {
        let step = |by: u16| {
            let part = |from: u8, to: u8| ((u16::from(from) * (20 - by) + u16::from(to) * by) / 20) as u8;
            Self(part(self.0, other.0), part(self.1, other.1), part(self.2, other.2))
        };
        (0..=20).map(step).find(|shade| enough(*shade)).unwrap_or(other)
    }

    /// How unlike two colours are to an eye: their distance in Oklab (Ottosson 2020), about 0.02 where one can just
    /// be told from the other side by side, 1 from black to white.
    pub fn unlike(self, other: Self, sight: Sight) -> f64 {
        let (a, b) = (self.oklab(sight), other.oklab(sight));
        a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
    }

    fn linear(self) -> [f64; 3] {
        [self.0, self.1, self.2].map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        })
    }

    fn oklab(self, sight: Sight) -> [f64; 3] {
        let seen = times(&sight.matrix(), self.linear()).map(|part| part.clamp(0.0, 1.0));
        let cones = times(
            &[
                [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
                [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
                [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
            ],
            seen,
        )
        .map(f64::cbrt);
        times(
            &[
                [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
                [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
                [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
            ],
            cones,
        )
    }
}

fn times(matrix: &[[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
}

/// Ways of seeing colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// All of them.
    Full,
    /// Without red.
    Protan,
    /// Without green.
    Deutan,
    /// Without blue.
    Tritan,
}

impl Sight {
    /// All ways.
    pub const ALL: [Sight; 4] = [Sight::Full, Sight::Protan, Sight::Deutan, Sight::Tritan];

    /// What becomes of linear red, green and blue (Machado, Oliveira and Fernandes 2009, severity 1).
    fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Sight::Full => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Sight::Protan => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Sight::Deutan => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Sight::Tritan => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn colours_are_read_and_written() {
        assert_eq!(Color::parse("#12436D"), Some(Color(0x12, 0x43, 0x6D)));
        assert_eq!(Color::parse("#12é6D"), None);
        assert_eq!(Color(0x12, 0x43, 0x6D).hex(), "#12436D");
        assert!((Color(0, 0, 0).contrast(Color(255, 255, 255)) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn what_an_eye_cannot_tell_apart_is_alike() {
        let (white, black) = (Color(255, 255, 255), Color(0, 0, 0));
        assert!((white.unlike(black, Sight::Full) - 1.0).abs() < 1e-3);
        // Two colours that many charts have side by side, and that look the same without red or green.
        let (orange, green) = (Color::parse("#FF7F0E").unwrap(), Color::parse("#2CA02C").unwrap());
        assert!(orange.unlike(green, Sight::Full) > 0.2);
        assert!(orange.unlike(green, Sight::Protan) < 0.02);
    }
}
