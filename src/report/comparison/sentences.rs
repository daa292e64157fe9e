//! What `compare` says.

use crate::report::sentences::sentences;

sentences! {
    /// Scenario and changes.
    title(scenario, changes): "{scenario}: {changes}";
    /// The answer: what the author says will follow, without and with.
    answer(claim, without, with, difference, interval, n):
        "{claim}: {without} without the change, {with} with it; a difference of {difference} points (95 %: {interval}), n = {n}.",
        "{claim}: {without} sin el cambio, {with} con él; una diferencia de {difference} puntos (95 %: {interval}), n = {n}.";
    method(n):
        "The same seeds with and without the change. Up, down: pairs in which the change brings it about, or undoes it; of means, raises or lowers it. Saves: how many times more histories independent seeds would need for the same interval. n = {n}.",
        "Las mismas semillas con y sin el cambio. Sube, baja: pares en que el cambio lo provoca o lo deshace; en las medias, las sube o las baja. Ahorra: cuántas veces más historias harían falta con semillas independientes para el mismo intervalo. n = {n}.";
    settled[n, day, n_text, of, share, classes]:
        "{n_text} of {of} history ({share}) was settled before {day}: {classes}. What follows counts only what was still open." | "{n_text} of {of} histories ({share}) were settled before {day}: {classes}. What follows counts only those that were still open.",
        "{n_text} de {of} historia ({share}) estaba decidida antes del {day}: {classes}. Lo que sigue cuenta solo lo que seguía abierto." | "{n_text} de {of} historias ({share}) estaban decididas antes del {day}: {classes}. Lo que sigue cuenta solo las que seguían abiertas.";
    settled_class(title, n): "{title} {n}";
    all_settled(day):
        "Every history was settled before {day}: nothing that is changed then can change an ending.",
        "Todas las historias estaban decididas antes del {day}: nada que se cambie entonces puede cambiar un desenlace.";
    speed(seeds, seconds, rate):
        "{seeds} seeds, {seconds} s, {rate} histories a second",
        "{seeds} semillas, {seconds} s, {rate} historias por segundo";
    part[seeds, part, file, seconds]:
        "part {part}: {file} ({seeds} seed, {seconds} s)" | "part {part}: {file} ({seeds} seeds, {seconds} s)",
        "parte {part}: {file} ({seeds} semilla, {seconds} s)" | "parte {part}: {file} ({seeds} semillas, {seconds} s)";
    pairs_counted(n): "n = {n}";

    WITHOUT: "without", "sin";
    WITH: "with", "con";
    DIFFERENCE: "difference", "diferencia";
    INTERVAL: "95 %";
    UP: "up", "sube";
    DOWN: "down", "baja";
    SAVES: "saves", "ahorra";
    PAIRS: "pairs", "pares";
    in_unit(title, unit): "{title} ({unit})";
    reach(low, high): "{low} … {high}";
    count(count, share): "{count} ({share})";

    record_until(day): "the record’s figures up to {day}", "las cifras del registro hasta el {day}";
    given_then(known):
        "Given: {known}. This uses what was known up to the branching date.",
        "Dado: {known}. Esto usa lo sabido hasta la fecha de divergencia.";
    given_later(known):
        "Given: {known}. This uses what came after the branching date too: it asks what would have been in our own past, not what could be foretold.",
        "Dado: {known}. Esto usa también lo que vino tras la fecha de divergencia: pregunta qué habría sido de nuestro propio pasado, no qué se podía pronosticar.";
    fit[n, of]:
        "{n} of {of} histories fits: the effective sample size is {n}." | "{n} of {of} histories fit: the effective sample size is {n}.",
        "{n} de {of} historias encaja: el tamaño efectivo de la muestra es {n}." | "{n} de {of} historias encajan: el tamaño efectivo de la muestra es {n}.";
    BY_TOLERANCE: "How the answer moves with the tolerance", "Cómo cambia la respuesta con la tolerancia";
    TOLERANCE_IS:
        "The tolerance is the largest root mean square of a history’s misfits with the record, in standard deviations; these were measured on other histories, which are not counted.",
        "La tolerancia es la mayor raíz cuadrática media de los desajustes de una historia con el registro, en desviaciones típicas, medidas en otras historias, que no se cuentan.";
    TOLERANCE: "tolerance", "tolerancia";
    HISTORIES: "histories", "historias";
    NO_TOLERANCE: "none", "ninguna";
    of_change(change, title): "{change}: {title}";

    SIDE_BY_SIDE: "Side by side", "Lado a lado";
    ENDINGS: "How histories end", "Cómo acaban las historias";
    ICONS_SHOW:
        "Each figure stands for one history in a hundred, the same seeds on both sides.",
        "Cada figura representa una historia de cada cien, con las mismas semillas a ambos lados.";
    OUTCOME: "Outcome", "Desenlace";
    OUTCOMES_EXCLUDE:
        "Outcomes exclude one another: the first of the list that holds is the one. What happened may have happened in any of them.",
        "Los desenlaces se excluyen: vale el primero de la lista que se cumple. Lo que ocurrió pudo ocurrir en cualquiera de ellos.";
    HAPPENED: "What happened", "Qué ocurrió";
    CROSSES_ZERO:
        "A line that crosses zero is an effect that these pairs do not show.",
        "Una línea que cruza el cero es un efecto que estos pares no muestran.";
    MEAN_OF: "Mean of", "Media de";
    FLOWS: "Who went from what to what", "Quién pasó de qué a qué";
    RIBBON: "The width of a ribbon is the number of pairs.", "El ancho de una cinta es el número de pares.";
    OTHERWISE: "otherwise", "de otro modo";
    AS_WITHOUT: "as without the change", "como sin el cambio";

    by_horizon(title): "The effect by horizon: {title}", "El efecto según el horizonte: {title}";
    UP_TO: "up to", "hasta";
    ON: "on", "el";
    MEDIAN_WITHOUT: "median without", "mediana sin";
    MEDIAN_WITH: "median with", "mediana con";
    MOST: "5 … 95 %";
    MEAN_DIFFERENCE: "mean difference", "diferencia media";
    quantity(name, unit): "{name}, {unit}";
    followed(n, brackets): "n = {n}. {brackets}";
    MAP: "The map", "El mapa";

    CHECKS: "Checks", "Comprobaciones";
    ONE_WORLD: "Events of one world only (pairs)", "Sucesos de un solo mundo (pares)";
    ONLY_WITHOUT: "only without", "solo sin";
    ONLY_WITH: "only with", "solo con";
    placebo(equal, tried):
        "Placebo: with the change taken out again, {equal} of {tried} histories are equal to their twin to the last bit.",
        "Placebo: quitado de nuevo el cambio, {equal} de {tried} historias son iguales a su gemela hasta el último bit.";
    halves(title, one, one_interval, other, other_interval):
        "Every other seed ({title}): {one} ({one_interval}) and {other} ({other_interval}).",
        "Una semilla de cada dos ({title}): {one} ({one_interval}) y {other} ({other_interval}).";
    NOT_SHOWN:
        "Not shown: whether the model is right. The intervals hold the model’s rules and ranges for given; see `validate` for how it fares against the record.",
        "No se muestra si el modelo acierta. Los intervalos dan por buenas sus reglas y rangos; véase `validate` para su suerte frente al registro.";

    // The pictures.
    WORLD_WITHOUT: "Without", "Sin";
    A_HUNDRED: "How a hundred histories end", "Cómo acaban cien historias";
    DOES: "What the change does", "Qué hace el cambio";
    DOES_MEANS:
        "difference with less without, same seeds, 95 % intervals",
        "diferencia con menos sin, mismas semillas, intervalos del 95 %";
    SHARE_BY_DATE: "share of histories by date", "parte de las historias según la fecha";
    THE_CHANGE: "the change", "el cambio";
    PAIRED_DIFFERENCE: "The paired difference", "La diferencia por pares";
    held(world): "In Japan’s hands: {world}", "En manos de Japón: {world}";
    SHARE_OF_HISTORIES: "share of histories", "parte de las historias";
}
