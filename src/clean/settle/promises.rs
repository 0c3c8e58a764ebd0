//! Targets and commitments of all exports, judged.

use std::sync::Arc;

use super::{Bench, Judged, Named, Read, equal, first_source};
use crate::clean::claims::Claim;
use crate::clean::context::Context;
use crate::clean::messages;
use crate::clean::part::RowText;
use crate::clean::places::country_in;
use crate::clean::promises::{Commitments, Targets, folded, out_of_range};
use crate::clean::tables::{Commitment, Origin, Target};
use crate::ingest::IngestError;
use crate::model::numbers::{EN, VI};
use crate::model::table::TARGET;
use crate::model::{Period, Place, Text};

type CommitmentKey = (Period, Place, String, Period, String, String);

impl Bench<'_, '_> {
    /// Targets of all exports.
    ///
    /// # Errors
    /// Where a file can no longer be read.
    pub fn targets(&mut self, reads: &mut [Read<'_, Targets>]) -> Result<Vec<Target>, IngestError> {
        let mut claims = Vec::new();
        for read in reads.iter_mut() {
            let places = self.places(read);
            let (job, part) = (&read.0, &mut read.1);
            let said = job.decimal.or(part.gathered.evidence.mark());
            let mut late = Vec::new();
            for (mut row, mark, grouped) in std::mem::take(&mut part.gathered.open) {
                let decimal = row.target;
                if let Some(said) = said {
                    row.target = if said == mark { decimal } else { grouped };
                    if out_of_range(job, &row.indicator, row.target, b"").is_none() {
                        part.gathered.rows.push(row);
                        continue;
                    }
                }
                late.push((row, mark, decimal, grouped));
            }
            let field = job.field(TARGET);
            let faults = late.into_iter().map(|(row, mark, decimal, grouped)| {
                let judge = move |cells: &dyn RowText| {
                    let cell = field.map(|field| cells.text(field)).unwrap_or_default();
                    let beyond =
                        said.and_then(|_| out_of_range(job, &row.indicator, row.target, cell.as_bytes()));
                    let open = || messages::ambiguous(&cell, mark, decimal, grouped, &job.export.source.file);
                    beyond.unwrap_or_else(open).at(TARGET, field)
                };
                (row.line, judge)
            });
            let faults = faults.collect();
            part.reject_late(job, faults)?;
            for row in std::mem::take(&mut part.gathered.rows) {
                let place = country_in(job, &part.keys, places[row.spot as usize].clone(), row.due);
                claims.push(Claim {
                    key: (self.names.get(&row.indicator), place, row.due),
                    value: (row.target, row.source),
                    origins: vec![Origin { file: job.file, line: row.line }],
                });
            }
        }
        let named = |context: &Context<'_>, (indicator, place, due): &(Arc<str>, Place, Period)| Named {
            place: place.clone(),
            period: *due,
            // The first part after the table is the place, then what the key asks for.
            figure: context.figure("targets", place, *due, &[indicator, &due.to_string()]),
            what: {
                let name = context.indicator_name(indicator);
                Text::new(
                    format!("mục tiêu {}, {}, {}", name.vi, place.name, VI.deadline(*due)),
                    format!("target of {}, {}, {}", name.en, place.name, EN.deadline(*due)),
                )
            },
        };
        let Judged { kept, .. } = self.settle(
            reads,
            claims,
            |a, b| equal(a.0, b.0),
            |known, other| known.1 = first_source(known.1.take(), other.1.clone()),
            named,
            |(target, _)| {
                let decimals = usize::from(target.decimals);
                (VI.decimal(target.value(), decimals), EN.decimal(target.value(), decimals))
            },
        )?;
        let targets = kept.into_iter().map(|((indicator, place, due), (target, source), origin)| Target {
            indicator,
            place,
            due,
            target: target.value(),
            source,
            origin,
        });
        Ok(targets.collect())
    }

    /// Commitments of all exports.
    ///
    /// # Errors
    /// Where a file can no longer be read.
    pub fn commitments(
        &mut self,
        reads: &mut [Read<'_, Commitments>],
    ) -> Result<Vec<Commitment>, IngestError> {
        let mut claims = Vec::new();
        for read in reads.iter_mut() {
            let places = self.places(read);
            let (job, part) = read;
            for row in std::mem::take(&mut part.gathered.rows) {
                let place = country_in(job, &part.keys, places[row.spot as usize].clone(), row.session);
                let origin = Origin { file: job.file, line: row.line };
                claims.push(Claim {
                    key: (
                        row.session,
                        place.clone(),
                        folded(&row.question_no),
                        row.due,
                        folded(&row.agency),
                        folded(&Some(row.text.clone())),
                    ),
                    value: Commitment {
                        session: row.session,
                        place,
                        question_no: row.question_no,
                        agency: row.agency,
                        text: row.text,
                        due: row.due,
                        done: row.done,
                        source: row.source,
                        origin,
                    },
                    origins: vec![origin],
                });
            }
        }
        let named = |context: &Context<'_>, (session, place, number, due, agency, text): &CommitmentKey| {
            let short: String = text.chars().take(60).collect();
            Named {
                place: place.clone(),
                period: *session,
                figure: context.figure(
                    "commitments",
                    place,
                    *session,
                    &[&session.to_string(), number, agency, text, &due.to_string()],
                ),
                what: Text::new(
                    format!(
                        "cam kết \"{short}\" trong buổi đối thoại {}, {}",
                        VI.period(*session),
                        place.name
                    ),
                    format!("commitment \"{short}\" of the session {}, {}", EN.within(*session), place.name),
                ),
            }
        };
        let shown = |commitment: &Commitment| match commitment.done {
            Some(done) => (format!("hoàn thành {}", VI.period(done)), format!("done {}", EN.within(done))),
            None => ("chưa ghi hoàn thành".to_owned(), "not recorded as done".to_owned()),
        };
        let join = |known: &mut Commitment, other: &Commitment| {
            known.source = first_source(known.source.take(), other.source.clone());
            // Spellings of one text differ in case at most: the first in order is kept.
            known.text = known.text.clone().min(other.text.clone());
            known.agency = known.agency.clone().min(other.agency.clone());
            known.question_no = known.question_no.clone().min(other.question_no.clone());
        };
        let Judged { kept, .. } = self.settle(reads, claims, |a, b| a.done == b.done, join, named, shown)?;
        let commitments =
            kept.into_iter().map(|(_, commitment, origin)| Commitment { origin, ..commitment }).collect();
        Ok(commitments)
    }
}
