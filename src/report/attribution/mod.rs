//! What an attribution found, told: a sheet for people, JSON for programs, and the rows
//! behind both.

mod pictures;

use serde_json::{Value, json};

use crate::batch::statistics::{Difference, FEWEST_CASES, Share, runs_for_cases, wilson};
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::certainty::undefined;
use crate::report::folder::{Cells, Dataset, Provenance};
use crate::report::intervention::{self, never_taken_up};
use crate::report::sheet::{Question, Sheet};
use crate::report::table::{Table, decimals, percent, points, signed, three_digits};
use crate::report::words;
use crate::scenario::vocabulary::{Entry, Kind};
use crate::whatif::attribution::{
    Attribute, Attributed, Attribution, Carried, Findings, HeldAt, Lived, Runs, Turned,
};
use crate::whatif::inquiry::{Inquiry, Trouble, Work};
use crate::whatif::mediation::{Effects, Quadruple};
use crate::whatif::necessity::Causation;
use crate::whatif::outcome::Outcome;
use crate::whatif::path::{Account, Mediator};

/// Rows of the ranking that a sheet shows.
const SHOWN: usize = 20;

impl Attribution {
    /// An antecedent's name for a reader.
    #[must_use]
    pub fn title(&self, place: usize, language: Language) -> String {
        let titles = self.antecedents[place].iter().map(|listing| language.of(&listing.title));
        titles.collect::<Vec<_>>().join(" + ")
    }

    /// An antecedent's name for a program.
    #[must_use]
    pub fn id(&self, place: usize) -> String {
        let ids = self.antecedents[place].iter().map(|listing| listing.id.as_str());
        ids.collect::<Vec<_>>().join("+")
    }
}

impl HeldAt {
    /// As a reader sees it.
    #[must_use]
    pub fn said(self, language: Language) -> String {
        match self {
            Self::Mean => language.pick("its mean", "su media").to_owned(),
            Self::Percent(50) => language.pick("its median", "su mediana").to_owned(),
            Self::Percent(percent) => {
                format!("{} {percent}", language.pick("its percentile", "su percentil"))
            }
        }
    }
}

/// An interval of shares, as percentages.
fn between(low: f64, high: f64, n: u64) -> String {
    let digits = decimals(n);
    format!("{:.digits$} … {:.digits$} %", low * 100.0, high * 100.0)
}

/// A part of a whole, which may be less than nothing, as a percentage.
fn whole_percent(part: f64) -> String {
    let percent = libm::round(part * 100.0);
    // Nothing has no sign.
    format!("{:.0} %", if percent == 0.0 { 0.0 } else { percent })
}

/// How values and effects of an outcome are written.
struct Hand<'a> {
    outcome: &'a Outcome,
    language: Language,
}

impl Hand<'_> {
    fn value(&self, value: f64, n: u64) -> String {
        match self.outcome {
            Outcome::Claim(_) => percent(value, n),
            Outcome::Number { .. } => three_digits(value * self.factor()),
        }
    }

    fn effect(&self, effect: f64, n: u64) -> String {
        match self.outcome {
            Outcome::Claim(_) => points(effect, n),
            Outcome::Number { .. } => signed(effect * self.factor()),
        }
    }

    /// A share is written as a percentage.
    fn factor(&self) -> f64 {
        match self.outcome {
            Outcome::Number { unit, .. } if unit == "share" => 100.0,
            Outcome::Number { .. } | Outcome::Claim(_) => 1.0,
        }
    }

    /// The effect and its interval, two cells.
    fn cells(&self, effect: Difference, n: u64) -> [String; 2] {
        let Difference { difference, low, high } = effect;
        let interval = format!("{} … {}", self.effect(low, n), self.effect(high, n));
        [self.effect(difference, n), interval]
    }

    /// What effects are counted in.
    fn unit(&self) -> String {
        match self.outcome {
            Outcome::Claim(_) => self.language.pick("points", "puntos").to_owned(),
            Outcome::Number { unit, .. } => words::unit(unit, self.language),
        }
    }
}

