//! What pictures say: their keys and notes, and what is told to those who hear them.

use crate::report::sentences::{Sentence, sentences};

sentences! {
    histories[n]:
        "one history (n = {n})" | "n = {n} histories",
        "una historia (n = {n})" | "n = {n} historias";
    count(n): "n = {n}";
    counts(least, most): "n = {least}–{most}";
    MEDIAN: "median", "mediana";
    median_of(name): "{name} (median)", "{name} (mediana)";
    HALF_OF_HISTORIES: "50 % of histories", "50 % de las historias";
    MOST_OF_HISTORIES: "90 % of histories", "90 % de las historias";
    HALF_OF_PAIRS: "50 % of pairs", "50 % de los pares";
    MOST_OF_PAIRS: "90 % of pairs", "90 % de los pares";
    NOT_KNOWN: "not known", "no se sabe";
    dated(date, what): "{date}: {what}";
    /// A name, and what is told of it.
    told(name, what): "{name}: {what}";
    /// The same where the name may be missing.
    named(name, what): "{name} {what}";

    in_points(difference): "{difference} points", "{difference} puntos";
    POINTS: "percentage points", "puntos porcentuales";
    whole(value, low, high): "{value} ({low} to {high})", "{value} ({low} a {high})";
    reach(low, high): "{low} to {high}", "{low} a {high}";

    JAN: "Jan", "ene";
    FEB: "Feb", "feb";
    MAR: "Mar", "mar";
    APR: "Apr", "abr";
    MAY: "May", "may";
    JUN: "Jun", "jun";
    JUL: "Jul", "jul";
    AUG: "Aug", "ago";
    SEP: "Sep", "sep";
    OCT: "Oct", "oct";
    NOV: "Nov", "nov";
    DEC: "Dec", "dic";

    // Curves.
    LINES: "Lines with 95 % intervals.", "Líneas con intervalos del 95 %.";
    at_each_point[n]:
        "one history (n = {n}) at each point" | "n = {n} histories at each point",
        "una historia (n = {n}) en cada punto" | "n = {n} historias en cada punto";
    between_at_points(least, most):
        "n = {least}–{most} histories each",
        "n = {least}–{most} historias cada vez";
    BARS: "bars are 95 % intervals", "las barras son intervalos del 95 %";
    BANDS: "bands are 95 % intervals", "las bandas son intervalos del 95 %";

    // Fans.
    FAN:
        "Bands of 50 and 90 per cent of the histories and their median over time.",
        "Bandas del 50 y el 90 por ciento de las historias y su mediana a lo largo del tiempo.";
    FAN_OF_PAIRS:
        "Bands of 50 and 90 per cent of the pairs and their median over time.",
        "Bandas del 50 y el 90 por ciento de los pares y su mediana a lo largo del tiempo.";
    fan_on(day, median, low, high):
        "{day}: median {median} (90 %: {low} to {high}).",
        "{day}: mediana {median} (90 %: {low} a {high}).";
    fan_of(name, day, median, low, high):
        "{name}, {day}: median {median} (90 %: {low} to {high}).",
        "{name}, {day}: mediana {median} (90 %: {low} a {high}).";
    RECORD: "the record", "el registro";
    RECORD_AS_POINTS: "The record as points.", "El registro en puntos.";

    // The distance of twins.
    DISTANCE: "The distance between twins over time.", "La distancia entre gemelas a lo largo del tiempo.";
    distance_on(day, median): "{day}: median {median}.", "{day}: mediana {median}.";
    apart_on(day, share): "{day}: pairs still apart, {share}.", "{day}: pares aún separados, {share}.";
    run_twice[n]:
        "one history (n = {n}) run twice" | "n = {n} histories run twice",
        "una historia (n = {n}) ejecutada dos veces" | "n = {n} historias ejecutadas dos veces";
    ITS_TWIN: "this history and its twin", "esta historia y su gemela";
    STILL_APART:
        "Share of pairs that are still apart (band: 95 % interval)",
        "Proporción de pares aún separados (banda: intervalo del 95 %)";

    // Icons and ribbons.
    WITHOUT: "Without the change", "Sin el cambio";
    WITH: "With the change", "Con el cambio";
    OTHER_ENDINGS: "other endings", "otros finales";
    out_of(whole, endings): "Out of {whole} histories: {endings}.", "De {whole} historias: {endings}.";
    ending(ending, without, before, with, after): "{ending}: {without} {before}, {with} {after}";
    end_otherwise[n]:
        "{n} ends otherwise with the change." | "{n} end otherwise with the change.",
        "{n} acaba de otro modo con el cambio." | "{n} acaban de otro modo con el cambio.";
    each_figure(whole):
        "each figure is one history in {whole}, rounded so that they add up; the same place is the same luck",
        "cada figura es una historia de cada {whole}, redondeadas de modo que sumen; el mismo lugar es la misma suerte";
    figures(count, whole, share): "{count} of {whole}  ({share})", "{count} de {whole}  ({share})";
    ringed(changed, whole, share):
        "ringed: the ending changes, {changed} of {whole} ({share})",
        "con aro: el final cambia, {changed} de {whole} ({share})";
    changes[n, changed, share]:
        "the ending changes in {changed} of {n} pair ({share})" | "the ending changes in {changed} of {n} pairs ({share})",
        "el final cambia en {changed} de {n} par ({share})" | "el final cambia en {changed} de {n} pares ({share})";
    from_to(from, to): "{from} → {to}";
    ribbon(from, to, pairs): "{from} → {to}: {pairs}";
    ribbon_share(from, to, pairs, share): "{from} → {to}: {pairs} ({share})";
    pairs(count, share): "{count} ({share})";

    // Graphs.
    GRAPH: "A graph of causes and effects, by date.", "Un grafo de causas y efectos, por fecha.";
    CHANGE: "the change", "el cambio";
    EVENT: "event", "suceso";
    DECISION: "decision", "decisión";
    OUTCOME: "outcome", "desenlace";
    kind_on(kind, day): "{kind}, {day}";
    kind_and_day(kind, day): "{kind} · {day}";
    leads_to(effect, label): "→ {effect} {label}";
    led_to(effect, label): "→ {effect} (broken) {label}", "→ {effect} (roto) {label}";
    until(day): "– {day}";
    HELD: "the link held", "el vínculo se mantuvo";
    BROKE: "the link broke", "el vínculo se rompió";

    // Heat maps.
    VALUES: "A table of values.", "Una tabla de valores.";
    cell(row, column, value): "{row}, {column}: {value}";
    in_each_cell[n]:
        "one history (n = {n}) in each cell" | "n = {n} histories in each cell",
        "una historia (n = {n}) en cada celda" | "n = {n} historias en cada celda";

    // Rows of intervals.
    ESTIMATES: "Estimates with 95 % intervals.", "Estimaciones con intervalos del 95 %.";
    LINES_ARE: "lines are 95 % intervals", "las líneas son intervalos del 95 %";
    NOTHING: "nothing to show", "nada que mostrar";

    // Maps.
    MAP: "A map of the theatre.", "Un mapa del teatro.";
    power(name, short): "{name} ({short})";
    CREDIT:
        "Outlines: Natural Earth. Lambert azimuthal equal-area projection.",
        "Contornos: Natural Earth. Proyección azimutal equivalente de Lambert.";
}

/// Short names of the months.
pub(super) const MONTHS: [Sentence; 12] =
    [JAN, FEB, MAR, APR, MAY, JUN, JUL, AUG, SEP, OCT, NOV, DEC];

/// A sentence, and after it what is told of several things, if of any.
pub(super) fn with_list(sentence: &str, told: &[String]) -> String {
    if told.is_empty() { sentence.to_owned() } else { format!("{sentence} {}.", listed(told)) }
}

/// What is told of several things, one after the other.
pub(super) fn listed(told: &[String]) -> String {
    told.join("; ")
}
