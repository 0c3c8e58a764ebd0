//! Sessions: questions counted by place, period and topic.

use std::collections::BTreeMap;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::below::Sums;
use super::keys::{Cells, Interner, Names};
use super::layout::Job;
use super::messages;
use super::number::{self, is_missing};
use super::part::{Gather, Outcome};
use super::reader::{Head, KeyReader};
use super::record::{Fault, Record, decoded, text_of, undecodable};
use super::row_list::RowList;
use super::spelling::is_total;
use super::spot::When;
use super::tables::{Origin, Origins};
use crate::model::fast::hash_of;
use crate::model::fold::{fold, fold_case, tidy};
use crate::model::numbers::{EN, VI};
use crate::model::register::UNMATCHED;
use crate::model::table::{DATE, HOST, LEVEL, OPINIONS, QUESTION, THEME, TOPIC};
use crate::model::{Period, Place};

/// Questions of one place, period and topic in one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Sum of opinions over rows with a count.
    pub opinions: u64,
    /// Rows with a count.
    pub counted: u64,
    /// Rows without.
    pub uncounted: u64,
    /// Rows that no topic matched.
    pub unmatched: u64,
    /// The period of the rows that ends last.
    pub latest: Option<Period>,
    /// Lines.
    pub origins: Origins,
}

impl Entry {
    fn absorb(&mut self, other: &Entry) {
        self.opinions += other.opinions;
        self.counted += other.counted;
        self.uncounted += other.uncounted;
        self.unmatched += other.unmatched;
        self.latest = later(self.latest, other.latest);
        self.origins.extend(&other.origins);
    }
}

/// Whichever ends later.
pub fn later(a: Option<Period>, b: Option<Period>) -> Option<Period> {
    // Periods of one length end in the order in which they begin.
    if let (Some(one), Some(other)) = (a, b)
        && one.kind() == other.kind()
    {
        return Some(one.max(other));
    }
    [a, b].into_iter().flatten().max_by_key(|period| (period.end(), *period))
}

/// Place, folded period and topic of an entry.
pub type EntryKey = (u32, Period, u32);

/// The sessions of one export.
#[derive(Default)]
pub struct Sessions {
    /// Folded counts; an entry without a row was taken out again.
    pub entries: Sums<EntryKey, Entry>,
    /// Topics: ids of the register, or names as they are, folded.
    pub topics: Interner<Arc<str>>,
    /// Spellings of topics that come as they are.
    pub names: Names,
    /// Spellings that no topic matched, with their rows.
    pub unmatched: BTreeMap<String, u64>,
    /// Rows that a number or a text marks as one question: hash of the key, line.
    pub keyed: RowList,
    cells: Cells<TopicCell>,
    spot_hashes: Vec<u64>,
}

#[derive(Clone)]
enum TopicCell {
    Blank,
    /// `…`: nothing was raised.
    NoData,
    Total,
    /// A topic, by its identity in [`Sessions::topics`].
    Is(u32),
    /// Words that no topic matched.
    Unmatched(String),
    Undecodable,
}

/// What one row says, for counting and for comparing with rows that may repeat it.
pub struct Question<'r> {
    /// Place.
    pub spot: u32,
    /// When.
    pub when: When,
    /// Topic.
    pub topic: u32,
    /// Label that no topic matched.
    pub unmatched: Option<String>,
    /// Opinions; `None` where the cell is blank.
    pub opinions: Option<u64>,
    number: &'r [u8],
    text: &'r [u8],
}

impl Question<'_> {
    /// The entry in which the row counts.
    pub fn entry(&self, job: &Job<'_>) -> EntryKey {
        (self.spot, self.when.period.fold(job.context.fold), self.topic)
    }
}