impl Findings {
    /// The sheet.
    #[must_use]
    pub fn sheet(&self, asked: &Attribution, language: Language) -> Sheet {
        let title = language.of(asked.outcome.title());
        let mut sheet = Sheet::new(format!(
            "{title}: {}",
            language.pick("what does it hang on?", "¿de qué depende?")
        ));
        sheet.paragraph(language.of(&asked.worlds[0].scenario().title));
        for listing in asked.antecedents.iter().flatten() {
            sheet.paragraph(intervention::what_if(listing, language));
        }
        sheet.paragraph(Question::Forecast.said(language));
        self.whole(&mut sheet, asked, language);
        self.necessity(&mut sheet, language);
        self.contributed(&mut sheet, asked, language);
        self.through(&mut sheet, asked, language);
        self.held(&mut sheet, asked, language);
        self.ranking(&mut sheet, asked, language);
        sheet
    }

    fn whole(&self, sheet: &mut Sheet, asked: &Attribution, language: Language) {
        let hand = Hand { outcome: &asked.outcome, language };
        sheet.heading(language.pick("The whole effect", "El efecto entero"));
        let effect = format!("{} ({})", language.pick("effect", "efecto"), hand.unit());
        let mut head = vec![
            "",
            language.pick("without", "sin"),
            language.pick("with", "con"),
            &effect,
            "95 %",
        ];
        let names: Vec<String> =
            (0..asked.antecedents.len()).map(|place| asked.title(place, language)).collect();
        let mut row = vec![
            names.join(" + "),
            hand.value(self.without, self.n),
            hand.value(self.with, self.n),
        ];
        row.extend(hand.cells(self.effect, self.n));
        if let Some(pairs) = self.pairs {
            head.extend([
                language.pick("brought about", "provocado"),
                language.pick("prevented", "impedido"),
            ]);
            row.extend([pairs.gained.to_string(), pairs.lost.to_string()]);
        }
        let mut table = Table::new(&head);
        table.row(row);
        sheet.table(table);
        let pairs = language.pick(
            "pairs of histories with the same luck, one without and one with the change.",
            "pares de historias con el mismo azar, una sin y otra con el cambio.",
        );
        let mut said = format!("n = {} {pairs}", self.n);
        if self.undefined > 0 {
            let of = self.n + self.undefined;
            said += &format!(
                " {}",
                undefined(language.of(asked.outcome.title()), self.undefined, of, language)
            );
        }
        if self.same > 0 {
            said += &format!(
                " {} {}.",
                language.pick(
                    "Pairs in which it changed nothing at all, because what it forces came by itself:",
                    "Pares en que no cambió nada en absoluto, porque lo que impone llegó por sí solo:"
                ),
                self.same
            );
        }
        sheet.paragraph(said);
    }

