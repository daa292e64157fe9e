//! How surprising a change is, told: its interventions one after another, what its surprise is
//! called, and how soon it shows.

use serde_json::{Value, json};

use crate::report::Language;
use crate::report::intervention;
use crate::report::number::{Number, percent};
use crate::report::sheet::Sheet;
use crate::report::table::Table;
use crate::report::words;
use crate::scenario::vocabulary::Kind;
use crate::scenario::{Day, Intervention};
use crate::sim::calendar::date_of;
use crate::whatif::antecedent::{Antecedent, Surprise};
use crate::whatif::surprise::{Bits, Chain, FEWEST, FirstSeen, Label, Outside};

/// What is said of a surprise.
mod say {
    use crate::report::sentences::sentences;

    sentences! {
        PLAUSIBLE: "plausible";
        STRAINED: "strained", "forzado";
        MIRACLE: "miracle", "milagro";
        UNWEIGHED: "no number", "sin número";
        at_least(label): "at least {label}", "al menos {label}";

        more_than(low): "> {low}";
        within(bits, low, high): "{bits} ({low} – {high})";
        INFINITE: "∞";
        per_cent(share): "{share} %";
        one_in(n): "1 in {n}", "1 de cada {n}";
        none_of(n): "0 of {n}", "0 de {n}";

        /// A change: its title and its file.
        head(title, file): "{title} ({file})";
        verdict_is(verdict): "Verdict of the model: {verdict}.", "Veredicto del modelo: {verdict}.";
        weighed[n, label, bits]:
            "{label}, {bits} bits, {n} piece" | "{label}, {bits} bits, {n} pieces",
            "{label}, {bits} bits, {n} pieza" | "{label}, {bits} bits, {n} piezas";
        weighed_in_part[n, label, bits, numbers]:
            "{label}, {bits} bits, {n} piece, {numbers} with a number" | "{label}, {bits} bits, {n} pieces, {numbers} with a number",
            "{label}, {bits} bits, {n} pieza, {numbers} con número" | "{label}, {bits} bits, {n} piezas, {numbers} con número";
        unweighed[n, label]:
            "{label}, {n} piece, without a number" | "{label}, {n} pieces, none with a number",
            "{label}, {n} pieza, sin número" | "{label}, {n} piezas, ninguna con número";
        first_seen[weeks, never, pairs]:
            "The first thing that is told differently comes, in the median, {weeks} week after the date of divergence; in {never} of {pairs} pairs it never comes." | "The first thing that is told differently comes, in the median, {weeks} weeks after the date of divergence; in {never} of {pairs} pairs it never comes.",
            "Lo primero que se cuenta de otro modo llega, en la mediana, {weeks} semana después de la fecha de divergencia; en {never} de {pairs} pares no llega nunca." | "Lo primero que se cuenta de otro modo llega, en la mediana, {weeks} semanas después de la fecha de divergencia; en {never} de {pairs} pares no llega nunca.";
        never_seen(never, pairs):
            "In half of the pairs or more nothing is ever told differently: in {never} of {pairs}.",
            "En la mitad de los pares o más nunca se cuenta nada de otro modo: en {never} de {pairs}.";

        PIECE: "Piece, each given the ones above", "Pieza, dadas las de arriba";
        PROBABILITY: "probability", "probabilidad";
        SO_FAR: "so far", "hasta aquí";
        BITS: "bits (95 %)";
        NO_BITS: "none", "ninguno";
        WHOLE: "The whole", "El conjunto";
        PROBABILITY_IS:
            "The probability of a piece is that of something at least as surprising: that the option is taken, that the event stays away, that a quantity or a draw lies at least as far out as it is set, on either side of its median.",
            "La probabilidad de una pieza es la de algo al menos tan sorprendente: que se tome la opción, que el suceso no llegue, que una cantidad o un sorteo quede al menos tan lejos de su mediana, a uno u otro lado, como se fija.";

        // Notes on a piece.
        added(piece):
            "{piece}: no number, for an event is added from outside the model.",
            "{piece}: sin número, porque se añade un suceso ajeno al modelo.";
        moved(piece):
            "{piece}: no number, for an event is moved from outside the model.",
            "{piece}: sin número, porque se mueve un suceso desde fuera del modelo.";
        fixed(piece):
            "{piece}: no number, for the scenario lets it happen in every history.",
            "{piece}: sin número, porque el escenario lo hace ocurrir en toda historia.";
        still(piece):
            "{piece}: no number, for the model has it the same in every history on that date.",
            "{piece}: sin número, porque el modelo lo tiene igual en toda historia en esa fecha.";
        impossible(piece):
            "{piece}: no number, for it is outside the parameter’s range.",
            "{piece}: sin número, porque está fuera del intervalo del parámetro.";
        never_asked(piece):
            "{piece}: no number, for nobody is asked in any of the histories.",
            "{piece}: sin número, porque no se pregunta a nadie en ninguna historia.";
        set_to(quantity, median, set):
            "“{quantity}”: given the pieces above, its median on that date is {median}; it is set to {set}.",
            "“{quantity}”: dadas las piezas de arriba, su mediana en esa fecha es {median}; se fija en {set}.";
        rough(piece, effective, n):
            "{piece}: rough, for this rests on {effective} of {n} histories. The likely ones may be missing: the bits may be far fewer than the interval says. More --runs would tell.",
            "{piece}: tosco, porque esto se apoya en {effective} de {n} historias. Pueden faltar las probables: los bits pueden ser muchos menos de lo que dice el intervalo. Más --runs lo dirían.";
        asked_in(piece, share):
            "{piece}: the question comes up in {share} of the histories, and is weighed in these.",
            "{piece}: la pregunta surge en el {share} de las historias, y se pesa en ellas.";
    }
}