impl Sessions {
    /// Understands one row; `Err(Ok(_))` is a row that is set aside.
    pub fn read<'r>(
        &mut self,
        job: &Job<'_>,
        keys: &mut KeyReader,
        row: &'r impl Record,
    ) -> Result<Result<Question<'r>, Outcome>, Fault> {
        let head = keys.head(job, row);
        let topic_field = job.hot.topic;
        let topic_cell = match topic_field {
            Some(field) => self.topic_cell(job, row.cell(field)),
            None => TopicCell::Blank,
        };
        match (&topic_cell, head) {
            (_, Head::Total) | (TopicCell::Total, _) => return Ok(Err(Outcome::Total)),
            (_, Head::Above) => return Ok(Err(Outcome::Above)),
            _ => {}
        }
        let question_field = job.hot.question;
        let text = question_field.map(|field| row.cell(field)).unwrap_or_default().trim_ascii();
        let has_text = !text.is_empty();
        if matches!(topic_cell, TopicCell::NoData) && (!has_text || is_missing(text)) {
            return Ok(Err(Outcome::Empty));
        }
        let (date, field) = job.hot.date.map_or((DATE, None), |(column, field)| (column, Some(field)));
        let when = match (field, &job.export.caption.period) {
            (None, Some(caption)) => keys.period(job, caption.as_bytes(), DATE_NAME)?,
            (field, _) => keys.when(job, row, date, field, DATE_NAME)?,
        };
        let Some(spot) = keys.spot(job, row, head, when)? else { return Ok(Err(Outcome::Total)) };
        let (topic, unmatched) = match topic_cell {
            TopicCell::Is(topic) => (topic, None),
            TopicCell::Undecodable => {
                let field = topic_field.unwrap_or_default();
                return Err(undecodable(row.cell(field)).at(TOPIC, topic_field));
            }
            TopicCell::Blank | TopicCell::NoData | TopicCell::Total if !has_text => {
                let column = if topic_field.is_some() { TOPIC } else { QUESTION };
                let field = topic_field.or(question_field);
                return Err(
                    messages::missing("chủ đề (hoặc câu hỏi)", "topic (or question)").at(column, field)
                );
            }
            TopicCell::Blank | TopicCell::NoData | TopicCell::Total => {
                (self.classify(job, row, question_field)?, None)
            }
            TopicCell::Unmatched(label) => {
                let topic = self.classify(job, row, question_field)?;
                let unmatched = &**self.topics.get(topic) == UNMATCHED;
                (topic, unmatched.then_some(label))
            }
        };
        let opinions = match job.hot.opinions {
            None => Some(1),
            Some(field) => {
                let cell = row.cell(field);
                count_cell(row, field)
                    .map_err(|fault| messages::number(fault, cell).at(OPINIONS, Some(field)))?
            }
        };
        let number = job.hot.question_no.map(|field| row.cell(field)).unwrap_or_default().trim_ascii();
        let number = if is_missing(number) { &[] } else { number };
        Ok(Ok(Question { spot, when, topic, unmatched, opinions, number, text }))
    }

    fn topic_cell(&mut self, job: &Job<'_>, cell: &[u8]) -> TopicCell {
        let Sessions { cells, topics, names, .. } = self;
        let id = cells.id(cell, |cell| {
            let Some(text) = decoded(cell) else { return TopicCell::Undecodable };
            let folded = fold(text);
            if folded.is_empty() {
                return if is_missing(cell) && !text.trim().is_empty() {
                    TopicCell::NoData
                } else {
                    TopicCell::Blank
                };
            }
            let context = job.context;
            if context.topics.is_free() {
                if is_total(&folded) {
                    return TopicCell::Total;
                }
                let key: Arc<str> = Arc::from(fold_case(text));
                names.add(&key, &tidy(text));
                return TopicCell::Is(topics.id(&key));
            }
            match context.topics.by_name(text) {
                Some(topic) => TopicCell::Is(topics.id(&Arc::from(context.topic_id(topic)))),
                None if is_total(&folded) => TopicCell::Total,
                // What the office wrote as the topic tells more than the words of the question.
                None => match context.topics.by_question(text) {
                    Some(topic) => TopicCell::Is(topics.id(&Arc::from(context.topic_id(topic)))),
                    None => TopicCell::Unmatched(tidy(text)),
                },
            }
        });
        cells.get(id).clone()
    }

    /// The topic that the words of a question tell.
    fn classify(&mut self, job: &Job<'_>, row: &impl Record, field: Option<usize>) -> Result<u32, Fault> {
        let found = match field {
            Some(field) => job.context.topics.by_question(text_of(row, field, QUESTION)?),
            None => None,
        };
        let id = found.map_or(UNMATCHED, |topic| job.context.topic_id(topic));
        Ok(self.topics.id(&Arc::from(id)))
    }

    /// The hash under which rows that may be one question meet: session and number, or session and text.
    fn key_hash(&mut self, keys: &KeyReader, question: &Question<'_>) -> Option<u64> {
        let spot = question.spot as usize;
        while self.spot_hashes.len() <= spot {
            let next = self.spot_hashes.len() as u32;
            self.spot_hashes.push(hash_of(keys.spots.get(next)));
        }
        let place = self.spot_hashes[spot];
        let day = question.when.period;
        if !question.number.is_empty() {
            return Some(hash_of(&(place, day, true, question.number)));
        }
        if question.text.is_empty() {
            return None;
        }
        // Combining marks stand in decomposed text only: there the composed form is compared.
        let decomposed = memchr::memchr2(0xcc, 0xcd, question.text).is_some();
        if decomposed {
            let text: String = String::from_utf8_lossy(question.text).nfc().collect();
            return Some(hash_of(&(place, day, false, text.as_bytes())));
        }
        Some(hash_of(&(place, day, false, question.text)))
    }

    /// Counts a row that no topic matched under another spelling than its own.
    pub fn respell(&mut self, own: Option<&str>, spelling: Option<&str>) {
        if own == spelling {
            return;
        }
        if let Some(rows) = own.and_then(|own| self.unmatched.get_mut(own)) {
            *rows -= 1;
        }
        if let Some(spelling) = spelling {
            *self.unmatched.entry(spelling.to_owned()).or_default() += 1;
        }
    }

    /// Takes one row out of its entry again.
    pub fn remove(&mut self, key: EntryKey, opinions: Option<u64>, line: u64, unmatched: Option<&str>) {
        if let Some(rows) = unmatched.and_then(|label| self.unmatched.get_mut(label)) {
            *rows -= 1;
        }
        let is_unmatched = &**self.topics.get(key.2) == UNMATCHED;
        let Some(entry) = self.entries.get_mut(&key) else { return };
        match opinions {
            Some(opinions) => {
                entry.counted -= 1;
                entry.opinions -= opinions;
            }
            None => entry.uncounted -= 1,
        }
        entry.unmatched -= u64::from(is_unmatched);
        entry.origins.count -= 1;
        entry.origins.first.retain(|origin| origin.line != line);
    }

    /// What tells one question from another, beyond its session's day and place.
    pub fn identity(&self, job: &Job<'_>, row: &impl Record, question: &Question<'_>) -> Identity {
        let text = |column| {
            let field = job.field(column);
            fold_case(&String::from_utf8_lossy(field.map(|field| row.cell(field)).unwrap_or_default()))
        };
        Identity {
            number: fold_case(&String::from_utf8_lossy(question.number)),
            text: fold_case(&String::from_utf8_lossy(question.text)),
            session: [text(LEVEL), text(HOST), text(THEME)],
            topic: Arc::clone(self.topics.get(question.topic)),
            opinions: question.opinions,
        }
    }
}