    fn necessity(&self, sheet: &mut Sheet, language: Language) {
        let (Some(pairs), Some(found)) = (self.pairs, self.causations()) else { return };
        let prevents = self.prevents();
        sheet.heading(language.pick("Was it needed, was it enough?", "¿Hizo falta, bastó?"));
        if prevents {
            sheet.paragraph(language.pick(
                "The change works against the outcome; so this asks of it as what prevents it.",
                "El cambio obra en contra; así que aquí se pregunta por él como lo que lo impide.",
            ));
        }
        let mut table = Table::new(&[
            "",
            language.pick("share", "parte"),
            "95 %",
            "n",
            language.pick("bounds", "cotas"),
            language.pick("bounds, 95 %", "cotas, 95 %"),
        ]);
        let rows = [
            (language.pick("Needed", "Hizo falta"), found.needed),
            (language.pick("Enough", "Bastó"), found.enough),
            (language.pick("Both at once", "Ambas cosas a la vez"), found.both),
        ];
        for (said, found) in rows {
            let Causation { value, of, least, most } = found;
            let row = if !found.told() {
                let none = "–".to_owned();
                vec![
                    said.to_owned(),
                    none.clone(),
                    none.clone(),
                    of.to_string(),
                    none.clone(),
                    none,
                ]
            } else {
                vec![
                    said.to_owned(),
                    percent(value.share, of),
                    between(value.low, value.high, of),
                    of.to_string(),
                    between(least.share.max(0.0), most.share, of),
                    between(least.low, most.high, of),
                ]
            };
            table.row(row);
        }
        sheet.table(table);
        let fewest = rows.iter().map(|(_, found)| found.of).min().unwrap_or(0);
        if fewest < FEWEST_CASES {
            let runs = runs_for_cases(fewest, self.n);
            let enough = runs.map_or_else(String::new, |runs| match language {
                Language::English => format!("; --runs {runs} would leave about so many"),
                Language::Spanish => format!("; --runs {runs} dejaría unas tantas"),
            });
            sheet.paragraph(match language {
                Language::English => format!("–: a share of fewer than {FEWEST_CASES} histories is not told (n is {fewest}){enough}."),
                Language::Spanish => format!("–: no se dice una parte de menos de {FEWEST_CASES} historias (n es {fewest}){enough}."),
            });
        }
        if let Some(svg) = self.necessity_picture(language) {
            sheet.figure(svg, "");
        }
        let (needed, enough) = (found.needed, found.enough);
        let gained = if prevents { pairs.lost } else { pairs.gained };
        let (n_needed, n_enough) = (needed.of, enough.of);
        sheet.paragraph(match (prevents, language) {
            (false, Language::English) => format!("Needed: of the {n_needed} histories in which it happens with the change, {gained} would not have it without the change. Enough: of the {n_enough} in which it does not happen without the change, {gained} have it with the change."),
            (false, Language::Spanish) => format!("Hizo falta: de las {n_needed} historias en que ocurre con el cambio, en {gained} no ocurriría sin él. Bastó: de las {n_enough} en que no ocurre sin el cambio, en {gained} ocurre con él."),
            (true, Language::English) => format!("Needed: of the {n_needed} histories in which it does not happen with the change, {gained} would have it without the change. Enough: of the {n_enough} in which it happens without the change, {gained} escape it with the change."),
            (true, Language::Spanish) => format!("Hizo falta: de las {n_needed} historias en que no ocurre con el cambio, en {gained} ocurriría sin él. Bastó: de las {n_enough} en que ocurre sin el cambio, {gained} se libran con él."),
        });
        sheet.paragraph(language.pick(
            "The share supposes that both worlds live in the same luck, draw by draw. The bounds need only how often it happens without and with the change; no other way of tying the two worlds’ luck can leave them (Tian and Pearl 2000).",
            "La parte supone que ambos mundos viven el mismo azar, sorteo a sorteo. Las cotas solo necesitan cuántas veces ocurre sin y con el cambio; ninguna otra forma de atar el azar de los dos mundos puede salirse de ellas (Tian y Pearl 2000).",
        ));
        let against = if prevents { pairs.turned() } else { pairs };
        sheet.paragraph(if against.lost == 0 {
            format!(
                "{} {} {}",
                language.pick(
                    "In no pair did the change work the other way (at 95 %, in at most",
                    "En ningún par obró el cambio al revés (al 95 %, en no más del"
                ),
                percent(against.undone().high, self.n),
                language.pick(
                    "of them): nothing speaks against its working one way only, and then ‘both at once’ is the plain difference.",
                    "de ellos): nada contradice que obre en un solo sentido, y entonces «ambas cosas» es la simple diferencia."
                )
            )
        } else {
            format!(
                "{} {} {}",
                language.pick("In", "En"),
                against.lost,
                language.pick(
                    "pairs the change worked the other way. So it does not work one way only, and ‘both at once’ is more than the plain difference.",
                    "pares el cambio obró al revés. No obra, pues, en un solo sentido, y «ambas cosas» es más que la simple diferencia."
                )
            )
        });
    }

    fn contributed(&self, sheet: &mut Sheet, asked: &Attribution, language: Language) {
        if self.contributions.is_empty() {
            return;
        }
        let hand = Hand { outcome: &asked.outcome, language };
        sheet.heading(language.pick("Who contributed how much?", "¿Cuánto aportó cada uno?"));
        let share = format!("{} ({})", language.pick("share", "parte"), hand.unit());
        let mut table = Table::new(&[
            language.pick("Change", "Cambio"),
            &share,
            "95 %",
            language.pick("of the whole", "del total"),
            language.pick("alone", "solo"),
            "95 %",
            language.pick("on top of the others", "sobre los demás"),
            "95 %",
        ]);
        for (place, found) in self.contributions.iter().enumerate() {
            let mut row = vec![asked.title(place, language)];
            row.extend(hand.cells(found.share, self.n));
            row.push(found.part.map_or("–".to_owned(), |part| whole_percent(part.difference)));
            row.extend(hand.cells(found.alone, self.n));
            row.extend(hand.cells(found.last, self.n));
            table.row(row);
        }
        let mut row = vec![language.pick("All together", "Todos juntos").to_owned()];
        row.extend(hand.cells(self.effect, self.n));
        table.row(row);
        sheet.table(table).figure(self.shares_picture(asked, language), "");
        sheet.paragraph(language.pick(
            "The share of a change is what it adds, averaged over all orders in which the changes could be made (Shapley 1953); the shares sum to the whole. Where ‘alone’ and ‘on top of the others’ differ, the changes help or replace one another.",
            "La parte de un cambio es lo que añade, en promedio sobre todos los órdenes en que podrían hacerse (Shapley 1953); las partes suman el total. Donde «solo» y «sobre los demás» difieren, los cambios se ayudan o se suplen.",
        ));
    }

