//! The six criteria, a section each, and what contemporaries thought of it.

use super::sentences as say;
use super::{Page, points, points_in_words, share_in_words};
use crate::batch::statistics::wilson;
use crate::report::intervention;
use crate::report::number::{Number, percent, signed, signed_borne, three_digits};
use crate::report::sheet::Sheet;
use crate::report::table::Table;
use crate::report::words;
use crate::scenario::vocabulary::Kind;
use crate::scenario::{Intervention, Link, MeasureKind};
use crate::whatif::plausibility::mechanisms;

/// Measures that are shown.
pub(super) const SHOWN: usize = 6;

impl Page<'_> {
    pub(super) fn clarity(&self, sheet: &mut Sheet) {
        let language = self.language;
        sheet.heading(say::CLARITY.of(language));
        let scenario = self.one.changed();
        let told = |intervention| {
            say::done(language, intervention::told(scenario, intervention, language))
        };
        let done: Vec<String> = scenario.interventions.iter().map(told).collect();
        sheet.lines(done.join("\n"));
        for known in &self.one.antecedent.counterfactuals {
            sheet.paragraph(say::defence(language, &known.defence));
        }
        let n = self.found.criteria.n;
        for (claim, pairs) in
            self.one.claims.iter().zip(&self.found.criteria.claims).take(self.one.consequents())
        {
            let [difference, low, high] = points(pairs.difference());
            sheet.paragraph(say::to_follow(
                language,
                &claim.title,
                share_in_words(pairs.after(), language),
                share_in_words(pairs.before(), language),
                difference,
                low,
                high,
                n,
            ));
        }
    }

    pub(super) fn cotenability(&self, sheet: &mut Sheet) {
        let (n, language) = (self.found.criteria.n, self.language);
        sheet.heading(say::COTENABILITY.of(language));
        let head = [say::RELIES_ON, say::WITH_THE_CHANGE, say::WITHOUT_IT];
        let mut table = Table::headed(head, language);
        let mut why = Vec::new();
        for (reliance, claim, pairs) in self.reliances() {
            table.row(vec![
                language.of(&claim.title).to_owned(),
                share_in_words(pairs.after(), language),
                share_in_words(pairs.before(), language),
            ]);
            if !language.of(&reliance.why).is_empty() {
                why.push(say::remark(language, &claim.title, &reliance.why));
            }
        }
        if self.reliances().count() == 0 {
            sheet.paragraph(say::RELIES_ON_NOTHING.of(language));
        } else {
            sheet.table(table);
            why.into_iter().for_each(|line| {
                sheet.paragraph(line);
            });
        }
        let broken = self.broken().count();
        let alike = self.found.criteria.broken.len() - broken;
        if broken == 0 {
            sheet.paragraph(say::in_range(language, n));
        }
        for (name, pairs) in self.broken() {
            let (with, without) = (pairs.with(), pairs.without());
            sheet.paragraph(say::leaves_range(language, name, with, n, without));
        }
        if alike > 0 {
            sheet.paragraph(say::leave_alike(language, alike));
        }
        let scenario = self.one.changed();
        for (weighed, intervention) in
            self.found.surprise.chain.interventions.iter().zip(&self.one.antecedent.interventions)
        {
            let (Some((was, set)), Intervention::Quantity(setting)) =
                (weighed.quantity, intervention)
            else {
                continue;
            };
            let Some(entry) = scenario.vocabulary.entry(setting.effect.target) else { continue };
            if !matches!(entry.kind, Kind::Number { .. }) {
                continue;
            }
            sheet.paragraph(say::by_hand(
                language,
                words::name_of(language.pick(&entry.en, &entry.es)),
                words::value(&entry.kind, was, language),
                words::value(&entry.kind, set, language),
            ));
        }
    }

    pub(super) fn minimal_rewrite(&self, sheet: &mut Sheet) {
        sheet.heading(say::REWRITE.of(self.language));
        self.one.antecedent.tell_chain(sheet, &self.found.surprise, self.language);
    }

    pub(super) fn theory(&self, sheet: &mut Sheet) {
        let language = self.language;
        sheet.heading(say::THEORY.of(language));
        let head = [say::MECHANISM, say::RUNS_THROUGH, say::SWITCHED_OFF, say::ON, say::ADDS];
        let mut table = Table::headed(head, language);
        let mut sources = Vec::new();
        let n = self.found.criteria.n;
        let scenario = self.one.changed();
        let missing = || Number::missing().of(language);
        for (place, mechanism) in mechanisms(&self.one.cases).enumerate() {
            let name = match mechanism.through {
                Some(Link::Event(place)) => format!("event.{}", scenario.events[place].id),
                Some(Link::Decision(place)) => format!("decision.{}", scenario.decisions[place].id),
                None => missing(),
            };
            let mut row = vec![say::numbered(language, place + 1), name];
            match self.held(mechanism.through) {
                Some(pairs) => row.extend([
                    percent(pairs.before().share, n).of(language),
                    percent(pairs.after().share, n).of(language),
                    points_in_words(pairs.difference(), language),
                ]),
                None => row.extend([missing(), missing(), missing()]),
            }
            table.row(row);
            sources.push(say::mechanism(language, place + 1, &mechanism.what, &mechanism.source));
        }
        if sources.is_empty() {
            sheet.paragraph(say::NO_MECHANISM.of(language));
        } else {
            for line in sources {
                sheet.paragraph(line);
            }
            sheet.table(table);
            sheet.paragraph(say::SWITCHED_OFF_MEANS.of(language));
        }
        if !self.found.criteria.undone.is_empty() {
            let head = [say::UNDONE, say::WITHOUT_PIECE, say::WITH_ALL, say::ADDS];
            let mut table = Table::headed(head, language);
            for (intervention, pairs) in
                scenario.interventions.iter().zip(&self.found.criteria.undone)
            {
                table.row(vec![
                    intervention::told(scenario, intervention, language),
                    percent(pairs.before().share, n).of(language),
                    percent(pairs.after().share, n).of(language),
                    points_in_words(pairs.difference(), language),
                ]);
            }
            sheet.table(table);
        }
    }

    pub(super) fn statistics(&self, sheet: &mut Sheet) {
        let (n, language) = (self.found.criteria.n, self.language);
        sheet.heading(say::STATISTICS.of(language));
        let mut table = Table::new(&["", say::HAPPENED.of(language), say::SHARE.of(language)]);
        let consequent = &self.found.criteria.claims[0];
        table.row(vec![
            say::MODEL.of(language).to_owned(),
            say::of(language, consequent.with(), n),
            share_in_words(consequent.after(), language),
        ]);
        let mut said = Vec::new();
        for reference in self.one.cases.iter().filter_map(|case| case.reference.as_ref()) {
            let share = wilson(reference.happened, reference.of);
            table.row(vec![
                say::CLASS.of(language).to_owned(),
                say::of(language, reference.happened, reference.of),
                share_in_words(share, language),
            ]);
            let model = consequent.after();
            let apart = model.low > share.high || model.high < share.low;
            let (what, cases, source) = (&reference.what, &reference.cases, &reference.source);
            said.push(if apart {
                say::class_is_apart(language, what, cases, source)
            } else {
                say::class_meets(language, what, cases, source)
            });
        }
        sheet.table(table);
        if said.is_empty() {
            sheet.paragraph(say::GIVES_NO_CLASS.of(language));
        }
        for line in said {
            sheet.paragraph(line);
        }
    }

    pub(super) fn projectability(&self, sheet: &mut Sheet) {
        let (n, language) = (self.found.criteria.n, self.language);
        sheet.heading(say::PROJECTABILITY.of(language));
        let head = [say::MOVES_MOST, say::WITHOUT, say::WITH, say::DIFFERENCE, say::IN_DEVIATIONS];
        let mut table = Table::headed(head, language);
        let named: Vec<_> = self.one.claims[0].names(self.one.base());
        let others = self.found.criteria.moved.iter().filter(|moved| {
            let measure = &self.one.base().measures[moved.measure];
            let clear = moved.difference.low > 0.0 || moved.difference.high < 0.0;
            clear && !measure.value.names().iter().any(|var| named.contains(var))
        });
        let mut any = false;
        for moved in others.take(SHOWN) {
            any = true;
            let measure = &self.one.base().measures[moved.measure];
            let found = moved.difference;
            let row = if measure.kind == MeasureKind::Truth {
                [
                    language.of(&measure.title).to_owned(),
                    percent(moved.before, n).of(language),
                    percent(moved.after, n).of(language),
                    points_in_words(found, language),
                ]
            } else {
                let unit = words::unit(&measure.unit, language);
                let reach = (found.low, found.high);
                let [difference, low, high] =
                    [found.difference, found.low, found.high].map(|end| signed_borne(end, reach));
                [
                    say::in_unit(language, &measure.title, unit),
                    three_digits(moved.before).of(language),
                    three_digits(moved.after).of(language),
                    say::difference(language, difference, low, high),
                ]
            };
            table.row([row.as_slice(), &[signed(moved.size).of(language)]].concat());
        }
        if any {
            sheet.table(table);
        } else {
            sheet.paragraph(say::NONE_MOVES.of(language));
        }
        let series = self.series();
        if series.is_empty() {
            sheet.paragraph(say::NOTHING_SCORED.of(language));
            return;
        }
        let head = [say::IN_HINDCAST, say::FIGURES, say::IN_HALF, say::IN_MOST, say::SKILL];
        let mut table = Table::headed(head, language);
        for scored in series {
            let score = &scored.score;
            let points = score.points.len();
            let skill =
                score.skill().map_or_else(Number::missing, |skill| Number::signed_fixed(skill, 2));
            table.row(vec![
                scored.quantity.clone(),
                points.to_string(),
                percent(score.coverage50(), points as u64).of(language),
                percent(score.coverage90(), points as u64).of(language),
                skill.of(language),
            ]);
        }
        sheet.table(table);
    }

    pub(super) fn contemporaries(&self, sheet: &mut Sheet) {
        let language = self.language;
        sheet.heading(say::CONTEMPORARIES.of(language));
        let options = self.options();
        if options.is_empty() {
            sheet.paragraph(say::NOTHING_FORCED.of(language));
        }
        for (decision, choice) in options {
            let (title, label, source) = (&decision.title, &choice.label, &choice.source);
            sheet.paragraph(if choice.considered_by.is_empty() {
                say::considered_by_nobody(language, title, label, source)
            } else {
                say::considered(language, title, label, &choice.considered_by, source)
            });
        }
    }
}
