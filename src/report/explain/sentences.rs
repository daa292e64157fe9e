//! What `explain` says.

use crate::report::sentences::sentences;

sentences! {
    /// Scenario and seed.
    title(scenario, seed): "{scenario}, seed {seed}", "{scenario}, semilla {seed}";
    /// What did not come about.
    not(claim): "Not: {claim}", "No: {claim}";
    ends_without(title, meaning): "Without the change: {title}. {meaning}", "Sin el cambio: {title}. {meaning}";
    ends_with(title, meaning): "With it: {title}. {meaning}", "Con él: {title}. {meaning}";
    explained(claim, without, with):
        "What is explained: {claim}. Without the change: {without}; with it: {with}.",
        "Lo que se explica: {claim}. Sin el cambio: {without}; con él: {with}.";
    /// A sentence that had no full stop.
    full(said): "{said}.";

    // Where they part.
    WHERE_THEY_PART: "Where they part", "Dónde se separan";
    NOWHERE:
        "Nowhere: in this luck the change changes nothing.",
        "En ninguna parte: con este azar el cambio no cambia nada.";
    part_in(week): "They part in the week of {week}.", "Se separan en la semana del {week}.";
    /// A quantity, with its colon or its question mark, in both histories.
    quantity(name, without, with):
        "{name} {without} without the change, {with} with it",
        "{name} {without} sin el cambio, {with} con él";
    move_most(quantities): "What moves most: {quantities}.", "Lo que más se mueve: {quantities}.";
    told(what, day): "{what} ({day})";
    first_told(without, with):
        "The first thing told otherwise, without the change: {without}; with it: {with}.",
        "Lo primero que se cuenta de otro modo, sin el cambio: {without}; con él: {with}.";
    first_told_without(what):
        "The first thing told otherwise, only without the change: {what}.",
        "Lo primero que se cuenta de otro modo, solo sin el cambio: {what}.";
    first_told_with(what):
        "The first thing told otherwise, only with the change: {what}.",
        "Lo primero que se cuenta de otro modo, solo con el cambio: {what}.";

    // The two stories.
    TWO_STORIES: "The two stories, where they differ", "Las dos historias, donde difieren";
    SAME_STORY: "Both tell the same.", "Ambas cuentan lo mismo.";
    WITHOUT_THE_CHANGE: "without the change", "sin el cambio";
    WITH_IT: "with it", "con él";
    until(said, day): "{said} (to {day}).", "{said} (hasta el {day}).";
    left_out[n]:
        "{n} later difference is left out here (JSON has it)." | "{n} later differences are left out here (JSON has them).",
        "{n} diferencia posterior se omite aquí (está en el JSON)." | "{n} diferencias posteriores se omiten aquí (están en el JSON).";
    alike[n]:
        "{n} other entry is the same in both, to within a week." | "{n} other entries are the same in both, to within a week.",
        "{n} entrada más es igual en ambas, con menos de una semana de diferencia." | "{n} entradas más son iguales en ambas, con menos de una semana de diferencia.";

    // The chain.
    FROM_CHANGE: "From the change to the outcome", "Del cambio al desenlace";
    ENDS_ALIKE:
        "Both histories end alike in what is asked, so no chain leads from the change to it. Ask for something else with --outcome.",
        "Ambas historias acaban igual en lo que se pregunta: ninguna cadena lleva a ello desde el cambio. Pregunte otra cosa con --outcome.";
    CANNOT_BE_UNDONE: "It cannot be undone alone.", "No puede deshacerse por sí solo.";
    OUTCOME_STAYS:
        "If it alone is undone, the outcome stays.",
        "Si solo esto se deshace, el desenlace queda.";
    OUTCOME_FALLS_BACK:
        "If it alone is undone, the outcome falls back.",
        "Si solo esto se deshace, el desenlace se deshace también.";
    outcome_becomes(outcome):
        "If it alone is undone, the outcome becomes another: {outcome}.",
        "Si solo esto se deshace, el desenlace pasa a ser otro: {outcome}.";
    leads_to(ends): "It leads to: {ends}.", "Lleva a: {ends}.";
    THE_OUTCOME: "the outcome", "el desenlace";
    outcome(claim): "The outcome: {claim}.", "El desenlace: {claim}.";
    CHAIN: "The chain from the change to the outcome.", "La cadena del cambio al desenlace.";
    of_the_whole(ends):
        "The change as a whole, and no single link of it, leads to: {ends}.",
        "El cambio en conjunto, y ningún eslabón por sí solo, lleva a: {ends}.";
    OVER_DETERMINED:
        "No single link is needed: undo any one of them, and the outcome still comes. It is over-determined.",
        "Ningún eslabón es necesario por sí solo: deshecho cualquiera, el desenlace llega igual. Está sobredeterminado.";
    fewest_pieces(sets):
        "No piece of the change is needed alone; the fewest that must go together for the outcome to fall back: {sets}.",
        "Ninguna pieza del cambio es necesaria sola; las menos que han de faltar juntas para que el desenlace se deshaga: {sets}.";
    smallest_sets(sets):
        "The smallest sets without which it falls back: {sets}.",
        "Los conjuntos más pequeños sin los cuales se deshace: {sets}.";
    smallest_sets_and_more[n, sets]:
        "The smallest sets without which it falls back: {sets}. There is {n} more of this size." | "The smallest sets without which it falls back: {sets}. There are {n} more of this size.",
        "Los conjuntos más pequeños sin los cuales se deshace: {sets}. Hay {n} más de este tamaño." | "Los conjuntos más pequeños sin los cuales se deshace: {sets}. Hay {n} más de este tamaño.";
    and(one, other): "{one}; and {other}", "{one}; y {other}";
    or(one, other): "{one}; or: {other}", "{one}; o bien: {other}";
    NOTHING_OTHERWISE:
        "No event and no decision came otherwise.",
        "Ningún hecho ni decisión fue de otro modo.";
    otherwise[n]:
        "{n} event or decision came otherwise." | "{n} events and decisions came otherwise.",
        "{n} hecho o decisión fue de otro modo." | "{n} hechos y decisiones fueron de otro modo.";
    otherwise_and_needed[n, needed]:
        "{n} event or decision came otherwise; needed: {needed}." | "{n} events and decisions came otherwise; needed: {needed}.",
        "{n} hecho o decisión fue de otro modo; necesarios: {needed}." | "{n} hechos y decisiones fueron de otro modo; necesarios: {needed}.";
    IN_THE_GRAPH:
        "All that came otherwise, and what fell back with it, is in the graph (--dot FILE, or --out DIR).",
        "Todo lo que fue de otro modo, y lo que se deshizo con ello, está en el grafo (--dot FICHERO, o --out CARPETA).";

    // The causes.
    what_caused(claim): "What caused it: {claim}", "Qué lo causó: {claim}";
    CAUSES_ARE:
        "Actual causes in the changed history (Halpern 2015): what, had it alone been otherwise, would have undone the outcome, if need be with other things held as they were. The number is its responsibility: 1 when it decides alone, 1/2 when one thing more must be undone or held, and so on.",
        "Causas efectivas en la historia cambiada (Halpern 2015): aquello que, de haber sido distinto, habría deshecho el desenlace, si hace falta con otras cosas mantenidas como fueron. El número es su responsabilidad: 1 si decide por sí sola, 1/2 si hay que deshacer o mantener algo más, etc.";
    NO_CAUSE:
        "Of what the change brought, nothing that was tried, alone or in pairs and with up to three things held, is a cause.",
        "De lo que trajo el cambio, nada de lo probado, solo o en parejas y con hasta tres cosas mantenidas, es causa.";
    OF_THE_CHANGE: "Of what the change brought:", "De lo que trajo el cambio:";
    OF_THE_PAST:
        "Of the past that both histories share, each needed:",
        "Del pasado que ambas historias comparten, cada cosa necesaria:";
    more_causes[n]:
        "{n} more (JSON has it)" | "{n} more (JSON has them)",
        "{n} más (está en el JSON)" | "{n} más (están en el JSON)";
    runs[n]:
        "{n} history was run." | "{n} histories were run.",
        "Se calculó {n} historia." | "Se calcularon {n} historias.";
    SEARCH_STOPPED:
        "The search was not finished, so less responsible causes may be missing.",
        "La búsqueda no terminó; pueden faltar causas menos responsables.";
    search_cut(most):
        "The search was not finished, so less responsible causes may be missing: the most was --most-runs {most}.",
        "La búsqueda no terminó; pueden faltar causas menos responsables: el máximo era --most-runs {most}.";

    // A link, without its full stop.
    /// An option.
    option(label): "“{label}”";
    NO_ANSWER: "no answer", "sin respuesta";
    only_without(event, day):
        "Does not happen: {event} (without the change: {day})",
        "No ocurre: {event} (sin el cambio: {day})";
    only_with(event, day):
        "{event} ({day}; without the change, never)",
        "{event} ({day}; sin el cambio, nunca)";
    moved(event, now, then):
        "{event} ({now}; without the change: {then})",
        "{event} ({now}; sin el cambio: {then})";
    answered_otherwise(decision, now, then, week):
        "{decision} {now} instead of {then} (week of {week})",
        "{decision} {now} en lugar de {then} (semana del {week})";

    // What it was in the changed history.
    happened(event, day): "{event} ({day})";
    never_happened(event): "Does not happen: {event}", "No ocurre: {event}";
    answered(decision, answer, week):
        "{decision} {answer} (from the week of {week})",
        "{decision} {answer} (desde la semana del {week})";
    never_answered(decision): "{decision} no answer", "{decision} sin respuesta";
    answered_at_last(decision, n, answer, week):
        "{decision} answered {n} times, at last {answer} (week of {week})",
        "{decision} respondida {n} veces, por último {answer} (semana del {week})";

    // The same with how it would have been otherwise: a cause.
    without_piece(what): "{what}, without this piece", "{what}, sin esta pieza";
    had_it_come_on(what, day): "{what}, had it come on {day}", "{what}, de ocurrir el {day}";
    had_it_not_happened(what): "{what}, had it not happened", "{what}, de no ocurrir";
    had_it_been_as_without(what):
        "{what}, had it been answered as without the change",
        "{what}, de responderse como sin el cambio";
    had_it_always_been(what, answer):
        "{what}, had the answer always been {answer}",
        "{what}, si la respuesta fuera siempre {answer}";
    ends_in(causes, outcome): "{causes} → {outcome}.";
    is_gone(causes): "{causes} → the outcome is gone.", "{causes} → el desenlace desaparece.";
    held_ends_in(causes, instead, outcome):
        "{causes}: the outcome comes all the same, for then {instead}. With that held as it was → {outcome}.",
        "{causes}: el desenlace llega igual, pues entonces {instead}. Con eso mantenido como fue → {outcome}.";
    held_is_gone(causes, instead):
        "{causes}: the outcome comes all the same, for then {instead}. With that held as it was → the outcome is gone.",
        "{causes}: el desenlace llega igual, pues entonces {instead}. Con eso mantenido como fue → el desenlace desaparece.";

    // What would have stepped in.
    steps_in(event, day): "“{event}” ({day})";
    steps_in_instead(event, day, actual):
        "“{event}” ({day} instead of {actual})",
        "“{event}” ({day} en lugar del {actual})";
    stays_away(event): "it does not come to “{event}”", "no se llega a “{event}”";
    answer_steps_in(decision, answer, week):
        "{decision} {answer} (week of {week})",
        "{decision} {answer} (semana del {week})";

    // The graph.
    WHOLE_CHANGE: "The change as a whole", "El cambio en conjunto";
    needed(link): "{link} [needed]", "{link} [necesario]";
    DEPENDED: "What depended on what", "Qué dependía de qué";
    ARROWS_OF_ALL:
        "an arrow: without its beginning alone, its end falls back; wide: to the outcome",
        "una flecha: sin su principio solo, su fin se deshace; ancha: hacia el desenlace";
    ARROWS:
        "an arrow: without its beginning alone, its end falls back",
        "una flecha: sin su principio solo, su fin se deshace";

    // The distance.
    HOW_FAR_APART: "How far apart", "A qué distancia";
    WEEK_OF: "Week of", "Semana del";
    DISTANCE: "distance", "distancia";
    DISTANCE_IS:
        "Mean over all subjects of how far their quantities are apart, as a share of the ground that each covers in these two histories.",
        "Media, sobre todas las materias, de cuánto difieren sus cantidades, como parte del recorrido de cada una en estas dos historias.";
    farthest(week, distance):
        "They are farthest apart in the week of {week} ({distance}).",
        "La distancia es máxima en la semana del {week} ({distance}).";
    came_back(week):
        "History came back to its course: below a tenth of that from the week of {week}.",
        "La historia volvió a su curso: por debajo de un décimo de eso desde la semana del {week}.";
    did_not_come_back(distance):
        "History did not come back to its course: at the end they are apart by {distance}.",
        "La historia no volvió a su curso: al final las separa un {distance}.";
    THEY_PART: "they part", "se separan";
    TWINS_APART: "How far apart the twins are", "A qué distancia están las gemelas";
    TWINS_APART_MEANS:
        "mean over all subjects; 0: the same, 1: each quantity across all its ground",
        "media de todas las materias; 0: iguales, 1: cada cantidad en el otro extremo";
    DISTANCE_CAPTION: "Distance between the twins.", "Distancia entre las gemelas.";

    // Inevitability.
    how_likely(claim): "How likely it was, week by week: {claim}", "Cuán probable era, semana a semana: {claim}";
    forked[every, n]:
        "Each history is forked every week: its state is kept, its luck is fresh from then on. Shares of the forks with their 95 % intervals, n = {n}." | "Each history is forked every {every} weeks: its state is kept, its luck is fresh from then on. Shares of the forks with their 95 % intervals, n = {n}.",
        "Cada historia se bifurca cada semana: se conserva su estado y el azar es nuevo desde entonces. Partes de las bifurcaciones con sus intervalos del 95 %, n = {n}." | "Cada historia se bifurca cada {every} semanas: se conserva su estado y el azar es nuevo desde entonces. Partes de las bifurcaciones con sus intervalos del 95 %, n = {n}.";
    BASE_RATE_IS:
        "The first row is the base rate: all luck fresh, and the model’s parameters too, which the others share with this seed. Rows in which neither moved by five points are left out.",
        "La primera fila es la tasa base: todo el azar nuevo, y también los parámetros del modelo, que en las demás son los de esta semilla. Se omiten las filas en que ninguna se movió cinco puntos.";
    AFTER_WEEK: "After the week of", "Tras la semana del";
    WITHOUT: "without", "sin";
    WITH: "with", "con";
    INTERVAL: "95 %";
    reach(low, high): "{low} – {high}";
    BASE_RATE: "(base rate)", "(tasa base)";
    GIVEN_STATE:
        "probability given the state of each week",
        "probabilidad dado el estado de cada semana";
    CURVES: "Inevitability curves.", "Curvas de inevitabilidad.";
}