const DATE_NAME: (&str, &str) = ("ngày", "date");

/// A count, in a text file or a sheet.
pub fn count_cell(row: &impl Record, field: usize) -> Result<Option<u64>, number::NumberFault> {
    let cell = row.cell(field);
    if row.is_number(field) {
        return number::held_count(cell);
    }
    number::count(cell).map(|(value, _)| value)
}

/// One question, as far as it can be told from others of its day and place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    number: String,
    text: String,
    session: [String; 3],
    topic: Arc<str>,
    opinions: Option<u64>,
}

impl Identity {
    /// Whether both rows are for one question: the same number, or without numbers the same text, in one session.
    /// What only one of them says of its session does not part them.
    pub fn is_question_of(&self, other: &Identity) -> bool {
        let parted = |a: &String, b: &String| !a.is_empty() && !b.is_empty() && a != b;
        let one_session = self.session.iter().zip(&other.session).all(|(a, b)| !parted(a, b));
        let one_question = self.number == other.number
            && (!self.number.is_empty() || self.text == other.text && !self.text.is_empty());
        one_session && one_question
    }

    /// What orders rows of one day and place: those that say more first, then by what they say.
    pub fn order(&self) -> impl Ord + use<'_> {
        let blanks = self.session.iter().chain([&self.text]).filter(|text| text.is_empty()).count();
        (blanks, &self.number, &self.text, &self.session, &self.topic, self.opinions)
    }

    /// Whether both rows say the same of their question.
    pub fn says_as(&self, other: &Identity) -> bool {
        let text = self.text == other.text || self.text.is_empty() || other.text.is_empty();
        text && self.topic == other.topic && self.opinions == other.opinions
    }

    /// The values of the row, for a message: (Vietnamese, English).
    ///
    /// `label` is what the topic is called in both.
    pub fn shown(&self, label: &(String, String)) -> (String, String) {
        match self.opinions {
            Some(n) => (
                format!("chủ đề \"{}\", {} ý kiến", label.0, VI.count(n)),
                match n {
                    1 => format!("topic \"{}\", 1 opinion", label.1),
                    n => format!("topic \"{}\", {} opinions", label.1, EN.count(n)),
                },
            ),
            None => (
                format!("chủ đề \"{}\", không rõ số ý kiến", label.0),
                format!("topic \"{}\", opinions unknown", label.1),
            ),
        }
    }

    /// The topic.
    pub fn topic(&self) -> &str {
        &self.topic
    }

    /// How a message calls the question: (Vietnamese, English).
    pub fn named(&self, place: &Place, day: Period) -> (String, String) {
        let (vi, en) = (VI.period(day), EN.period(day));
        if self.number.is_empty() {
            let text: String = self.text.chars().take(60).collect();
            return (
                format!("câu hỏi \"{text}\", {}, {vi}", place.name),
                format!("question \"{text}\", {}, {en}", place.name),
            );
        }
        (
            format!("câu hỏi số {}, {}, {vi}", self.number, place.name),
            format!("question {}, {}, {en}", self.number, place.name),
        )
    }
}

