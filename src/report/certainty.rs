//! How sure a number is, as a reader is told: what is said beside a table of values that are
//! missing, of too few, and of many intervals at once.

use crate::batch::binomial;
use crate::batch::seeds;
use crate::batch::statistics::Z;
use crate::report::Language;
use crate::report::number::Number;
use crate::sim::luck;

mod say {
    use crate::report::sentences::sentences;

    sentences! {
        BRACKETS:
            "In brackets: the 95 % interval of a quantile, by the order of the values.",
            "Entre corchetes: el intervalo del 95 % de un cuantil, por el orden de los valores.";
        bare_median(fewest):
            "A median without one: fewer than the {fewest} values that it needs.",
            "Una mediana sin él: menos de los {fewest} valores que necesita.";
        bare_quantile(low, high, fewest):
            "A {low} or {high} % quantile without one: fewer than the {fewest} values that it needs.",
            "Un cuantil del {low} o {high} % sin él: menos de los {fewest} valores que necesita.";

        undefined_everywhere[n, title]:
            "{title}: undefined in the only history." | "{title}: undefined in all {n} histories.",
            "{title}: sin valor en la única historia." | "{title}: sin valor en ninguna de las {n} historias.";
        undefined[left, title, missing, of]:
            "{title}: undefined in {missing} of {of} histories; what is said of it rests on the other one." | "{title}: undefined in {missing} of {of} histories; what is said of it is among the other {left}.",
            "{title}: sin valor en {missing} de {of} historias; lo que se dice de ello se refiere a la única restante." | "{title}: sin valor en {missing} de {of} historias; lo que se dice de ello vale entre las otras {left}.";
        undefined_pairs[left, title, missing, of]:
            "{title}: undefined on one side or both in {missing} of {of} pairs; means and differences are of the other one." | "{title}: undefined on one side or both in {missing} of {of} pairs; means and differences are of the other {left}.",
            "{title}: sin valor a un lado o a ambos en {missing} de {of} pares; medias y diferencias son del único restante." | "{title}: sin valor a un lado o a ambos en {missing} de {of} pares; medias y diferencias son de los otros {left}.";

        seeds[n, first, last]: "Seed {first}." | "Seeds {first} to {last}.", "Semilla {first}." | "Semillas {first} a {last}.";
        // Only a run of two seeds or more can share some but start elsewhere.
        shared(shared, runs):
            "A run from --seed 1 shares {shared} of these {runs} histories: for independent repeats use --replication.",
            "Una ejecución desde --seed 1 comparte {shared} de estas {runs} historias: para repeticiones independientes use --replication.";

        many(intervals, missed, wider):
            "{intervals} intervals stand side by side here: at 95 % some {missed} of them miss the truth by chance alone. To hold all at once (Bonferroni) each would be {wider} times as wide.",
            "Aquí hay {intervals} intervalos juntos: al 95 %, unos {missed} no contienen el valor verdadero por puro azar. Para valer todos a la vez (Bonferroni) cada uno tendría que ser {wider} veces tan ancho.";
    }
}

/// What the brackets of a table of quantiles are, and which of the quantiles `n` values are
/// too few for.
#[must_use]
pub fn quantiles_explained(n: u64, quantiles: &[f64], language: Language) -> String {
    let mut said = vec![say::BRACKETS.of(language).to_owned()];
    for &at in quantiles.iter().filter(|&&at| n < binomial::fewest(at)) {
        let fewest = binomial::fewest(at);
        let per_cent = |at: f64| Number::exact(at * 100.0);
        said.push(if at == 0.5 {
            say::bare_median(language, fewest)
        } else {
            say::bare_quantile(language, per_cent(at), per_cent(1.0 - at), fewest)
        });
    }
    said.join(" ")
}

/// That a measure has no value in some of the histories.
#[must_use]
pub fn undefined(title: &str, missing: u64, of: u64, language: Language) -> String {
    match of - missing {
        0 => say::undefined_everywhere(language, of, title),
        left => say::undefined(language, left, title, missing, of),
    }
}

/// That a measure has no value in some of the pairs.
#[must_use]
pub fn undefined_pairs(title: &str, missing: u64, of: u64, language: Language) -> String {
    say::undefined_pairs(language, of - missing, title, missing, of)
}

/// Which seeds a run has lived, and with which other run it shares histories.
#[must_use]
pub fn seeds_said(first: u64, runs: u64, language: Language) -> String {
    let last = first + runs.saturating_sub(1);
    let said = say::seeds(language, runs, first, last);
    // Who changes the seed a little means to repeat the run.
    let shared = seeds::shared(&(first..first + runs), &(1..1 + runs));
    if first != 1 && shared > 0 {
        return format!("{said} {}", say::shared(language, shared, runs));
    }
    said
}

/// What many intervals at once are worth: how many of them miss by chance, and how much wider
/// they would be to hold all at once. Nothing of a single one.
#[must_use]
pub fn many_at_once(intervals: usize, language: Language) -> Option<String> {
    if intervals < 2 {
        return None;
    }
    let n = intervals as f64;
    let missed = 2.0 * binomial::SIDE * n;
    let missed = Number::fixed(missed, usize::from(missed < 10.0));
    let wider = Number::fixed(luck::normal(1.0 - binomial::SIDE / n) / Z, 1);
    Some(say::many(language, intervals, missed, wider))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_looks_at_a_hundred_intervals_is_told_how_many_miss() {
        assert_eq!(many_at_once(1, Language::English), None);
        let said = many_at_once(100, Language::English).expect("many");
        assert!(said.contains("some 5.0 of them") && said.contains("1.8 times"), "{said}");
    }

    #[test]
    fn a_run_from_a_neighbouring_seed_says_what_it_shares() {
        assert_eq!(seeds_said(1, 1000, Language::English), "Seeds 1 to 1000.");
        assert!(seeds_said(2, 1000, Language::English).contains("shares 999 of these 1000"));
        let apart = seeds_said(seeds::first(1, 1), 1000, Language::English);
        assert_eq!(apart, "Seeds 4294967297 to 4294968296.");
    }
}
