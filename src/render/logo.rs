//! An office's logo: read from the project's folder, checked, and ready for every format.

use std::fs;
use std::path::{Component, Path};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;

use super::charts;
use crate::model::{Text, reason};

/// A logo is small: it stands in every file of an edition.
const MOST_BYTES: u64 = 1 << 20;
/// Pixels to a side that a PNG may have.
const MOST_PIXELS: u32 = 4000;
/// Height of the picture made of a drawing, and its greatest width, pixels.
const HEIGHT: f32 = 320.0;
const WIDTH: f32 = 1600.0;

/// The logo.
#[derive(Clone, Debug, PartialEq)]
pub struct Logo {
    /// The drawing, where it is one: without scripts, without text and without anything that lies elsewhere.
    pub svg: Option<String>,
    /// The picture as PNG.
    pub png: Vec<u8>,
    /// Width and height of the picture, pixels.
    pub size: (u32, u32),
}

impl Logo {
    /// Reads the logo at `path`, a path from `folder` that does not lead out of it. The error says what is wrong with it.
    pub(super) fn load(folder: &Path, path: &Path) -> Result<Self, Text> {
        if path.components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir)) {
            return Err(Text::new(
                "hãy ghi đường dẫn bên trong thư mục số liệu, như \"logo.png\"",
                "give a path within the project folder, such as \"logo.png\"",
            ));
        }
        let place = folder.join(path);
        let unreadable = |error: std::io::Error| {
            let why = reason::of_io(&error);
            Text::new(format!("không đọc được: {}", why.vi), format!("cannot be read: {}", why.en))
        };
        if fs::metadata(&place).map_err(unreadable)?.len() > MOST_BYTES {
            return Err(Text::new("tệp lớn hơn 1 MB", "the file is larger than 1 MB"));
        }
        let bytes = fs::read(&place).map_err(unreadable)?;
        match bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            true => picture(bytes),
            false => drawing(&bytes),
        }
    }

    /// Its width when it is `height` high and at most `most` wide, and its height then.
    pub(super) fn within(&self, height: f64, most: f64) -> (f64, f64) {
        let (w, h) = (f64::from(self.size.0), f64::from(self.size.1));
        let scale = (height / h).min(most / w);
        (w * scale, h * scale)
    }
}

fn picture(bytes: Vec<u8>) -> Result<Logo, Text> {
    let broken = || Text::new("tệp PNG hỏng", "the PNG is broken");
    let decoder = png::Decoder::new(std::io::Cursor::new(&bytes));
    let mut reader = decoder.read_info().map_err(|_| broken())?;
    let (width, height) = reader.info().size();
    if width > MOST_PIXELS || height > MOST_PIXELS {
        return Err(Text::new(
            format!("ảnh lớn hơn {MOST_PIXELS} điểm ảnh mỗi chiều"),
            format!("more than {MOST_PIXELS} pixels to a side"),
        ));
    }
    let mut pixels = vec![0; reader.output_buffer_size().ok_or_else(broken)?];
    reader.next_frame(&mut pixels).map_err(|_| broken())?;
    Ok(Logo { svg: None, png: bytes, size: (width, height) })
}

fn drawing(bytes: &[u8]) -> Result<Logo, Text> {
    let unknown = || Text::new("không phải là tệp PNG hay SVG đọc được", "is no PNG or SVG that can be read");
    let mut options = usvg::Options { fontdb: charts::fonts(), ..usvg::Options::default() };
    // Nothing is fetched: a drawing shows what is in its own file.
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    let tree = usvg::Tree::from_data(bytes, &options).map_err(|_| unknown())?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = (HEIGHT / height).min(WIDTH / width);
    let size = ((width * scale).ceil().max(1.0) as u32, (height * scale).ceil().max(1.0) as u32);
    let mut pixmap = Pixmap::new(size.0, size.1).ok_or_else(unknown)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let png = pixmap.encode_png().map_err(|_| unknown())?;
    Ok(Logo { svg: Some(tree.to_string(&usvg::WriteOptions::default())), png, size })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const DRAWING: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="80" height="40" onload="alert(1)">
<script>alert(2)</script><rect width="80" height="40" fill="#006341"/><text x="5" y="25" fill="#FFF">SỞ</text>
<image xlink:href="/etc/passwd" width="5" height="5"/><image xlink:href="http://example.org/a.png" width="5" height="5"/></svg>"##;

    #[test]
    fn a_drawing_loses_what_a_page_must_not_hold() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("logo.svg"), DRAWING).unwrap();
        let logo = Logo::load(folder.path(), Path::new("logo.svg")).unwrap();
        let svg = logo.svg.clone().unwrap();
        for bad in ["script", "alert", "onload", "passwd", "example.org", "<text"] {
            assert!(!svg.contains(bad), "{bad}: {svg}");
        }
        assert!(svg.contains("#006341"), "{svg}");
        assert_eq!(logo.size, (640, 320));
        assert_eq!(logo.within(20.0, 100.0), (40.0, 20.0));
        assert_eq!(logo.within(20.0, 10.0), (10.0, 5.0));
        // What it makes is a picture that it takes itself.
        fs::write(folder.path().join("logo.png"), &logo.png).unwrap();
        let again = Logo::load(folder.path(), Path::new("logo.png")).unwrap();
        assert_eq!((again.svg, again.size), (None, logo.size));
    }

    #[test]
    fn words_in_a_font_that_is_not_here_are_drawn_in_another() {
        for family in ["serif", "Arial", "Times New Roman", "sans-serif", "monospace"] {
            let words = format!(
                r##"<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><text x="5" y="25" font-family="{family}">SỞ TTTT</text></svg>"##
            );
            let svg = drawing(words.as_bytes()).unwrap().svg.unwrap();
            assert!(svg.contains("<path"), "{family}: {svg}");
        }
    }

    #[test]
    fn what_is_no_logo_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str, bytes: &[u8]| {
            fs::write(folder.path().join(name), bytes).unwrap();
            Logo::load(folder.path(), Path::new(name)).unwrap_err().en
        };
        assert!(at("a.png", b"\x89PNG\r\n\x1a\nbroken").contains("broken"));
        assert!(at("a.jpg", b"\xff\xd8\xff\xe0").contains("no PNG or SVG"));
        assert!(at("a.svg", &vec![b' '; (1 << 20) + 1]).contains("1 MB"));
        for outside in ["../logo.png", "/logo.png"] {
            assert!(
                Logo::load(folder.path(), Path::new(outside)).unwrap_err().en.contains("within the project")
            );
        }
        assert!(Logo::load(folder.path(), Path::new("none.png")).unwrap_err().en.contains("cannot be read"));
    }
}