impl Gather for Sessions {
    fn row(&mut self, job: &Job<'_>, keys: &mut KeyReader, row: &impl Record) -> Result<Outcome, Fault> {
        let question = match self.read(job, keys, row)? {
            Ok(question) => question,
            Err(outcome) => return Ok(outcome),
        };
        if let Some(hash) = self.key_hash(keys, &question) {
            self.keyed.push((hash, row.line()));
        }
        let unmatched = &**self.topics.get(question.topic) == UNMATCHED;
        if let Some(label) = &question.unmatched {
            *self.unmatched.entry(label.clone()).or_default() += 1;
        }
        let entry = self.entries.of(0, &question.entry(job), Entry::default);
        match question.opinions {
            Some(opinions) => {
                entry.counted += 1;
                entry.opinions += opinions;
            }
            None => entry.uncounted += 1,
        }
        entry.unmatched += u64::from(unmatched);
        entry.latest = later(entry.latest, Some(question.when.period));
        entry.origins.push(Origin { file: job.file, line: row.line() });
        Ok(Outcome::Taken)
    }

    fn absorb(&mut self, other: Self, spots: &[u32]) {
        let topics = self.topics.absorb(other.topics);
        self.names.absorb(other.names);
        for (label, rows) in other.unmatched {
            *self.unmatched.entry(label).or_default() += rows;
        }
        self.keyed.append(other.keyed);
        for ((spot, period, topic), entry) in other.entries.into_sums() {
            let key = (spots[spot as usize], period, topics[topic as usize]);
            self.entries.absorb(&key, entry, |known, entry| known.absorb(&entry));
        }
    }
}
