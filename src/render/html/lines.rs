//! The lines of the exports that figures rest on: each stands once, below the headers of its file, as many figures rest
//! on it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::compose::report::SourceLine;
use crate::compose::tongue::Tongues;

/// A line named by where it lies; its text stands at the anchor, where it has one.
#[derive(Serialize)]
pub(super) struct LineLink<'a> {
    /// Without its file where that is said elsewhere.
    pub place: &'a str,
    pub id: Option<String>,
}

impl<'a> LineLink<'a> {
    /// Without the file, where it is that one.
    pub fn within(self, file: Option<&str>) -> Self {
        match self.place.rsplit_once(':').filter(|(own, _)| file == Some(*own)) {
            Some((_, number)) => LineLink { place: number, ..self },
            None => self,
        }
    }
}

/// Lines of one file: their cells below their headers, which stand once.
#[derive(Serialize)]
pub(super) struct FileView<'a> {
    file: &'a str,
    /// What all of its lines say: it stands once.
    shared: Vec<(&'a str, &'a str)>,
    headers: Vec<&'a str>,
    rows: Vec<RowView<'a>>,
    /// Vietnamese in a page of another language.
    foreign: bool,
}

impl FileView<'_> {
    /// Takes out the cells that are the same in all rows.
    fn share(&mut self) {
        for at in (0..self.headers.len()).rev() {
            let mut cells = self.rows.iter().filter_map(|row| row.cells.get(at).copied());
            let Some(first) = cells.next().filter(|first| !first.is_empty()) else { continue };
            if self.rows.len() > 1 && cells.all(|cell| cell == first) {
                self.shared.insert(0, (self.headers.remove(at), first));
                self.rows.iter_mut().for_each(|row| _ = row.cells.remove(at));
            }
        }
    }
}

#[derive(Serialize)]
struct RowView<'a> {
    id: String,
    line: &'a str,
    cells: Vec<&'a str>,
}

/// A line that is no row of its file's cells, as it stood.
#[derive(Serialize)]
pub(super) struct LineView<'a> {
    id: String,
    place: &'a str,
    text: &'a str,
}

/// The lines behind all figures.
#[derive(Serialize)]
pub(super) struct LinesView<'a> {
    files: Vec<FileView<'a>>,
    others: Vec<LineView<'a>>,
}

/// The lines met so far, in the order of their numbers.
#[derive(Default)]
pub(super) struct Lines<'a> {
    numbers: BTreeMap<(&'a str, &'a str), usize>,
    met: Vec<(String, &'a SourceLine)>,
}

impl<'a> Lines<'a> {
    pub fn link(&mut self, line: &'a SourceLine) -> LineLink<'a> {
        if line.text.is_empty() {
            return LineLink { place: &line.place, id: None };
        }
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry((&line.place, &line.text)).or_insert(next);
        let id = format!("L{number}");
        if number == next {
            self.met.push((id.clone(), line));
        }
        LineLink { place: &line.place, id: Some(id) }
    }

    pub fn view(self, tongues: &Tongues) -> LinesView<'a> {
        let mut files: BTreeMap<&str, FileView<'a>> = BTreeMap::new();
        for (_, line) in &self.met {
            let (Some((file, _)), Some(cells)) = (line.place.rsplit_once(':'), line.cells()) else {
                continue;
            };
            let new = || FileView {
                file,
                shared: Vec::new(),
                headers: Vec::new(),
                rows: Vec::new(),
                foreign: false,
            };
            take_in(&mut files.entry(file).or_insert_with(new).headers, &cells);
        }
        let mut others = Vec::new();
        for (id, line) in self.met {
            let found = line.place.rsplit_once(':').zip(line.cells()).and_then(|((file, number), cells)| {
                let view = files.get_mut(file)?;
                let cells = placed(&view.headers, &cells)?;
                Some((view, RowView { id: id.clone(), line: number, cells }))
            });
            match found {
                Some((view, row)) => view.rows.push(row),
                None => others.push(LineView { id, place: &line.place, text: &line.text }),
            }
        }
        let mut files: Vec<FileView<'a>> = files.into_values().filter(|file| !file.rows.is_empty()).collect();
        for file in &mut files {
            let mut words = file.headers.iter().chain(file.rows.iter().flat_map(|row| &row.cells));
            file.foreign = words.any(|words| tongues.is_vietnamese(words));
            file.share();
        }
        LinesView { files, others }
    }
}

