//! How surprising a change is, told: its pieces one after another, what its surprise is
//! called, and how soon it shows.

use serde_json::{Value, json};

use crate::report::Language;
use crate::report::intervention;
use crate::report::sheet::Sheet;
use crate::report::table::{Table, percent};
use crate::report::words;
use crate::scenario::vocabulary::Kind;
use crate::scenario::{Day, Deed};
use crate::sim::calendar::date_of;
use crate::whatif::antecedent::{Antecedent, Surprise};
use crate::whatif::surprise::{Bits, Chain, FEWEST, FirstSeen, Label, Outside};

/// What an antecedent is called.
pub(super) const fn label_in_words(label: Label, language: Language) -> &'static str {
    match label {
        Label::Plausible => language.pick("plausible", "plausible"),
        Label::Strained => language.pick("strained", "forzado"),
        Label::Miracle => language.pick("miracle", "milagro"),
        Label::Unweighed => language.pick("no number", "sin número"),
    }
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
pub(super) fn bits_in_words(bits: Bits) -> String {
    let tenth = |bits: f64| if bits < 0.05 { "0".to_owned() } else { format!("{bits:.1}") };
    if bits.unbounded() {
        return format!("> {}", tenth(bits.low));
    }
    let (low, high) =
        (tenth(bits.low), if bits.high.is_finite() { tenth(bits.high) } else { "∞".to_owned() });
    let middle = tenth(bits.bits);
    if low == middle && high == middle { middle } else { format!("{middle} ({low} – {high})") }
}

/// A probability: in per cent, or where it is small as one in so many.
fn chance_in_words(chance: f64, n: u64, language: Language) -> String {
    if chance.is_nan() {
        return "–".to_owned();
    }
    if chance <= 0.0 {
        return format!("0 {} {n}", language.pick("of", "de"));
    }
    if chance >= 0.01 {
        let digits = usize::from(chance < 0.1);
        return format!("{:.digits$} %", chance * 100.0);
    }
    let one_in = 1.0 / chance;
    let size = libm::pow(10.0, libm::floor(libm::log10(one_in)) - 1.0);
    format!("1 {} {:.0}", language.pick("in", "de cada"), libm::round(one_in / size) * size)
}

