//! The charts of the report as drawn once for all writers, and the writer of `charts/*`.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::charts::{self, ChartError, Frame};
use super::{Edition, File, RenderError, Writer};
use crate::compose::Report;
use crate::compose::report::Figure;

/// A chart as drawn; what no format asked for is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// The drawing alone: its headline, measure and source stand beside it as text.
    pub svg: String,
    /// The same as pixels at twice its size.
    pub png: Vec<u8>,
    /// The drawing with headline, measure and source within.
    pub full_svg: String,
    /// The same as pixels at twice its size.
    pub full_png: Vec<u8>,
}

/// Which forms of the charts are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Need {
    /// [`Picture::svg`].
    pub drawn: bool,
    /// [`Picture::png`].
    pub pixels: bool,
    /// [`Picture::full_svg`] and [`Picture::full_png`].
    pub alone: bool,
}

impl Need {
    /// What either asks for.
    pub(super) fn or(self, other: Need) -> Need {
        Need {
            drawn: self.drawn || other.drawn,
            pixels: self.pixels || other.pixels,
            alone: self.alone || other.alone,
        }
    }
}

impl Picture {
    /// Width and height of [`Picture::svg`] in CSS pixels, as its root element says.
    pub fn size(&self) -> Option<(f64, f64)> {
        let root = self.svg.get(..self.svg.find('>')?)?;
        let from = root.find("viewBox=\"")? + "viewBox=\"".len();
        let numbers = root.get(from..)?.split('"').next()?;
        let numbers: Vec<f64> = numbers.split([' ', ',']).filter_map(|number| number.parse().ok()).collect();
        let [_, _, width, height] = numbers[..] else { return None };
        (width > 0.0 && height > 0.0).then_some((width, height))
    }

    /// Height of the smallest letters of [`Picture::svg`] in CSS pixels; `None` where it has no words.
    pub(super) fn letters(&self) -> Option<f64> {
        let sizes =
            self.svg.split("font-size=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse().ok());
        sizes.reduce(f64::min)
    }
}

/// Draws every chart of the report, several at a time, as far as `need` says; pixels come from [`paint`].
pub(super) fn draw(report: &Report, theme: &charts::Theme, need: Need) -> Result<Vec<Picture>, RenderError> {
    each(report, vec![Picture::default(); report.figures.len()], |figure, picture| {
        if need.drawn {
            picture.svg = charts::svg(figure, theme, Frame::Bare)?;
        }
        Ok(())
    })
}

/// The drawings with what `need` asks of pixels. What stands alone holds the drawing by itself: it is painted once.
pub(super) fn paint(
    report: &Report,
    theme: &charts::Theme,
    need: Need,
    drawn: &[Picture],
) -> Result<Vec<Picture>, RenderError> {
    each(report, drawn.to_vec(), |figure, picture| {
        let alone = charts::alone(figure, theme, &report.words)?;
        let raster = charts::Raster::new(&alone.svg)?;
        if need.pixels {
            picture.png = raster.part(alone.within)?;
        }
        if need.alone {
            (picture.full_png, picture.full_svg) = (raster.png()?, alone.svg);
        }
        Ok(())
    })
}

/// The pictures of all figures, each with what `add` gives it.
fn each(
    report: &Report,
    pictures: Vec<Picture>,
    add: impl Fn(&Figure, &mut Picture) -> Result<(), ChartError> + Sync,
) -> Result<Vec<Picture>, RenderError> {
    let one = |(figure, mut picture): (&Figure, Picture)| match add(figure, &mut picture) {
        Ok(()) => Ok(picture),
        Err(source) => Err(RenderError::Chart { figure: figure.id.clone(), source }),
    };
    report.figures.par_iter().zip(pictures).map(one).collect()
}

/// The writer of `charts/*.svg` and `charts/*.png`.
pub(super) struct Charts;

impl Writer for Charts {
    fn files(&self, edition: &Edition<'_>) -> Result<Vec<File>, RenderError> {
        let mut files = Vec::with_capacity(edition.pictures.len() * 2);
        let mut taken = BTreeSet::new();
        for (figure, picture) in edition.report.figures.iter().zip(edition.pictures) {
            let stem = stem(&figure.id, &mut taken);
            files.push(File::new(format!("charts/{stem}.svg"), picture.full_svg.as_str()));
            files.push(File::new(format!("charts/{stem}.png"), picture.full_png.as_slice()));
        }
        Ok(files)
    }
}

/// A file name made of an id: letters, digits, `-` and `_` only, so that no id leads out of the folder; each once.
fn stem(id: &str, taken: &mut BTreeSet<String>) -> String {
    let mut stem: String = id
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '_' || c == '-' { c } else { '-' })
        .take(80)
        .collect();
    if stem.is_empty() {
        stem.push('-');
    }
    while !taken.insert(stem.to_lowercase()) {
        stem.push('_');
    }
    stem
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::render::sample;

    #[test]
    fn no_id_leads_out_of_the_folder_or_onto_another_chart() {
        let mut taken = BTreeSet::new();
        assert_eq!(stem("../../etc/x", &mut taken), "------etc-x");
        assert_eq!(stem("coverage-a", &mut taken), "coverage-a");
        assert_eq!(stem("coverage a", &mut taken), "coverage-a_");
        assert_eq!(stem("", &mut taken), "-");
    }

    #[test]
    fn a_drawing_tells_its_size_and_only_what_is_asked_for_is_drawn() {
        let report = sample::report();
        let need = Need { drawn: true, ..Need::default() };
        let pictures = draw(&report, &charts::Theme::default(), need).unwrap();
        assert_eq!(pictures.len(), report.figures.len());
        let (width, height) = pictures[0].size().unwrap();
        assert!(width > 300.0 && height > 100.0, "{width} × {height}");
        let letters = pictures[0].letters().unwrap();
        assert!((8.0..20.0).contains(&letters), "{letters}");
        assert!(pictures.iter().all(|picture| picture.png.is_empty() && picture.full_svg.is_empty()));
    }
}