/// Puts the headers of a line among those of its file, in their order; blank cells have none in it.
fn take_in<'a>(headers: &mut Vec<&'a str>, cells: &[(&'a str, &'a str)]) {
    let mut at = 0;
    for (header, _) in cells {
        match headers.iter().position(|known| known == header) {
            Some(known) => at = known + 1,
            None => {
                headers.insert(at, header);
                at += 1;
            }
        }
    }
}

/// The cells of a line below the headers of its file; nothing where they stand in another order, or one twice.
fn placed<'a>(headers: &[&str], cells: &[(&'a str, &'a str)]) -> Option<Vec<&'a str>> {
    let mut rest = cells.iter().peekable();
    let row = headers.iter().map(|header| match rest.next_if(|(own, _)| own == header) {
        Some((_, cell)) => cell,
        None => "",
    });
    let row = row.collect();
    rest.next().is_none().then_some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_below_the_headers_of_their_file_and_nothing_is_lost() {
        let line =
            |place: &str, text: &str| SourceLine { place: place.into(), text: text.into(), origin: None };
        let met = [
            line("a.csv:2", "Tỉnh = Sơn La · Nguồn = x"),
            line("a.csv:3", "Tỉnh = Huế · Hoàn thành = 1/2/2023 · Nguồn = y"),
            line("b.xlsx[Biểu 5]:12", "Kỳ = 2022"),
            // In another order, one header twice, and no cells at all.
            line("a.csv:4", "Nguồn = z · Tỉnh = Huế"),
            line("a.csv:5", "Tỉnh = Huế · Tỉnh = Hà Nội"),
            line("a.csv:6", "2022,Sơn La"),
            line("d.csv:1", "Tỉnh = Huế · Nguồn = x"),
            line("d.csv:2", "Tỉnh = Hà Nội · Nguồn = x"),
        ];
        let mut lines = Lines::default();
        met.iter().for_each(|line| _ = lines.link(line));
        let view = lines.view(&Tongues::default());
        let told: Vec<String> = view
            .files
            .iter()
            .flat_map(|file| {
                file.rows.iter().map(|row| {
                    let cells = file.headers.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty());
                    let cells =
                        cells.map(|(header, cell)| (*header, *cell)).chain(file.shared.iter().copied());
                    let cells: Vec<String> =
                        cells.map(|(header, cell)| format!("{header} = {cell}")).collect();
                    format!("{}:{} {} {}", file.file, row.line, row.id, cells.join(" · "))
                })
            })
            .chain(view.others.iter().map(|line| format!("{} {} {}", line.place, line.id, line.text)))
            .collect();
        let wanted: Vec<String> = [0, 1, 2, 6, 7, 3, 4, 5]
            .map(|at: usize| format!("{} L{} {}", met[at].place, at + 1, met[at].text))
            .to_vec();
        assert_eq!(told, wanted);
        assert_eq!(view.files[0].headers, ["Tỉnh", "Hoàn thành", "Nguồn"]);
        assert_eq!(view.others.len(), 3);
        assert_eq!((&view.files[2].shared, &view.files[2].headers), (&vec![("Nguồn", "x")], &vec!["Tỉnh"]));
        assert!(view.files[0].shared.is_empty(), "sources differ");
        assert!(view.files.iter().all(|file| !file.foreign), "no other language in a Vietnamese page");
        let mut lines = Lines::default();
        met.iter().for_each(|line| _ = lines.link(line));
        let report = crate::compose::Report { lang: crate::model::Lang::En, ..Default::default() };
        let english = lines.view(&Tongues::of(&report));
        assert_eq!(english.files.iter().map(|file| file.foreign).collect::<Vec<_>>(), [true, false, false]);
    }
}
