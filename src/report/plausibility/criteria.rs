//! The six criteria, a section each, and what contemporaries thought of it.

use super::{Page, difference_in_words, share_in_words};
use crate::batch::statistics::wilson;
use crate::report::intervention;
use crate::report::sheet::Sheet;
use crate::report::table::{Table, percent, points, signed, three_digits};
use crate::report::words;
use crate::scenario::vocabulary::Kind;
use crate::scenario::{Deed, Link, MeasureKind};
use crate::whatif::plausibility::mechanisms;

/// Measures that are shown.
pub(super) const SHOWN: usize = 6;

impl Page<'_> {
    pub(super) fn clarity(&self, sheet: &mut Sheet) {
        let language = self.language;
        sheet.heading(self.pick(
            "1 Clarity: what is changed, and what is to follow",
            "1 Claridad: qué se cambia y qué ha de seguirse",
        ));
        let scenario = self.one.changed();
        let told = |deed| format!("  {}", intervention::told(scenario, deed, language));
        let done: Vec<String> = scenario.deeds.iter().map(told).collect();
        sheet.lines(done.join("\n"));
        for known in &self.one.antecedent.counterfactuals {
            sheet.paragraph(format!(
                "{}: {}",
                self.pick("Defence", "Defensa"),
                language.of(&known.defence)
            ));
        }
        let n = self.found.criteria.n;
        for (claim, pairs) in
            self.one.claims.iter().zip(&self.found.criteria.claims).take(self.one.consequents())
        {
            sheet.paragraph(format!(
                "{}: {}. {} {}; {} {}, {} {} (n = {n}).",
                self.pick("Is to follow", "Ha de seguirse"),
                language.of(&claim.title),
                self.pick("The model: with the change in", "El modelo: con el cambio en el"),
                share_in_words(pairs.after(), n),
                self.pick("without it in", "sin él en el"),
                share_in_words(pairs.before(), n),
                self.pick("a difference, in points, of", "una diferencia, en puntos, de"),
                difference_in_words(pairs)
            ));
        }
    }

    pub(super) fn cotenability(&self, sheet: &mut Sheet) {
        let (n, language) = (self.found.criteria.n, self.language);
        sheet.heading(self.pick(
            "2 Cotenability: does what the argument relies on survive the change?",
            "2 Cosostenibilidad: ¿sobrevive al cambio aquello en que se apoya el argumento?",
        ));
        let mut table = Table::new(&[
            self.pick("The argument relies on", "El argumento se apoya en"),
            self.pick("with the change (95 %)", "con el cambio (95 %)"),
            self.pick("without (95 %)", "sin él (95 %)"),
        ]);
        let mut why = Vec::new();
        for (reliance, claim, pairs) in self.reliances() {
            table.row(vec![
                language.of(&claim.title).to_owned(),
                share_in_words(pairs.after(), n),
                share_in_words(pairs.before(), n),
            ]);
            if !language.of(&reliance.why).is_empty() {
                why.push(format!("{}: {}", language.of(&claim.title), language.of(&reliance.why)));
            }
        }
        if self.reliances().count() == 0 {
            sheet.paragraph(self.pick(
                "The author names nothing (`relies_on` is empty): the argument cannot be tested here.",
                "El autor no nombra nada (`relies_on` está vacío): el argumento no puede probarse aquí.",
            ));
        } else {
            sheet.table(table);
            why.into_iter().for_each(|line| {
                sheet.paragraph(line);
            });
        }
        let broken = self.broken().count();
        let alike = self.found.criteria.broken.len() - broken;
        if broken == 0 {
            sheet.paragraph(format!(
                "{} (n = {n}).",
                self.pick(
                    "Ranges: the change drives no quantity out of the range that the model means for it",
                    "Intervalos: el cambio no saca a ninguna cantidad del intervalo que el modelo le asigna"
                )
            ));
        }
        for (name, pairs) in self.broken() {
            sheet.paragraph(format!(
                "{name} {} {} {} {n} {} {}.",
                self.pick("leaves its range in", "abandona su intervalo en"),
                pairs.with(),
                self.pick("of", "de"),
                self.pick(
                    "changed histories; without the change in",
                    "historias cambiadas; sin el cambio en"
                ),
                pairs.without()
            ));
        }
        if alike > 0 {
            sheet.paragraph(format!(
                "{} {alike}.",
                self.pick(
                    "Quantities that leave their range now and then, with the change and without it:",
                    "Cantidades que abandonan su intervalo a veces, con el cambio y sin él:"
                )
            ));
        }
        let scenario = self.one.changed();
        for (piece, deed) in self.found.surprise.chain.pieces.iter().zip(&self.one.antecedent.deeds)
        {
            let (Some((was, set)), Deed::Quantity(setting)) = (piece.quantity, deed) else {
                continue;
            };
            let Some(entry) = scenario.vocabulary.entry(setting.effect.target) else { continue };
            if !matches!(entry.kind, Kind::Number { .. }) {
                continue;
            }
            sheet.paragraph(format!(
                "{} “{}”: {} {} → {}; {}.",
                self.pick("An account is changed by hand:", "Se cambia una cuenta a mano:"),
                words::name_of(language.pick(&entry.en, &entry.es)),
                self.pick(
                    "in the median, given the pieces before it,",
                    "en la mediana, dadas las piezas anteriores,"
                ),
                words::value(&entry.kind, was, language),
                words::value(&entry.kind, set, language),
                self.pick(
                    "nothing else is moved to make up for it",
                    "nada más se mueve para compensarlo"
                )
            ));
        }
    }

    pub(super) fn minimal_rewrite(&self, sheet: &mut Sheet) {
        sheet.heading(self.pick(
            "3 Minimal rewrite: how much of history is changed?",
            "3 Reescritura mínima: ¿cuánta historia se cambia?",
        ));
        self.one.antecedent.tell_chain(sheet, &self.found.surprise, self.language);
    }

    pub(super) fn theory(&self, sheet: &mut Sheet) {
        let language = self.language;
        sheet.heading(
            self.pick("4 Theory: by what does it work?", "4 Teoría: ¿por qué medios actúa?"),
        );
        let mut table = Table::new(&[
            self.pick("Mechanism", "Mecanismo"),
            self.pick("runs through", "pasa por"),
            self.pick("switched off", "desconectado"),
            self.pick("on", "conectado"),
            self.pick("what it adds, points (95 %)", "lo que añade, puntos (95 %)"),
        ]);
        let mut sources = Vec::new();
        let n = self.found.criteria.n;
        let scenario = self.one.changed();
        for (place, mechanism) in mechanisms(&self.one.cases).enumerate() {
            let name = match mechanism.through {
                Some(Link::Event(place)) => format!("event.{}", scenario.events[place].id),
                Some(Link::Decision(place)) => format!("decision.{}", scenario.decisions[place].id),
                None => "–".to_owned(),
            };
            let mut row = vec![format!("({})", place + 1), name];
            match self.held(mechanism.through) {
                Some(pairs) => row.extend([
                    percent(pairs.before().share, n),
                    percent(pairs.after().share, n),
                    difference_in_words(pairs),
                ]),
                None => row.extend(["–".to_owned(), "–".to_owned(), "–".to_owned()]),
            }
            table.row(row);
            sources.push(format!(
                "({}) {} [{}]",
                place + 1,
                language.of(&mechanism.what),
                mechanism.source
            ));
        }
        if sources.is_empty() {
            sheet.paragraph(
                self.pick("The author names no mechanism.", "El autor no nombra mecanismos."),
            );
        } else {
            for line in sources {
                sheet.paragraph(line);
            }
            sheet.table(table);
            sheet.paragraph(self.pick(
                "Switched off: what it runs through is held at what it was in the twin without the change. Shares are those of the consequent.",
                "Desconectado: aquello por lo que pasa se mantiene como fue en la gemela sin el cambio. Las partes son las del consecuente.",
            ));
        }
        if !self.found.criteria.undone.is_empty() {
            let mut table = Table::new(&[
                self.pick("Piece undone", "Pieza deshecha"),
                self.pick("without it", "sin ella"),
                self.pick("with all", "con todas"),
                self.pick("what it adds, points (95 %)", "lo que añade, puntos (95 %)"),
            ]);
            for (deed, pairs) in scenario.deeds.iter().zip(&self.found.criteria.undone) {
                table.row(vec![
                    intervention::told(scenario, deed, language),
                    percent(pairs.before().share, n),
                    percent(pairs.after().share, n),
                    difference_in_words(pairs),
                ]);
            }
            sheet.table(table);
        }
    }

    pub(super) fn statistics(&self, sheet: &mut Sheet) {
        let (n, language) = (self.found.criteria.n, self.language);
        sheet.heading(self.pick(
            "5 Statistics: how often does the like happen?",
            "5 Estadística: ¿con qué frecuencia ocurre algo así?",
        ));
        let mut table = Table::new(&[
            "",
            self.pick("happened", "ocurrió"),
            self.pick("share (95 %)", "parte (95 %)"),
        ]);
        let consequent = &self.found.criteria.claims[0];
        table.row(vec![
            self.pick("the model, with the change", "el modelo, con el cambio").to_owned(),
            format!("{} {} {n}", consequent.with(), self.pick("of", "de")),
            share_in_words(consequent.after(), n),
        ]);
        let mut said = Vec::new();
        for reference in self.one.cases.iter().filter_map(|case| case.reference.as_ref()) {
            let share = wilson(reference.happened, reference.of);
            table.row(vec![
                self.pick("the reference class", "la clase de referencia").to_owned(),
                format!("{} {} {}", reference.happened, self.pick("of", "de"), reference.of),
                share_in_words(share, reference.of),
            ]);
            let model = consequent.after();
            let apart = model.low > share.high || model.high < share.low;
            said.push(format!(
                "{}: {} {} [{}]. {}",
                self.pick("Reference class", "Clase de referencia"),
                language.of(&reference.what),
                language.of(&reference.cases),
                reference.source,
                if apart {
                    self.pick(
                        "The intervals do not meet: either this case is unlike the others, or the model is.",
                        "Los intervalos no se tocan: o este caso no es como los otros, o no lo es el modelo.",
                    )
                } else {
                    self.pick("The intervals meet.", "Los intervalos se tocan.")
                }
            ));
        }
        sheet.table(table);
        if said.is_empty() {
            sheet.paragraph(self.pick(
                "The author gives no reference class.",
                "El autor no da clase de referencia.",
            ));
        }
        for line in said {
            sheet.paragraph(line);
        }
    }

    pub(super) fn projectability(&self, sheet: &mut Sheet) {
        let (n, language) = (self.found.criteria.n, self.language);
        sheet.heading(self.pick(
            "6 Projectability: what else ought to be seen?",
            "6 Proyectabilidad: ¿qué más debería verse?",
        ));
        let mut table = Table::new(&[
            self.pick("What moves most besides", "Lo que más se mueve además"),
            self.pick("without", "sin"),
            self.pick("with", "con"),
            self.pick("difference (95 %)", "diferencia (95 %)"),
            self.pick("in standard deviations", "en desviaciones típicas"),
        ]);
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
            let (title, cells) = if measure.kind == MeasureKind::Truth {
                (
                    language.of(&measure.title).to_owned(),
                    [
                        percent(moved.before, n),
                        percent(moved.after, n),
                        format!(
                            "{} ({} … {})",
                            points(found.difference, n),
                            points(found.low, n),
                            points(found.high, n)
                        ),
                    ],
                )
            } else {
                (
                    format!(
                        "{} ({})",
                        language.of(&measure.title),
                        words::unit(&measure.unit, language)
                    ),
                    [
                        three_digits(moved.before),
                        three_digits(moved.after),
                        format!(
                            "{} ({} … {})",
                            signed(found.difference),
                            signed(found.low),
                            signed(found.high)
                        ),
                    ],
                )
            };
            let mut row = vec![title];
            row.extend(cells);
            row.push(signed(moved.size));
            table.row(row);
        }
        if any {
            sheet.table(table);
        } else {
            sheet.paragraph(self.pick("No other measure moves.", "Ninguna otra medida se mueve."));
        }
        let series = self.series();
        if series.is_empty() {
            sheet.paragraph(self.pick(
                "The mechanisms name no series that the record dates: nothing here is scored against what was.",
                "Los mecanismos no nombran series que el registro feche: nada se puntúa aquí contra lo que fue.",
            ));
            return;
        }
        let mut table = Table::new(&[
            self.pick("The mechanism in the hindcast", "El mecanismo ante el registro"),
            self.pick("figures", "cifras"),
            self.pick("in 50 %", "en 50 %"),
            self.pick("in 90 %", "en 90 %"),
            self.pick("skill over persistence", "acierto sobre la persistencia"),
        ]);
        for scored in series {
            let score = &scored.score;
            table.row(vec![
                scored.quantity.clone(),
                score.points.len().to_string(),
                percent(score.coverage50(), 1),
                percent(score.coverage90(), 1),
                score.skill().map_or_else(|| "–".to_owned(), |skill| format!("{skill:.2}")),
            ]);
        }
        sheet.table(table);
    }

    pub(super) fn contemporaries(&self, sheet: &mut Sheet) {
        let language = self.language;
        sheet.heading(self.pick(
            "Contemporaries: did anybody consider it? (Ferguson 1997)",
            "Los contemporáneos: ¿alguien lo consideró? (Ferguson 1997)",
        ));
        let options = self.options();
        if options.is_empty() {
            sheet.paragraph(self.pick(
                "No option is forced: the change is of circumstances, not of a choice.",
                "No se fuerza ninguna opción: cambian las circunstancias, no una elección.",
            ));
        }
        for (decision, choice) in options {
            let who = if choice.considered_by.is_empty() {
                self.pick(
                    "nobody is known to have considered this",
                    "no consta que nadie lo considerara",
                )
                .to_owned()
            } else {
                format!(
                    "{}: {}",
                    self.pick("considered by", "lo consideraron"),
                    choice.considered_by
                )
            };
            sheet.paragraph(format!(
                "{}, {}: {who} [{}].",
                language.of(&decision.title),
                language.of(&choice.label),
                choice.source
            ));
        }
    }
}