    fn through(&self, sheet: &mut Sheet, asked: &Attribution, language: Language) {
        let (Some(carried), Some(mediator)) = (&self.carried, &asked.mediator) else { return };
        let hand = Hand { outcome: &asked.outcome, language };
        let n = carried.n;
        sheet.heading(language.pick("Through what?", "¿A través de qué?"));
        for quantity in mediator.quantities() {
            sheet.paragraph(format!(
                "{}: {} ({})",
                language.pick("The path", "El camino"),
                meaning(quantity, language),
                quantity.name
            ));
        }
        let read = asked.outcome.reads(asked.worlds[0].scenario());
        if mediator.quantities().iter().any(|quantity| read.contains(&quantity.var)) {
            sheet.paragraph(language.pick(
                "The outcome is read off the path itself: it is no wonder when all goes this way. Name what comes before it.",
                "El desenlace se lee en el propio camino: no es extraño que todo vaya por aquí. Nombre lo que viene antes.",
            ));
        }
        if carried.differs == 0 {
            sheet.paragraph(language.pick(
                "It is the same without and with the change, in every history: nothing of the effect can go this way.",
                "Es el mismo sin y con el cambio, en todas las historias: nada del efecto puede ir por aquí.",
            ));
            return;
        }
        let effect = format!("{} ({})", language.pick("effect", "efecto"), hand.unit());
        let mut table = Table::new(&["", &effect, "95 %"]);
        let Effects { total, direct, indirect, reverse_indirect, interaction, .. } =
            carried.effects;
        let rows = [
            (language.pick("Whole: the change as it is", "Entero: el cambio tal cual"), total),
            (
                language.pick(
                    "Direct: the change, with the path as it was without it",
                    "Directo: el cambio, con el camino como era sin él",
                ),
                direct,
            ),
            (
                language.pick(
                    "Through the path: no change, but the path that it takes",
                    "Por el camino: sin cambio, pero con el camino que este toma",
                ),
                indirect,
            ),
            (
                language.pick(
                    "Neither alone: what takes both (whole less the two)",
                    "Ninguno solo: lo que exige ambos (entero menos los dos)",
                ),
                interaction,
            ),
            (
                language.pick(
                    "Going back: the changed world, with the path as it was",
                    "De vuelta: el mundo cambiado, con el camino como era",
                ),
                reverse_indirect,
            ),
        ];
        for (said, effect) in rows {
            let mut row = vec![said.to_owned()];
            row.extend(hand.cells(effect, n));
            table.row(row);
        }
        sheet.table(table).figure(self.path_picture(asked, (&carried.effects, n), language), "");
        sheet.paragraph(match (carried.effects.share, carried.effects.share_back) {
            (Some(alone), Some(back)) => {
                let part = |part: Difference| {
                    let Difference { difference, low, high } = part;
                    format!("{} ({})", whole_percent(difference), between(low, high, 0))
                };
                format!(
                    "{} {} {} {} {}",
                    language.pick("The path alone brings about", "El camino por sí solo produce el"),
                    part(alone),
                    language.pick("of the whole effect; to take the path alone back undoes", "del efecto entero; deshacer solo el camino quita el"),
                    part(back),
                    if alone.high < 0.0 {
                        language.pick(
                            "of it. Alone it works against the effect: look at the accounts.",
                            "de él. Por sí solo obra contra el efecto: mire las cuentas.",
                        )
                    } else {
                        language.pick("of it.", "de él.")
                    }
                )
            }
            _ => language
                .pick(
                    "The whole effect is too small, or too unsure, to say what share of it goes this way.",
                    "El efecto entero es demasiado pequeño, o incierto, para decir qué parte va por aquí.",
                )
                .to_owned(),
        });
        sheet.paragraph(if carried.moved == 0 {
            language
                .pick(
                    "Imposing the path changed nothing but the path itself: no rule reads it between the rules that make it. Name what they read; that may be what the quantity is made from.",
                    "Imponer el camino no cambió nada más que el propio camino: ninguna regla lo lee entre las que lo hacen. Nombre lo que ellas leen; puede ser aquello de lo que se hace la cantidad.",
                )
                .to_owned()
        } else {
            format!(
                "{} {} {} {} {n}; {} {}.",
                language.pick("The path differs in", "El camino difiere en"),
                carried.differs,
                language.pick("histories", "historias"),
                language.pick("of", "de"),
                language.pick(
                    "imposing it moved something besides itself in",
                    "imponerlo movió algo más que a sí mismo en"
                ),
                carried.moved
            )
        });
        accounts(sheet, carried, mediator, language);
    }

