//! The look an office may choose: its colours, checked so that everybody can read them, and its logo.

use std::path::{Path, PathBuf};

use super::charts::{self, Color, Sight};
use super::logo::Logo;
use crate::model::{Text, settings};

/// What stands on white paper in this colour can be read (WCAG 2.2, 1.4.3).
const READABLE: f64 = 4.5;
/// A mark stands out from white paper (WCAG 2.2, 1.4.11: 3 to 1, rounded as the default palette needs it).
const SEEN: f64 = 2.95;
/// How unlike two series have to be to full sight, and to colour-blind readers: what the default palette keeps.
const UNLIKE: f64 = 0.12;
const UNLIKE_TO_ALL: f64 = 0.055;

/// Colours and logo of an edition.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Colour of headings, links and rules.
    pub accent: Color,
    /// The office's own colours of series, where it has some: in place of the first ones.
    series: Vec<Color>,
    /// The office's logo.
    pub logo: Option<Logo>,
}

/// Why a theme cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text().en)]
pub enum ThemeError {
    /// No colour.
    NoColor {
        /// What stands there.
        text: String,
    },
    /// A colour is too faint on white.
    Faint {
        /// The colour.
        color: String,
        /// Its contrast against white, with the least that is needed, both with one decimal.
        contrast: (String, String),
    },
    /// Two series look alike.
    Alike {
        /// The two colours.
        colors: (String, String),
        /// To whom.
        sight: Sight,
    },
    /// More colours than charts have series.
    Many {
        /// How many.
        count: usize,
    },
    /// Charts have four series, and no default colour can be told from these.
    Few {
        /// How many colours there are.
        count: usize,
    },
    /// The logo cannot be used.
    Logo {
        /// The file.
        path: PathBuf,
        /// Why, in both languages.
        why: Text,
    },
}

impl ThemeError {
    /// The error for people, in both languages.
    pub fn text(&self) -> Text {
        let (vi, en) = match self {
            Self::NoColor { text } => (
                format!("\"{text}\" không phải là màu dạng \"#12436D\""),
                format!("\"{text}\" is no colour such as \"#12436D\""),
            ),
            Self::Faint { color, contrast: (has, needs) } => (
                format!(
                    "màu {color} quá nhạt trên nền trắng: độ tương phản {}, cần ít nhất {}; hãy chọn màu đậm hơn",
                    has.replace('.', ","),
                    needs.replace('.', ",")
                ),
                format!(
                    "the colour {color} is too faint on white: its contrast is {has}, and {needs} is needed; choose a deeper one"
                ),
            ),
            Self::Alike { colors: (a, b), sight } => {
                let (vi, en) = match sight {
                    Sight::Full => ("", ""),
                    Sight::Protan => (" đối với người mù màu đỏ", " to readers who cannot see red"),
                    Sight::Deutan => (" đối với người mù màu xanh lá", " to readers who cannot see green"),
                    Sight::Tritan => (" đối với người mù màu xanh dương", " to readers who cannot see blue"),
                };
                (
                    format!(
                        "hai màu {a} và {b} trông giống nhau{vi}; hãy chọn hai màu khác nhau hơn, nhất là về độ sáng tối"
                    ),
                    format!(
                        "the colours {a} and {b} look alike{en}; choose two that differ more, above all in lightness"
                    ),
                )
            }
            Self::Many { count } => (
                format!("palette có {count} màu; biểu đồ dùng nhiều nhất 4"),
                format!("the palette has {count} colours; charts use 4 at most"),
            ),
            Self::Few { count } => (
                format!(
                    "palette có {count} màu, và không màu mặc định nào phân biệt được với chúng; hãy ghi đủ 4 màu"
                ),
                format!(
                    "the palette has {count} colours, and no default one can be told from them; give all 4"
                ),
            ),
            Self::Logo { path, why } => (
                format!("logo \"{}\": {}", path.display(), why.vi),
                format!("logo \"{}\": {}", path.display(), why.en),
            ),
        };
        Text::new(format!("[theme]: {vi}"), format!("[theme]: {en}"))
    }
}

impl Theme {
    /// The theme of the settings; the logo's path is one from `folder`.
    ///
    /// # Errors
    ///
    /// Where a colour cannot be read, or by some readers not told apart, and where the logo cannot be used.
    pub fn load(chosen: &settings::Theme, folder: &Path) -> Result<Self, ThemeError> {
        let color =
            |text: &String| Color::parse(text).ok_or_else(|| ThemeError::NoColor { text: text.clone() });
        let palette: Vec<Color> = chosen.palette.iter().map(color).collect::<Result<_, _>>()?;
        let accent = chosen.accent.as_ref().map(color).transpose()?;
        let base = charts::Theme::default().series.map(|role| role.light);
        if palette.len() > base.len() {
            return Err(ThemeError::Many { count: palette.len() });
        }
        accent.map_or(Ok(()), |accent| stands_out(accent, READABLE))?;
        palette.iter().try_for_each(|color| stands_out(*color, SEEN))?;
        told_apart(&palette)?;
        let series = match (palette.is_empty(), accent) {
            // Without a palette the first series has the office's colour, where the others can be told from it.
            (true, Some(accent)) if accent != base[0] => filled(&[accent], &base).unwrap_or_default(),
            (true, _) => Vec::new(),
            (false, _) => filled(&palette, &base).ok_or(ThemeError::Few { count: palette.len() })?,
        };
        let logo = chosen
            .logo
            .as_ref()
            .map(|path| Logo::load(folder, path).map_err(|why| ThemeError::Logo { path: path.clone(), why }));
        let accent = accent.or(series.first().copied().filter(|first| stands_out(*first, READABLE).is_ok()));
        Ok(Theme { accent: accent.unwrap_or(base[0]), series, logo: logo.transpose()? })
    }

