//! What `validate` says.

use crate::report::sentences::sentences;

sentences! {
    SERIES: "Series of the record", "Serie del registro";
    POINTS: "points", "puntos";
    IN_HALF: "in 50 %", "en 50 %";
    IN_MOST: "in 90 %", "en 90 %";
    CRPS: "CRPS";
    PERSISTENCE: "persistence", "persistencia";
    SKILL: "skill", "destreza";
    UNIT: "unit", "unidad";

    coverage[n, half, most]:
        "Of {n} point {half} lies inside the middle half of the ensemble and {most} inside its middle 90 %." | "Of {n} points {half} lie inside the middle half of the ensemble and {most} inside its middle 90 %.",
        "De {n} punto, {half} cae en la mitad central del conjunto y {most} en su 90 % central." | "De {n} puntos, {half} caen en la mitad central del conjunto y {most} en su 90 % central.";
    mean_skill(skill):
        "Mean skill over persistence: {skill} (1 is perfect, 0 no better than the figure before).",
        "Destreza media frente a la persistencia: {skill} (1 es perfecta, 0 no mejor que la cifra anterior).";

    CAMPAIGN: "Figures of the campaign", "Cifras de la campaña";
    CAMPAIGN_FIGURE: "Figure of the campaign", "Cifra de la campaña";
    RECORD: "record", "registro";
    SOURCES: "sources", "fuentes";
    LOWEST: "5 %";
    MEDIAN: "median", "mediana";
    ITS_INTERVAL: "its 95 %", "su 95 %";
    HIGHEST: "95 %";
    INSIDE: "inside", "dentro";
    between(low, high): "{low} – {high}";
    INSIDE_IS:
        "Inside: the range between sources meets the middle 90 % of the ensemble.",
        "Dentro: el intervalo entre fuentes toca el 90 % central del conjunto.";

    DATED: "Dated events", "Sucesos fechados";
    EVENT: "Event of the record", "Suceso del registro";
    HAPPENED: "happened", "ocurrió";
    dated_inside[n, of]:
        "{n} of {of} events lies inside its 5 to 95 % range, among the histories in which it happened." | "{n} of {of} events lie inside their 5 to 95 % range, among the histories in which they happened.",
        "{n} de {of} sucesos cae en su intervalo de 5 a 95 %, entre las historias en que ocurrió." | "{n} de {of} sucesos caen en su intervalo de 5 a 95 %, entre las historias en que ocurrieron.";

    ran[n, seconds]:
        "n = {n} history, {seconds} s" | "n = {n} histories, {seconds} s",
        "n = {n} historia, {seconds} s" | "n = {n} historias, {seconds} s";

    rows_left_out[n]:
        "{n} row left out:" | "{n} rows left out:",
        "{n} fila sin usar:" | "{n} filas sin usar:";
    no_quantity(name, rows):
        "{name} ({rows}): no quantity of the vocabulary answers to it (see --names)",
        "{name} ({rows}): ninguna magnitud del vocabulario le responde (véase --names)";
    no_event(name, rows):
        "{name} ({rows}): the scenario has no such event or answer",
        "{name} ({rows}): el escenario no tiene tal suceso o respuesta";
    no_measure(name, rows):
        "{name} ({rows}): no measure of the scenario answers to it",
        "{name} ({rows}): ninguna medida del escenario le responde";
    no_series(name, rows):
        "{name} ({rows}): no series of the record has this name",
        "{name} ({rows}): ninguna serie del registro tiene este nombre";
    some_outside(name, rows):
        "{name} ({rows}): rows with a date outside the scenario",
        "{name} ({rows}): filas con fecha fuera del escenario";
    all_outside(name, rows):
        "{name} ({rows}): all its dates lie outside the scenario",
        "{name} ({rows}): todas sus fechas quedan fuera del escenario";

    title(scenario):
        "{scenario}: the record beside the ensemble",
        "{scenario}: el registro junto al conjunto";
    one_draw(runs, seed):
        "History is one draw. The bands hold the middle 50 and 90 per cent of {runs} histories (seeds from {seed}); the line is their median; points are the record, with the spread between sources. A sound model has about half of the points in the inner band and nine in ten in the outer one.",
        "La historia es un sorteo entre muchos. Las bandas contienen el 50 y el 90 por ciento central de {runs} historias (semillas desde {seed}); la línea es su mediana; los puntos son el registro, con la dispersión entre fuentes. Un modelo sano tiene cerca de la mitad de los puntos en la banda interior y nueve de cada diez en la exterior.";
}