    fn held(&self, sheet: &mut Sheet, asked: &Attribution, language: Language) {
        if self.controlled.is_empty() {
            return;
        }
        let hand = Hand { outcome: &asked.outcome, language };
        sheet.heading(
            language
                .pick("With the path held in both worlds", "Con el camino fijo en ambos mundos"),
        );
        let effect = format!("{} ({})", language.pick("effect", "efecto"), hand.unit());
        let mut table = Table::new(&[
            language.pick("Held at", "Fijo en"),
            language.pick("without", "sin"),
            language.pick("with", "con"),
            &effect,
            "95 %",
        ]);
        for found in &self.controlled {
            let mut row = vec![
                found.held.said(language),
                hand.value(found.without, found.n),
                hand.value(found.with, found.n),
            ];
            row.extend(hand.cells(found.effect, found.n));
            table.row(row);
        }
        sheet.table(table);
        sheet.paragraph(language.pick(
            "The controlled direct effect: what the change does when the path is the same for all, week by week that of the unchanged world (of its first 256 seeds at most; a mean stands for numbers, the median for states).",
            "El efecto directo controlado: lo que hace el cambio cuando el camino es igual para todos, semana a semana el del mundo sin cambio (de sus primeras 256 semillas como mucho; la media para números, la mediana para estados).",
        ));
    }

    fn ranking(&self, sheet: &mut Sheet, asked: &Attribution, language: Language) {
        if self.turned.is_empty() || self.ranked == 0 {
            return;
        }
        sheet.heading(language.pick("What was pivotal?", "¿Qué fue decisivo?"));
        let n = self.ranked;
        let mut table = Table::new(&[
            language.pick("Given other luck, this alone", "Con otro azar, solo esto"),
            language.pick("turns it over", "le da la vuelta"),
            language.pick("of all", "del total"),
            "95 %",
            language.pick("name", "nombre"),
        ]);
        let row = |title: String, count: u64, name: &str| {
            let Share { share, low, high } = wilson(count, n);
            let interval = between(low, high, n);
            vec![title, count.to_string(), percent(share, n), interval, name.to_owned()]
        };
        let change = language.pick("(the change itself)", "(el cambio mismo)").to_owned();
        table.row(row(change, self.change_turns, "--with"));
        let shown = self.turned.iter().filter(|turned| turned.count > 0).take(SHOWN);
        for turned in shown.clone() {
            let item = &asked.items[turned.place];
            table.row(row(shortened(language.of(&item.title)), turned.count, &item.name));
        }
        sheet.table(table).figure(self.ranking_picture(asked, language), "");
        let never = self.turned.iter().filter(|turned| turned.count == 0).count();
        let more = self.turned.len() - never - shown.count();
        let mut said = format!(
            "n = {n}. {}",
            language.pick(
                "In the unchanged world, with all else as it was, each had the luck of another history in all weeks. An item that turns it over often is one that it hung on; that several do is no contradiction, the shares need not sum to anything.",
                "En el mundo sin cambio, con todo lo demás igual, cada cosa tuvo en todas las semanas el azar de otra historia. Lo que le da la vuelta a menudo es aquello de lo que dependía; que sean varias no es contradicción: las partes no tienen que sumar nada.",
            )
        );
        if more > 0 {
            said += &format!(
                " {} {more}.",
                language.pick("Not shown, with fewer:", "No se muestran, con menos:")
            );
        }
        if never > 0 {
            said += &format!(
                " {} {never} ({} {}).",
                language.pick("Never pivotal:", "Nunca decisivas:"),
                language.pick("at 95 % each in at most", "al 95 % cada una en no más del"),
                percent(wilson(0, n).high, n)
            );
        }
        sheet.paragraph(said);
    }
}