    /// What charts look like.
    pub(super) fn charts(&self) -> charts::Theme {
        charts::Theme::default().with_series(&self.series)
    }
}

impl Default for Theme {
    fn default() -> Self {
        Theme { accent: charts::Theme::default().series[0].light, series: Vec::new(), logo: None }
    }
}

fn stands_out(color: Color, least: f64) -> Result<(), ThemeError> {
    let contrast = color.contrast(Color(255, 255, 255));
    if contrast >= least {
        return Ok(());
    }
    let contrast = (format!("{contrast:.1}"), format!("{least:.1}"));
    Err(ThemeError::Faint { color: color.hex(), contrast })
}

/// Four series: the office's own, then default ones that can be told from them; `None` where there are too few.
fn filled(own: &[Color], base: &[Color; 4]) -> Option<Vec<Color>> {
    // Further ones that differ in lightness from most: dark brown, grey, pale blue.
    let further = [Color(0x4A, 0x2C, 0x0B), Color(0x6E, 0x6E, 0x6E), Color(0x3A, 0x8F, 0xD6)];
    let mut series = own.to_vec();
    for color in base.iter().chain(&further) {
        if series.len() < base.len() {
            series.push(*color);
            if told_apart(&series).is_err() {
                series.pop();
            }
        }
    }
    (series.len() == base.len()).then_some(series)
}

fn told_apart(colors: &[Color]) -> Result<(), ThemeError> {
    for (at, a) in colors.iter().enumerate() {
        for b in colors.iter().skip(at + 1) {
            for sight in Sight::ALL {
                let least = if sight == Sight::Full { UNLIKE } else { UNLIKE_TO_ALL };
                if a.unlike(*b, sight) < least {
                    return Err(ThemeError::Alike { colors: (a.hex(), b.hex()), sight });
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn load(accent: Option<&str>, palette: &[&str]) -> Result<Theme, ThemeError> {
        let palette = palette.iter().map(|color| (*color).to_owned()).collect();
        let chosen = settings::Theme { accent: accent.map(str::to_owned), palette, ..Default::default() };
        Theme::load(&chosen, Path::new("."))
    }

    #[test]
    fn the_default_palette_passes_its_own_check() {
        let base = charts::Theme::default().series.map(|role| role.light);
        assert_eq!(told_apart(&base), Ok(()));
        let hex: Vec<String> = base.iter().map(|color| color.hex()).collect();
        let named: Vec<&str> = hex.iter().map(String::as_str).collect();
        let theme = load(None, &named).unwrap();
        assert_eq!(theme.charts().series.map(|role| role.light), base);
        assert_eq!(load(None, &[]).unwrap(), Theme::default());
    }

    #[test]
    fn colours_that_some_cannot_tell_apart_are_refused_with_the_reason() {
        for own in ["#006341", "#C8102E", "#7B2D8E", "#1D4ED8", "#000000", "#5F5F5F"] {
            // A colour of headings alone never stops a report; its charts can be told apart by everybody.
            let theme = load(Some(own), &[]).unwrap();
            assert_eq!(theme.accent.hex(), own);
            assert_eq!(told_apart(&theme.charts().series.map(|role| role.light)), Ok(()), "{own}");
        }
        assert_eq!(load(None, &["#006341", "#C86A00"]).unwrap().series.len(), 4);
        let alike = load(None, &["#D00000", "#008000"]).unwrap_err();
        assert!(matches!(&alike, ThemeError::Alike { sight, .. } if *sight != Sight::Full), "{alike}");
        assert!(alike.text().vi.contains("trông giống nhau đối với người mù màu"), "{}", alike.text().vi);
        let faint = load(Some("#F0C000"), &[]).unwrap_err().text().vi;
        assert!(faint.contains("độ tương phản 1,") && faint.contains("cần ít nhất 4,5"), "{faint}");
        let faint = load(Some("#F0C000"), &[]).unwrap_err().to_string();
        assert!(faint.contains("#F0C000 is too faint on white: its contrast is 1."), "{faint}");
        assert!(matches!(load(None, &["#12436D"; 5]), Err(ThemeError::Many { count: 5 })));
        assert!(matches!(load(Some("blue"), &[]), Err(ThemeError::NoColor { .. })));
    }
}
