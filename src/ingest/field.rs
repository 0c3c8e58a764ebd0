//! The fields of one record, as ranges of its bytes.

/// Where the bytes of a field are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// In the record itself.
    Raw,
    /// In the scratch buffer, because quotes had to be unescaped.
    Scratch,
    /// In the record itself, as a number that a sheet holds as a number.
    Number,
}

/// One field: a range of the record or of the scratch buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub start: u32,
    pub end: u32,
    pub held: Held,
}

/// The fields of one record; reused from record to record.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    pub list: Vec<Field>,
    pub scratch: Vec<u8>,
}

impl Fields {
    pub fn clear(&mut self) {
        self.list.clear();
        self.scratch.clear();
    }

    pub fn push(&mut self, start: usize, end: usize) {
        self.list.push(Field { start: start as u32, end: end as u32, held: Held::Raw });
    }

    /// The bytes of field `i` of the record `raw`; empty where there is none.
    pub fn cell<'a>(&'a self, raw: &'a [u8], i: usize) -> &'a [u8] {
        bytes_of(&self.list, raw, &self.scratch, i)
    }
}

/// The bytes of field `i`; empty where there is none.
pub(super) fn bytes_of<'a>(list: &[Field], raw: &'a [u8], scratch: &'a [u8], i: usize) -> &'a [u8] {
    let Some(field) = list.get(i) else { return &[] };
    let range = field.start as usize..field.end as usize;
    match field.held {
        Held::Raw | Held::Number => raw.get(range),
        Held::Scratch => scratch.get(range),
    }
    .unwrap_or_default()
}

/// Where field `i` stands in the record `raw`, with its quotes.
pub(super) fn span(list: &[Field], raw: &[u8], separator: u8, i: usize) -> Option<std::ops::Range<usize>> {
    let range = if list.iter().all(|field| field.held != Held::Scratch) {
        let field = list.get(i)?;
        let mut range = field.start as usize..field.end as usize;
        let quoted =
            raw.get(range.end) == Some(&b'"') && range.start > 0 && raw.get(range.start - 1) == Some(&b'"');
        if quoted {
            range = range.start - 1..range.end + 1;
        }
        range
    } else {
        // Unescaped fields do not know where they came from: count separators outside quotes.
        let mut start = 0;
        let mut quoted = false;
        let mut at = 0;
        let mut seen = 0;
        loop {
            match raw.get(at) {
                Some(b'"') => quoted = !quoted,
                Some(byte) if *byte != separator || quoted => {}
                end if seen == i => break start..if end.is_none() { raw.len() } else { at },
                None => return None,
                Some(_) => {
                    seen += 1;
                    start = at + 1;
                }
            }
            at += 1;
        }
    };
    Some(range)
}