fn meaning(quantity: &Entry, language: Language) -> &str {
    language.pick(&quantity.en, &quantity.es)
}

/// A title that fits a row.
fn shortened(title: &str) -> String {
    let most = 60;
    if title.chars().count() <= most {
        return title.to_owned();
    }
    let head: String = title.chars().take(most - 1).collect();
    let head = head.rsplit_once(' ').map_or(head.as_str(), |(head, _)| head);
    format!("{head}…")
}

/// What imposing the path took, by hand.
fn accounts(sheet: &mut Sheet, carried: &Carried, mediator: &Mediator, language: Language) {
    let mut table = Table::new(&[
        language.pick("By hand, a history", "A mano, por historia"),
        language.pick("in the world", "en el mundo"),
        language.pick("put in", "metido"),
        language.pick("taken out", "sacado"),
        language.pick("most at once", "lo más de una vez"),
        language.pick("unit", "unidad"),
        language.pick("times", "veces"),
        language.pick("out of range", "fuera de rango"),
    ]);
    let n = carried.n as f64;
    let worlds = [language.pick("without", "sin"), language.pick("with", "con")];
    for (accounts, world) in carried.accounts.iter().zip(worlds) {
        for (quantity, account) in mediator.quantities().iter().zip(accounts) {
            let (factor, unit) = match &quantity.kind {
                Kind::Number { unit, .. } if unit == "share" => (100.0, unit.as_str()),
                // A week of so many a week is so many.
                Kind::Number { unit, .. } => (1.0, unit.strip_suffix(" a week").unwrap_or(unit)),
                Kind::Truth | Kind::States(_) => (0.0, ""),
            };
            let plain = |number: f64| {
                if number == 0.0 { "0".to_owned() } else { three_digits(number) }
            };
            let amount = |amount: f64| {
                if factor == 0.0 { "–".to_owned() } else { plain(amount * factor) }
            };
            table.row(vec![
                quantity.name.clone(),
                world.to_owned(),
                amount(account.put_in / n),
                amount(account.taken_out / n),
                amount(account.largest),
                words::unit(unit, language),
                plain(account.times as f64 / n),
                plain(account.outside as f64 / n),
            ]);
        }
    }
    sheet.table(table);
    sheet.paragraph(language.pick(
        "The accounts: what is put in has come from nowhere, what is taken out has gone nowhere; it stands against what the world’s own rules had made (sums over all weeks, mean of a history; the most of all histories). The larger it is, the less the numbers above are about a world that could be. What belongs to one account should be named together: divisions that are set down in the east are called west from there like any others, unless those who arrive are held too.",
        "Las cuentas: lo metido no vino de ninguna parte y lo sacado no fue a ninguna; es frente a lo que habían hecho las reglas del propio mundo (sumas de todas las semanas, media por historia; lo más, de todas las historias). Cuanto mayor sea, menos hablan los números de arriba de un mundo posible. Lo que pertenece a una misma cuenta debe nombrarse junto: a las divisiones puestas en el este se las llama al oeste como a cualesquiera, si no se fijan también las que llegan.",
    ));
}

fn of_difference(found: Difference) -> Value {
    json!({ "value": found.difference, "low": found.low, "high": found.high })
}

fn of_share(found: Share) -> Value {
    json!({ "value": found.share, "low": found.low, "high": found.high })
}

fn of_causation(found: &Causation) -> Value {
    // Of a handful of histories no share is told.
    let told = |number: f64| found.told().then_some(number);
    let bound = |share| found.told().then(|| of_share(share));
    json!({
        "value": told(found.value.share), "low": told(found.value.low), "high": told(found.value.high),
        "of": found.of, "least": bound(found.least), "most": bound(found.most),
    })
}