fn outside_in_words(outside: Outside, language: Language) -> &'static str {
    match outside {
        Outside::Added => language.pick(
            "none: an event is added from outside the model",
            "ninguno: se añade un suceso ajeno al modelo",
        ),
        Outside::Moved => language.pick(
            "none: an event is moved from outside the model",
            "ninguno: se mueve un suceso desde fuera del modelo",
        ),
        Outside::Fixed => language.pick(
            "none: the scenario lets it happen in every history",
            "ninguno: el escenario lo hace ocurrir en toda historia",
        ),
        Outside::Still => language.pick(
            "none: the model has it the same in every history on that date",
            "ninguno: el modelo lo tiene igual en toda historia en esa fecha",
        ),
        Outside::Impossible => language.pick(
            "none: outside the parameter’s range",
            "ninguno: fuera del intervalo del parámetro",
        ),
        Outside::NeverAsked => language.pick(
            "none: nobody is asked in any of the histories",
            "ninguno: no se pregunta a nadie en ninguna historia",
        ),
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

    /// One of its pieces, in words.
    pub(super) fn words(&self, place: usize, language: Language) -> String {
        intervention::told(self.changed().scenario(), &self.deeds[place], language)
    }

    /// The chain table under its title.
    pub(super) fn tell(&self, sheet: &mut Sheet, surprise: &Surprise, language: Language) {
        sheet.heading(format!("{} ({})", self.title(language), self.with));
        self.tell_chain(sheet, surprise, language);
    }

    /// The chain table alone.
    pub(super) fn tell_chain(&self, sheet: &mut Sheet, surprise: &Surprise, language: Language) {
        let Surprise { chain, seen } = surprise;
        sheet.paragraph(format!(
            "{}: {}.",
            language.pick("Verdict of the model", "Veredicto del modelo"),
            verdict(chain, language)
        ));
        sheet.paragraph(first_seen_in_words(seen, language));
        let scenario = self.changed().scenario();
        let mut numbers = 0;
        let mut table = Table::new(&[
            language.pick("Piece, each given the ones above", "Pieza, dadas las de arriba"),
            language.pick("probability", "probabilidad"),
            language.pick("so far", "hasta aquí"),
            "bits (95 %)",
        ]);
        let mut notes = Vec::new();
        for (place, piece) in chain.pieces.iter().enumerate() {
            let bits = match piece.surprise {
                Ok(bits) => bits_in_words(bits),
                Err(_) => language.pick("none", "ninguno").to_owned(),
            };
            numbers += usize::from(piece.surprise.is_ok());
            let product = if numbers > 0 { piece.product } else { f64::NAN };
            let said = intervention::what(scenario, &self.deeds[place], language);
            table.row(vec![
                self.words(place, language),
                chance_in_words(piece.chance, chain.seeds, language),
                chance_in_words(product, chain.seeds, language),
                bits,
            ]);
            if let Err(outside) = piece.surprise {
                notes.push(format!("{said}: {}.", outside_in_words(outside, language)));
            }
            if let (Some((was, set)), Deed::Quantity(setting)) =
                (piece.quantity, &self.deeds[place])
                && let Some(entry) = scenario.vocabulary.entry(setting.effect.target)
                && matches!(entry.kind, Kind::Number { .. })
            {
                let value = |value| words::value(&entry.kind, value, language);
                notes.push(format!(
                    "“{}”: {} {}, {} {}.",
                    words::name_of(language.pick(&entry.en, &entry.es)),
                    language.pick(
                        "given the pieces above, its median on that date is",
                        "dadas las piezas de arriba, su mediana en esa fecha es"
                    ),
                    value(was),
                    language.pick("it is set to", "se fija en"),
                    value(set)
                ));
            }
            if piece.surprise.is_ok() && piece.effective < FEWEST {
                notes.push(format!(
                    "{said}: {} {:.0} {} {} {}",
                    language.pick("rough: this rests on", "tosco: esto se apoya en"),
                    piece.effective,
                    language.pick("of", "de"),
                    chain.seeds,
                    language.pick(
                        "histories. The likely ones may be missing: the bits may be far fewer than the interval says. More --runs would tell.",
                        "historias. Pueden faltar las probables: los bits pueden ser muchos menos de lo que dice el intervalo. Más --runs lo dirían."
                    )
                ));
            }
            if piece.asked < 0.995 {
                notes.push(format!(
                    "{said}: {} {} {}.",
                    language.pick("the question comes up in", "la pregunta surge en el"),
                    percent(piece.asked, chain.seeds.min(999)),
                    language.pick(
                        "of the histories, and is weighed in these",
                        "de las historias, y se pesa en ellas"
                    )
                ));
            }
        }
        let whole = chain.whole.map_or_else(|| "–".to_owned(), bits_in_words);
        table.row(vec![
            language.pick("The whole", "El conjunto").to_owned(),
            String::new(),
            chain.pieces.last().map_or_else(String::new, |piece| {
                chance_in_words(
                    if chain.whole.is_some() { piece.product } else { f64::NAN },
                    chain.seeds,
                    language,
                )
            }),
            whole,
        ]);
        sheet.table(table);
        sheet.paragraph(language.pick(
            "The probability of a piece is that of something at least as surprising: that the option is taken, that the event stays away, that a quantity or a draw lies at least as far out as it is set, on either side of its median.",
            "La probabilidad de una pieza es la de algo al menos tan sorprendente: que se tome la opción, que el suceso no llegue, que una cantidad o un sorteo quede al menos tan lejos de su mediana, a uno u otro lado, como se fija.",
        ));
        if !notes.is_empty() {
            sheet.lines(notes.join("\n"));
        }
    }

    /// For programs.
    pub(super) fn json(&self, surprise: &Surprise, language: Language) -> Value {
        let Surprise { chain, seen } = surprise;
        let pieces = chain.pieces.iter().enumerate().map(|(place, piece)| {
            let mut row = json!({
                "text": self.words(place, language), "date": iso(piece.day),
                "chance": number(piece.chance), "product": number(piece.product), "asked": piece.asked, "effective": piece.effective,
            });
            match piece.surprise {
                Ok(bits) => merge(&mut row, &bits_json(Some(bits))),
                Err(outside) => row["outside"] = json!(outside_id(outside)),
            }
            row
        });
        let mut whole = json!({
            "with": self.with, "label": label_id(chain.label()), "pieces": pieces.collect::<Vec<_>>(),
            "weeks_to_first_difference": seen.median(), "never_different": seen.never(),
            "pairs_looked_at": seen.weeks.len(),
        });
        merge(&mut whole, &bits_json(chain.whole));
        whole
    }
}

/// What the antecedent is called, with its bits and the number of its pieces.
pub(super) fn verdict(chain: &Chain, language: Language) -> String {
    let bits =
        chain.whole.map_or_else(String::new, |whole| format!(", {} bits", bits_in_words(whole)));
    let count = chain.pieces.len();
    let pieces = if count == 1 {
        language.pick("piece", "pieza")
    } else {
        language.pick("pieces", "piezas")
    };
    let numbers = chain.pieces.iter().filter(|piece| piece.surprise.is_ok()).count();
    let without = if numbers < count {
        format!(", {numbers} {}", language.pick("with a number", "con número"))
    } else {
        String::new()
    };
    let label = label_in_words(chain.label(), language);
    let bound = chain.whole.is_some_and(|whole| whole.unbounded());
    let label = if bound && chain.label() != Label::Miracle {
        format!("{} {label}", language.pick("at least", "al menos"))
    } else {
        label.to_owned()
    };
    format!("{label}{bits}, {count} {pieces}{without}")
}

/// After how many weeks a reader of the chronicles sees a difference.
fn first_seen_in_words(seen: &FirstSeen, language: Language) -> String {
    let n = seen.weeks.len();
    let never = seen.never();
    let when = match seen.median() {
        Some(weeks) => format!(
            "{} {weeks} {}",
            language.pick(
                "The first thing that is told differently comes, in the median,",
                "Lo primero que se cuenta de otro modo llega, en la mediana,"
            ),
            language.pick(
                "weeks after the date of divergence",
                "semanas después de la fecha de divergencia"
            )
        ),
        None => language
            .pick(
                "In half of the pairs or more nothing is ever told differently",
                "En la mitad de los pares o más nada se cuenta nunca de otro modo",
            )
            .to_owned(),
    };
    format!(
        "{when} ({n} {}; {} {never}).",
        language.pick("pairs", "pares"),
        language.pick("never in", "nunca en")
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