/// What an antecedent is called.
pub(super) const fn label_in_words(label: Label, language: Language) -> &'static str {
    let said = match label {
        Label::Plausible => say::PLAUSIBLE,
        Label::Strained => say::STRAINED,
        Label::Miracle => say::MIRACLE,
        Label::Unweighed => say::UNWEIGHED,
    };
    said.of(language)
}

/// The same for programs.
pub(super) const fn label_id(label: Label) -> &'static str {
    match label {
        Label::Plausible => "plausible",
        Label::Strained => "strained",
        Label::Miracle => "miracle",
        Label::Unweighed => "no_number",
    }
}

/// Bits with their interval, to a tenth.
pub(super) fn bits_in_words(bits: Bits, language: Language) -> String {
    let tenth = |bits: f64| Number::fixed(bits, usize::from(bits >= 0.05));
    if bits.unbounded() {
        return say::more_than(language, tenth(bits.low));
    }
    let (middle, low, high) = (tenth(bits.bits), tenth(bits.low), tenth(bits.high));
    if low == middle && high == middle {
        middle.of(language)
    } else if bits.high.is_finite() {
        say::within(language, middle, low, high)
    } else {
        say::within(language, middle, low, say::INFINITE)
    }
}

/// A probability with two digits: in per cent, or where it is small as one in so many. Its
/// interval is told in bits.
fn chance_in_words(chance: f64, n: u64, language: Language) -> String {
    if chance.is_nan() {
        return Number::missing().of(language);
    }
    if chance <= 0.0 {
        return say::none_of(language, n);
    }
    if chance >= 0.01 {
        let share = Number::fixed(chance * 100.0, usize::from(chance < 0.1));
        return say::per_cent(language, share);
    }
    let one_in = 1.0 / chance;
    let size = libm::pow(10.0, libm::floor(libm::log10(one_in)) - 1.0);
    say::one_in(language, Number::fixed(libm::round(one_in / size) * size, 0))
}

/// Why a piece has no number.
fn outside_in_words(piece: &str, outside: Outside, language: Language) -> String {
    match outside {
        Outside::Added => say::added(language, piece),
        Outside::Moved => say::moved(language, piece),
        Outside::Fixed => say::fixed(language, piece),
        Outside::Still => say::still(language, piece),
        Outside::Impossible => say::impossible(language, piece),
        Outside::NeverAsked => say::never_asked(language, piece),
    }
}

const fn outside_id(outside: Outside) -> &'static str {
    match outside {
        Outside::Added => "added",
        Outside::Moved => "moved",
        Outside::Fixed => "fixed",
        Outside::Still => "still",
        Outside::Impossible => "impossible",
        Outside::NeverAsked => "never_asked",
    }
}

impl Antecedent {
    /// Its name for a reader.
    pub(super) fn title(&self, language: Language) -> String {
        let titles = self.counterfactuals.iter().map(|known| language.of(&known.title));
        titles.collect::<Vec<_>>().join(" + ")
    }

    /// One of its interventions, in words.
    pub(super) fn words(&self, place: usize, language: Language) -> String {
        intervention::told(self.changed().scenario(), &self.interventions[place], language)
    }

    /// The chain table under its title.
    pub(super) fn tell(&self, sheet: &mut Sheet, surprise: &Surprise, language: Language) {
        sheet.heading(say::head(language, self.title(language), &self.with));
        self.tell_chain(sheet, surprise, language);
    }