impl Findings {
    /// The same for programs.
    #[must_use]
    pub fn json(&self, asked: &Attribution, language: Language) -> Value {
        let causations = self.causations().map(|found| {
            json!({
                "asks": if self.prevents() { "prevents" } else { "brings_about" },
                "needed": of_causation(&found.needed), "enough": of_causation(&found.enough),
                "both": of_causation(&found.both),
                "pairs": self.pairs.map(|pairs| json!({
                    "both": pairs.both, "gained": pairs.gained, "lost": pairs.lost, "neither": pairs.neither,
                })),
            })
        });
        let contributions = self.contributions.iter().enumerate().map(|(place, found)| {
            json!({
                "antecedent": asked.id(place), "share": of_difference(found.share),
                "part": found.part.map(of_difference), "alone": of_difference(found.alone),
                "on_top": of_difference(found.last),
            })
        });
        let through = self.carried.as_ref().zip(asked.mediator.as_ref()).map(|(found, mediator)| {
            let account = |(quantity, account): (&Entry, &Account)| {
                let each = |sum: f64| sum / found.n as f64;
                json!({
                    "quantity": quantity.name, "put_in": each(account.put_in),
                    "taken_out": each(account.taken_out), "largest": account.largest,
                    "times": each(account.times as f64), "outside": each(account.outside as f64),
                })
            };
            let accounts = |accounts: &[Account]| -> Vec<Value> {
                mediator.quantities().iter().zip(accounts).map(account).collect()
            };
            let Effects { total, direct, indirect, reverse_indirect, interaction, share, share_back } =
                found.effects;
            json!({
                "quantities": mediator.quantities().iter().map(|quantity| &quantity.name).collect::<Vec<_>>(),
                "total": of_difference(total), "direct": of_difference(direct),
                "indirect": of_difference(indirect),
                "reverse_indirect": of_difference(reverse_indirect),
                "interaction": of_difference(interaction),
                "share": share.map(of_difference), "share_back": share_back.map(of_difference),
                "differs": found.differs, "moved": found.moved,
                "accounts": {
                    "on_unchanged": accounts(&found.accounts[0]),
                    "on_changed": accounts(&found.accounts[1]),
                },
            })
        });
        let controlled = self.controlled.iter().map(|found| {
            json!({
                "held_at": found.held.id(), "without": found.without, "with": found.with,
                "effect": of_difference(found.effect), "runs": found.n,
            })
        });
        let pivots = self.turned.iter().map(|turned| {
            let item = &asked.items[turned.place];
            json!({
                "item": item.name, "title": language.of(&item.title), "nodes": item.nodes,
                "turned": turned.count, "share": of_share(turned.share),
            })
        });
        json!({
            "question": Question::Forecast.id(),
            "outcome": language.of(asked.outcome.title()),
            "antecedents": (0..asked.antecedents.len()).map(|place| asked.id(place)).collect::<Vec<_>>(),
            "effect": {
                "without": self.without, "with": self.with, "effect": of_difference(self.effect),
                "unchanged_pairs": self.same,
            },
            "necessity": causations,
            "shares": contributions.collect::<Vec<_>>(),
            "through": through,
            "controlled": controlled.collect::<Vec<_>>(),
            "pivots": pivots.collect::<Vec<_>>(),
            "pivot_runs": self.ranked,
            "runs": self.n,
            "undefined": self.undefined,
        })
    }
}

/// Carries out an attribution and tells what it found.
///
/// # Errors
/// Why it has no findings.
pub fn answer(asked: &Attribute, work: &Work<'_>, language: Language) -> Result<Answer, Trouble> {
    let found = asked.run(work)?;
    let Attributed { asked: attribution, runs, findings, pivot_runs } = &found;
    let n = runs.lived.len() as u64;
    let mut sheet = findings.sheet(attribution, language);
    for said in never_taken_up(attribution.all().scenario(), &findings.uptake) {
        sheet.lead(language.of(&said));
    }
    let (all, held, ranked) = (asked.sample.runs, runs.held.len() as u64, runs.turned.len() as u64);
    let mut missing = Vec::new();
    if n < all {
        missing.push((language.pick("seeds lived", "semillas vividas"), n, all));
    }
    if !attribution.held_at.is_empty() && held < all {
        missing.push((language.pick("with the path held", "con el camino fijo"), held, all));
    }
    if ranked < *pivot_runs {
        missing.push((language.pick("in the ranking", "en la clasificación"), ranked, *pivot_runs));
    }
    if !missing.is_empty() {
        let missing = missing
            .iter()
            .map(|(what, done, of)| format!("{what} {done} {} {of}", language.pick("of", "de")));
        let interrupted = language.pick("Interrupted", "Interrumpido");
        sheet.paragraph(format!("{interrupted}: {}.", missing.collect::<Vec<_>>().join(", ")));
    }
    let first = asked.sample.first();
    let scenario = attribution.worlds[0].scenario();
    Ok(Answer {
        sheet,
        json: findings.json(attribution, language),
        tables: tables(attribution, runs, findings, first, language),
        provenance: Provenance::of(Inquiry::Attribute(asked.clone()), scenario, first, n)
            .and(attribution.all().scenario()),
        more: Vec::new(),
        interrupted: (!missing.is_empty())
            .then(|| format!("interrupted: {n} of {all} seeds were lived; what was run is shown")),
    })
}

