//! Colours and sizes of all charts, on light and dark pages.

use std::fmt::Write as _;

use super::color::Color;

/// Height of row names and end labels, px.
pub(super) const LABEL: f64 = 12.5;
/// Height of tick labels, legends and remarks, px.
pub(super) const SMALL: f64 = 11.5;
/// Height of texts within cells, px.
pub(super) const TINY: f64 = 10.5;

/// One role of colour: what it is on a light page and on a dark one.
///
/// A drawing names light colours only; the stylesheet finds them by value and replaces them, so that every role
/// must have a light colour of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    /// On a light page and on paper.
    pub light: Color,
    /// On a dark page.
    pub dark: Color,
}

const fn role(light: u32, dark: u32) -> Role {
    Role { light: rgb(light), dark: rgb(dark) }
}

const fn rgb(hex: u32) -> Color {
    Color((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// What charts look like.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Width of every drawing, px. At 680 a drawing fits the text column of an A4 page with readable labels.
    pub width: f64,
    /// The page itself: halos and hollow marks.
    pub page: Role,
    /// Words.
    pub ink: Role,
    /// Words that stand back: ticks, remarks.
    pub muted: Role,
    /// Grid lines.
    pub grid: Role,
    /// Zero lines and leaders.
    pub rule: Role,
    /// Lines and bars that stand back.
    pub back: Role,
    /// Series, told apart by colour-blind readers.
    pub series: [Role; 4],
    /// The same as words: dark enough to read.
    pub words: [Role; 4],
    /// Classes from low to high; the first [`Theme::PALE`] carry dark words, the others light ones.
    pub ramp: [Role; 7],
    /// Words on pale classes.
    pub on_pale: Role,
    /// Words on deep classes, and on deep series.
    pub on_deep: Role,
    /// Words on pale series, which are pale on a dark page too.
    pub on_mark: Role,
}

impl Default for Theme {
    fn default() -> Self {
        Self {
            width: 680.0,
            page: role(0xFFFFFF, 0x12181F),
            ink: role(0x1B242E, 0xE9EEF3),
            muted: role(0x566270, 0xA7B3C0),
            grid: role(0xDDE2E8, 0x2A343F),
            rule: role(0x8A96A3, 0x6D7A88),
            back: role(0xABB5BF, 0x5B6876),
            series: [
                role(0x12436D, 0x6CB0EE),
                role(0x28A197, 0x3CC7BB),
                role(0x801650, 0xE887B4),
                role(0xF46A25, 0xFF9B63),
            ],
            words: [
                role(0x12446E, 0x7DBAF1),
                role(0x1A766E, 0x4FD1C5),
                role(0x811751, 0xEE97C0),
                role(0xB0440E, 0xFFA674),
            ],
            ramp: [
                role(0xE6EFF7, 0x1B2A39),
                role(0xC5DAEC, 0x20384F),
                role(0x9DC0DF, 0x274866),
                role(0x70A2CD, 0x2F5A80),
                role(0x3A74A8, 0x6CA5D8),
                role(0x255783, 0x97C3EA),
                role(0x113C62, 0xCBE3F8),
            ],
            on_pale: role(0x14202B, 0xF2F6FA),
            on_deep: role(0xFEFEFE, 0x0D141B),
            on_mark: role(0x15212C, 0x0C131A),
        }
    }
}

impl Theme {
    /// How many steps of the ramp are pale.
    const PALE: usize = 4;

    /// The theme with an office's own series in place of the first ones; the colours of words and those on a dark page
    /// follow from them. Which colours can serve is checked before.
    #[must_use]
    pub fn with_series(mut self, colors: &[Color]) -> Self {
        let white = Color(255, 255, 255);
        for (at, color) in colors.iter().take(self.series.len()).enumerate() {
            // On a dark page the colour is paler, as far as it takes to be seen and read.
            let paler = |least: f64| color.towards(white, |shade| shade.contrast(self.page.dark) >= least);
            let (mark, words) = (paler(5.0), paler(6.5));
            let deeper = color.towards(Color(0, 0, 0), |shade| shade.contrast(self.page.light) >= 4.5);
            // The roles to be replaced take no colour away.
            (self.series[at], self.words[at]) = (self.page, self.page);
            self.series[at] = Role { light: self.free(*color), dark: mark };
            self.words[at] = Role { light: self.free(deeper), dark: words };
        }
        if !colors.is_empty() {
            // Some colour between may be neither pale nor deep: only the deepest words can be read on it.
            self.on_mark.light = Color(2, 3, 5);
        }
        self
    }

    /// The colour, or one next to it that no role has: a page finds colours by their value.
    fn free(&self, color: Color) -> Color {
        let roles = self.roles();
        let taken = |shade: Color| roles.iter().any(|role| role.light == shade);
        let step = |by: u8| Color(color.0, color.1, if color.2 > 127 { color.2 - by } else { color.2 + by });
        (0..=32).map(step).find(|shade| !taken(*shade)).unwrap_or(color)
    }

    /// Class colour and the colour of words on it, for class `index` of `count`.
    pub(super) fn class(&self, index: usize, count: usize) -> (Color, Color) {
        let last = self.ramp.len() - 1;
        let step = match count {
            0 | 1 => 3,
            _ if count > last => index * last / (count - 1),
            // The darkest step is kept for the highest class, the palest for the lowest.
            _ => (index * last + (count - 1) / 2) / (count - 1),
        }
        .min(last);
        let words = if step < Self::PALE { self.on_pale.light } else { self.on_deep.light };
        (self.ramp[step].light, words)
    }

    /// The colour of words on a series.
    pub(super) fn on_series(&self, color: Color) -> Color {
        let pale = color.contrast(self.on_mark.light) > color.contrast(self.on_deep.light);
        if pale { self.on_mark.light } else { self.on_deep.light }
    }

    fn roles(&self) -> Vec<Role> {
        let mut roles = vec![
            self.series[0],
            self.page,
            self.ink,
            self.muted,
            self.grid,
            self.rule,
            self.back,
            self.on_pale,
            self.on_deep,
            self.on_mark,
        ];
        roles.extend_from_slice(&self.series[1..]);
        roles.extend_from_slice(&self.words);
        roles.extend_from_slice(&self.ramp);
        roles
    }

    /// The stylesheet of a page that holds charts: how they scale, and their colours on a dark page.
    ///
    /// Drawings carry plain colours that any viewer shows; on a dark screen these rules replace them one by one. A page
    /// with a switch sets `data-theme="light"` or `"dark"` on its root element; without it the system's choice holds.
    /// Printing keeps the light colours.
    pub fn stylesheet(&self) -> String {
        let mut rules = String::new();
        let mut chosen = String::new();
        for role in self.roles() {
            let (light, dark) = (role.light.hex(), role.dark.hex());
            for property in ["fill", "stroke"] {
                let rule = format!(".nhipso-chart [{property}=\"{light}\"]{{{property}:{dark}}}");
                let _ = write!(rules, ":root:not([data-theme=light]) {rule}");
                let _ = write!(chosen, ":root[data-theme=dark] {rule}");
            }
        }
        format!(
            ".nhipso-chart{{display:block;width:100%;height:auto;max-width:{width}px}}\n\
             @media screen and (prefers-color-scheme:dark){{{rules}}}\n@media screen{{{chosen}}}\n",
            width = self.width.round() * 1.25,
        )
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn every_role_has_a_light_colour_of_its_own() {
        let roles = Theme::default().roles();
        for (at, role) in roles.iter().enumerate() {
            assert!(roles[at + 1..].iter().all(|other| other.light != role.light), "{:?}", role.light.hex());
        }
    }

    #[test]
    fn words_can_be_read_on_both_pages() {
        let theme = Theme::default();
        for words in theme.words.iter().chain([&theme.ink, &theme.muted]) {
            assert!(words.light.contrast(theme.page.light) >= 4.5, "{}", words.light.hex());
            assert!(words.dark.contrast(theme.page.dark) >= 4.5, "{}", words.dark.hex());
        }
        for (step, class) in theme.ramp.iter().enumerate() {
            let words = if step < Theme::PALE { theme.on_pale } else { theme.on_deep };
            assert!(class.light.contrast(words.light) >= 4.5, "light {step}");
            assert!(class.dark.contrast(words.dark) >= 4.5, "dark {step}");
        }
    }

    #[test]
    fn marks_stand_out_from_both_pages() {
        let theme = Theme::default();
        for mark in &theme.series {
            // #F46A25 is given; at 2.98 it is as near to 3 as makes no difference, and no mark is colour alone.
            assert!(mark.light.contrast(theme.page.light) >= 2.9, "{}", mark.light.hex());
            assert!(mark.dark.contrast(theme.page.dark) >= 3.0, "{}", mark.dark.hex());
        }
    }

    #[test]
    fn words_on_series_can_be_read_on_both_pages() {
        let theme = Theme::default();
        for series in &theme.series {
            let light = theme.on_series(series.light);
            let words = if light == theme.on_mark.light { theme.on_mark } else { theme.on_deep };
            assert!(series.light.contrast(words.light) >= 4.5, "{}", series.light.hex());
            assert!(series.dark.contrast(words.dark) >= 4.5, "{}", series.dark.hex());
        }
    }

    #[test]
    fn classes_run_from_pale_to_deep() {
        let theme = Theme::default();
        for count in 2..=7 {
            let shades: Vec<f64> = (0..count).map(|index| theme.class(index, count).0.luminance()).collect();
            assert!(shades.windows(2).all(|pair| pair[0] > pair[1]), "{count}: {shades:?}");
        }
        assert_eq!(theme.class(0, 5).0, theme.ramp[0].light);
        assert_eq!(theme.class(4, 5).0, theme.ramp[6].light);
    }

    #[test]
    fn an_offices_own_series_can_be_read_everywhere() {
        for hex in ["#C8102E", "#006341", "#F46A25", "#7A7A7A", "#1B242E", "#28A197", "#949494"] {
            let own = Color::parse(hex).unwrap();
            let theme = Theme::default().with_series(&[own]);
            let (mark, words) = (theme.series[0], theme.words[0]);
            assert!(mark.dark.contrast(theme.page.dark) >= 4.5, "{hex}");
            assert!(words.light.contrast(theme.page.light) >= 4.5, "{hex}");
            assert!(words.dark.contrast(theme.page.dark) >= 4.5, "{hex}");
            assert!(mark.light.contrast(theme.on_series(mark.light)) >= 4.5, "{hex}");
            let roles = theme.roles();
            for (at, role) in roles.iter().enumerate() {
                assert!(roles[at + 1..].iter().all(|other| other.light != role.light), "{hex}");
            }
        }
    }
}