    /// The chain table alone.
    pub(super) fn tell_chain(&self, sheet: &mut Sheet, surprise: &Surprise, language: Language) {
        let Surprise { chain, seen } = surprise;
        sheet.paragraph(say::verdict_is(language, verdict(chain, language)));
        sheet.paragraph(first_seen_in_words(seen, language));
        let scenario = self.changed().scenario();
        let mut numbers = 0;
        let head = [say::PIECE, say::PROBABILITY, say::SO_FAR, say::BITS];
        let mut table = Table::headed(head, language);
        let mut notes = Vec::new();
        for (place, intervention) in chain.interventions.iter().enumerate() {
            let bits = match intervention.surprise {
                Ok(bits) => bits_in_words(bits, language),
                Err(_) => say::NO_BITS.of(language).to_owned(),
            };
            numbers += usize::from(intervention.surprise.is_ok());
            let product = if numbers > 0 { intervention.product } else { f64::NAN };
            let said = intervention::what(scenario, &self.interventions[place], language);
            table.row(vec![
                self.words(place, language),
                chance_in_words(intervention.chance, chain.seeds, language),
                chance_in_words(product, chain.seeds, language),
                bits,
            ]);
            if let Err(outside) = intervention.surprise {
                notes.push(outside_in_words(&said, outside, language));
            }
            if let (Some((was, set)), Intervention::Quantity(setting)) =
                (intervention.quantity, &self.interventions[place])
                && let Some(entry) = scenario.vocabulary.entry(setting.effect.target)
                && matches!(entry.kind, Kind::Number { .. })
            {
                let value = |value| words::value(&entry.kind, value, language);
                let name = words::name_of(language.pick(&entry.en, &entry.es));
                notes.push(say::set_to(language, name, value(was), value(set)));
            }
            if intervention.surprise.is_ok() && intervention.effective < FEWEST {
                let effective = Number::fixed(intervention.effective, 0);
                notes.push(say::rough(language, &said, effective, chain.seeds));
            }
            if intervention.asked < 0.995 {
                // It is a sum of weights, no count: never finer than by a thousand histories.
                let share = percent(intervention.asked, chain.seeds.min(999));
                notes.push(say::asked_in(language, &said, share));
            }
        }
        let missing = || Number::missing().of(language);
        let whole = chain.whole.map_or_else(missing, |bits| bits_in_words(bits, language));
        table.row(vec![
            say::WHOLE.of(language).to_owned(),
            String::new(),
            chain.interventions.last().map_or_else(String::new, |intervention| {
                chance_in_words(
                    if chain.whole.is_some() { intervention.product } else { f64::NAN },
                    chain.seeds,
                    language,
                )
            }),
            whole,
        ]);
        sheet.table(table);
        sheet.paragraph(say::PROBABILITY_IS.of(language));
        if !notes.is_empty() {
            sheet.lines(notes.join("\n"));
        }
    }

    /// For programs.
    pub(super) fn json(&self, surprise: &Surprise, language: Language) -> Value {
        let Surprise { chain, seen } = surprise;
        let interventions = chain.interventions.iter().enumerate().map(|(place, intervention)| {
            let mut row = json!({
                "text": self.words(place, language), "date": iso(intervention.day),
                "chance": number(intervention.chance), "product": number(intervention.product), "asked": intervention.asked, "effective": intervention.effective,
            });
            match intervention.surprise {
                Ok(bits) => merge(&mut row, &bits_json(Some(bits))),
                Err(outside) => row["outside"] = json!(outside_id(outside)),
            }
            row
        });
        let mut whole = json!({
            "with": self.with, "label": label_id(chain.label()), "pieces": interventions.collect::<Vec<_>>(),
            "weeks_to_first_difference": seen.median(), "never_different": seen.never(),
            "pairs_looked_at": seen.weeks.len(),
        });
        merge(&mut whole, &bits_json(chain.whole));
        whole
    }
}

/// What the antecedent is called, with its bits and the number of its interventions.
pub(super) fn verdict(chain: &Chain, language: Language) -> String {
    let count = chain.interventions.len();
    let numbers =
        chain.interventions.iter().filter(|intervention| intervention.surprise.is_ok()).count();
    let label = label_in_words(chain.label(), language);
    let Some(whole) = chain.whole else { return say::unweighed(language, count, label) };
    let label = if whole.unbounded() && chain.label() != Label::Miracle {
        say::at_least(language, label)
    } else {
        label.to_owned()
    };
    let bits = bits_in_words(whole, language);
    if numbers < count {
        say::weighed_in_part(language, count, label, bits, numbers)
    } else {
        say::weighed(language, count, label, bits)
    }
}

/// After how many weeks a reader of the chronicles sees a difference.
fn first_seen_in_words(seen: &FirstSeen, language: Language) -> String {
    let (n, never) = (seen.weeks.len(), seen.never());
    seen.median().map_or_else(
        || say::never_seen(language, never, n),
        |weeks| say::first_seen(language, weeks, never, n),
    )
}

/// A day for programs.
pub(super) fn iso(day: Day) -> String {
    date_of(day).to_string()
}

fn number(value: f64) -> Value {
    if value.is_finite() { json!(value) } else { Value::Null }
}

/// What is infinite is null: of it only the lower bound is known.
pub(super) fn bits_json(bits: Option<Bits>) -> Value {
    let of = |pick: &dyn Fn(Bits) -> f64| bits.map_or(Value::Null, |bits| number(pick(bits)));
    json!({ "bits": of(&|bits| bits.bits), "low": of(&|bits| bits.low), "high": of(&|bits| bits.high) })
}

fn merge(into: &mut Value, from: &Value) {
    if let (Some(into), Some(from)) = (into.as_object_mut(), from.as_object()) {
        into.extend(from.clone());
    }
}