/// The rows behind the answer: the runs of each seed, and the ranking.
#[must_use]
fn tables(
    asked: &Attribution,
    found: &Runs,
    results: &Findings,
    first: u64,
    language: Language,
) -> Vec<Dataset> {
    let unit = match &asked.outcome {
        Outcome::Claim(_) => "1 or 0".to_owned(),
        Outcome::Number { unit, .. } => unit.clone(),
    };
    let seeds = (0..found.lived.len() as i64).map(|offset| first.cast_signed() + offset);
    let mut runs = Dataset::new("runs").with("seed", "", "the seed", Cells::Whole(seeds.collect()));
    let number = |of: &dyn Fn(&Lived) -> f64| Cells::Number(found.lived.iter().map(of).collect());
    for subset in 0..asked.worlds.len() {
        let made = (0..asked.antecedents.len()).filter(|place| subset & (1 << place) != 0);
        let made: Vec<String> = made.map(|place| asked.id(place)).collect();
        let meaning = if made.is_empty() {
            "the outcome without any change".to_owned()
        } else {
            format!("the outcome with {}", made.join(", "))
        };
        let values = number(&|lived| lived.values[subset]);
        runs = runs.with(&format!("subset_{subset}"), &unit, &meaning, values);
    }
    if asked.mediator.is_some() {
        let of = |read: fn(&Quadruple) -> f64| {
            number(&|lived| lived.crossed.as_ref().map_or(f64::NAN, |crossed| read(&crossed.runs)))
        };
        runs = runs
            .with(
                "unchanged_on_changed_path",
                &unit,
                "the outcome without any change, on the path of the changed world",
                of(|runs| runs.base_on_full_path),
            )
            .with(
                "changed_on_unchanged_path",
                &unit,
                "the outcome with all changes, on the path of the unchanged world",
                of(|runs| runs.full_on_base_path),
            );
    }
    for (place, held) in asked.held_at.iter().enumerate().filter(|_| !found.held.is_empty()) {
        let of = |with: bool| {
            let value = |held: &Vec<(f64, f64)>| if with { held[place].1 } else { held[place].0 };
            // Seeds that were not reached have none.
            let mut values: Vec<f64> = found.held.iter().map(value).collect();
            values.resize(found.lived.len(), f64::NAN);
            Cells::Number(values)
        };
        for (with, name) in [(false, "unchanged"), (true, "changed")] {
            let meaning =
                format!("the outcome in the {name} world, the path held at {}", held.id());
            runs = runs.with(&format!("{name}_at_{}", held.id()), &unit, &meaning, of(with));
        }
    }
    let mut tables = vec![runs];
    if !results.turned.is_empty() {
        let rows = &results.turned;
        let item = |turned: &Turned| &asked.items[turned.place];
        let text = |of: &dyn Fn(&Turned) -> String| Cells::Text(rows.iter().map(of).collect());
        let number = |of: &dyn Fn(&Turned) -> f64| Cells::Number(rows.iter().map(of).collect());
        let counts = rows.iter().map(|turned| turned.count.cast_signed()).collect();
        tables.push(
            Dataset::new("pivots")
                .with("item", "", "what was lent", text(&|turned| item(turned).name.clone()))
                .with(
                    "title",
                    "",
                    "in words",
                    text(&|turned| language.of(&item(turned).title).to_owned()),
                )
                .with("nodes", "", "its chance nodes", text(&|turned| item(turned).nodes.join(" ")))
                .with("turned", "seeds", "how many it turned over", Cells::Whole(counts))
                .with("share", "share", "the same as a share", number(&|turned| turned.share.share))
                .with("low", "share", "lower end, 95 %", number(&|turned| turned.share.low))
                .with("high", "share", "upper end, 95 %", number(&|turned| turned.share.high)),
        );
    }
    tables
}
