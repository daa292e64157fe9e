//! What `plausibility` says.

use crate::report::sentences::sentences;

sentences! {
    TITLE:
        "Plausibility by six criteria (Tetlock and Belkin 1996)",
        "Plausibilidad según seis criterios (Tetlock y Belkin 1996)";
    WITNESS:
        "The author’s words stand beside what the model finds. The model is one witness: it can show that an argument does not hold in it, not that it holds in history.",
        "Las palabras del autor, junto a lo que halla el modelo. El modelo es un testigo: puede mostrar que un argumento no se sostiene en él, no que se sostenga en la historia.";
    /// A counterfactual: its title and its file.
    head(title, file): "{title} ({file})";
    share(share, low, high): "{share} ({low} – {high})";
    difference(difference, low, high): "{difference} ({low} … {high})";
    of(count, all): "{count} of {all}", "{count} de {all}";
    numbered(n): "({n})";
    /// Why the argument relies on something, in its author’s words.
    remark(about, remark): "{about}: {remark}";

    // At a glance.
    CRITERION: "Criterion", "Criterio";
    AT_A_GLANCE: "At a glance", "De un vistazo";
    CLARITY_ROW: "1 clarity", "1 claridad";
    clear(without, with):
        "dated at both ends; follows in {without} without the change, in {with} with it",
        "con dos fechas; se sigue en el {without} sin el cambio, en el {with} con él";
    COTENABILITY_ROW: "2 cotenability", "2 cosostenibilidad";
    weakest(share):
        "the weakest premise holds in {share}; the change breaks no range",
        "la premisa más débil se mantiene en el {share}; el cambio no rompe ningún intervalo";
    weakest_and_broken[n, share]:
        "the weakest premise holds in {share}; the change breaks {n} range" | "the weakest premise holds in {share}; the change breaks {n} ranges",
        "la premisa más débil se mantiene en el {share}; el cambio rompe {n} intervalo" | "la premisa más débil se mantiene en el {share}; el cambio rompe {n} intervalos";
    NO_PREMISE:
        "the author names no premise; the change breaks no range",
        "el autor no nombra premisas; el cambio no rompe ningún intervalo";
    no_premise_and_broken[n]:
        "the author names no premise; the change breaks {n} range" | "the author names no premise; the change breaks {n} ranges",
        "el autor no nombra premisas; el cambio rompe {n} intervalo" | "el autor no nombra premisas; el cambio rompe {n} intervalos";
    REWRITE_ROW: "3 minimal rewrite", "3 reescritura mínima";
    THEORY_ROW: "4 theory", "4 teoría";
    mechanisms(named, tried, matter):
        "mechanisms named: {named}; switched off: {tried}; of these change the result: {matter}",
        "mecanismos nombrados: {named}; desconectados: {tried}; de estos cambian el resultado: {matter}";
    STATISTICS_ROW: "5 statistics", "5 estadística";
    model_and_elsewhere(share, happened, of):
        "model {share}, elsewhere {happened} of {of}",
        "modelo {share}, en otros casos {happened} de {of}";
    NO_CLASS: "no reference class is given", "no se da clase de referencia";
    PROJECTABILITY_ROW: "6 projectability", "6 proyectabilidad";
    NO_SERIES: "no series of the record shows it", "ninguna serie del registro lo muestra";
    covered(covered, of):
        "figures of the record inside 90 % of the histories: {covered} of {of}",
        "cifras del registro dentro del 90 % de las historias: {covered} de {of}";

    // Clarity.
    CLARITY:
        "1 Clarity: what is changed, and what is to follow",
        "1 Claridad: qué se cambia y qué ha de seguirse";
    done(what): "  {what}";
    defence(words): "Defence: {words}", "Defensa: {words}";
    to_follow(claim, with, without, difference, low, high, n):
        "Is to follow: {claim}. The model: with the change in {with}; without it in {without}; a difference of {difference} points ({low} … {high}), n = {n}.",
        "Ha de seguirse: {claim}. El modelo: con el cambio en el {with}; sin él en el {without}; una diferencia de {difference} puntos ({low} … {high}), n = {n}.";

    // Cotenability.
    COTENABILITY:
        "2 Cotenability: does what the argument relies on survive the change?",
        "2 Cosostenibilidad: ¿sobrevive al cambio aquello en que se apoya el argumento?";
    RELIES_ON: "The argument relies on", "El argumento se apoya en";
    WITH_THE_CHANGE: "with the change (95 %)", "con el cambio (95 %)";
    WITHOUT_IT: "without (95 %)", "sin él (95 %)";
    RELIES_ON_NOTHING:
        "The author names nothing (`relies_on` is empty): the argument cannot be tested here.",
        "El autor no nombra nada (`relies_on` está vacío): el argumento no puede probarse aquí.";
    in_range(n):
        "Ranges: the change drives no quantity out of the range that the model means for it (n = {n}).",
        "Intervalos: el cambio no saca a ninguna cantidad del intervalo que el modelo le asigna (n = {n}).";
    leaves_range(name, with, n, without):
        "{name} leaves its range in {with} of {n} changed histories; without the change in {without}.",
        "{name} abandona su intervalo en {with} de {n} historias cambiadas; sin el cambio en {without}.";
    leave_alike(count):
        "Quantities that leave their range now and then, with the change and without it: {count}.",
        "Cantidades que abandonan su intervalo a veces, con el cambio y sin él: {count}.";
    by_hand(name, was, set):
        "“{name}” is changed by hand: given the pieces before it, its median is {was}, and it is set to {set}; nothing else is moved to make up for it.",
        "“{name}” se cambia a mano: dadas las piezas anteriores, su mediana es {was}, y se fija en {set}; nada más se mueve para compensarlo.";

    REWRITE:
        "3 Minimal rewrite: how much of history is changed?",
        "3 Reescritura mínima: ¿cuánta historia se cambia?";

    // Theory.
    THEORY: "4 Theory: by what does it work?", "4 Teoría: ¿por qué medios actúa?";
    MECHANISM: "Mechanism", "Mecanismo";
    RUNS_THROUGH: "runs through", "pasa por";
    SWITCHED_OFF: "switched off", "desconectado";
    ON: "on", "conectado";
    ADDS: "what it adds, points (95 %)", "lo que añade, puntos (95 %)";
    mechanism(n, what, source): "({n}) {what} [{source}]";
    NO_MECHANISM: "The author names no mechanism.", "El autor no nombra mecanismos.";
    SWITCHED_OFF_MEANS:
        "Switched off: what it runs through is held at what it was in the twin without the change. Shares are those of the consequent.",
        "Desconectado: aquello por lo que pasa se mantiene como fue en la gemela sin el cambio. Las partes son las del consecuente.";
    UNDONE: "Piece undone", "Pieza deshecha";
    WITHOUT_PIECE: "without it", "sin ella";
    WITH_ALL: "with all", "con todas";

    // Statistics.
    STATISTICS:
        "5 Statistics: how often does the like happen?",
        "5 Estadística: ¿con qué frecuencia ocurre algo así?";
    HAPPENED: "happened", "ocurrió";
    SHARE: "share (95 %)", "parte (95 %)";
    MODEL: "the model, with the change", "el modelo, con el cambio";
    CLASS: "the reference class", "la clase de referencia";
    class_meets(what, cases, source):
        "Reference class: {what} {cases} [{source}]. The intervals meet.",
        "Clase de referencia: {what} {cases} [{source}]. Los intervalos se tocan.";
    class_is_apart(what, cases, source):
        "Reference class: {what} {cases} [{source}]. The intervals do not meet: either this case is unlike the others, or the model is.",
        "Clase de referencia: {what} {cases} [{source}]. Los intervalos no se tocan: o este caso no es como los otros, o no lo es el modelo.";
    GIVES_NO_CLASS: "The author gives no reference class.", "El autor no da clase de referencia.";

    // Projectability.
    PROJECTABILITY:
        "6 Projectability: what else ought to be seen?",
        "6 Proyectabilidad: ¿qué más debería verse?";
    MOVES_MOST: "What moves most besides", "Lo que más se mueve además";
    WITHOUT: "without", "sin";
    WITH: "with", "con";
    DIFFERENCE: "difference (95 %)", "diferencia (95 %)";
    IN_DEVIATIONS: "in standard deviations", "en desviaciones típicas";
    in_unit(title, unit): "{title} ({unit})";
    NONE_MOVES: "No other measure moves.", "Ninguna otra medida se mueve.";
    NOTHING_SCORED:
        "The mechanisms name no series that the record dates: nothing here is scored against what was.",
        "Los mecanismos no nombran series que el registro feche: nada se puntúa aquí contra lo que fue.";
    IN_HINDCAST: "The mechanism in the hindcast", "El mecanismo ante el registro";
    FIGURES: "figures", "cifras";
    IN_HALF: "in 50 %", "en 50 %";
    IN_MOST: "in 90 %", "en 90 %";
    SKILL: "skill over persistence", "acierto sobre la persistencia";

    // Contemporaries.
    CONTEMPORARIES:
        "Contemporaries: did anybody consider it? (Ferguson 1997)",
        "Los contemporáneos: ¿alguien lo consideró? (Ferguson 1997)";
    NOTHING_FORCED:
        "No option is forced: the change is of circumstances, not of a choice.",
        "No se fuerza ninguna opción: cambian las circunstancias, no una elección.";
    considered(decision, option, who, source):
        "“{decision}”, “{option}”: considered by {who} [{source}].",
        "“{decision}”, “{option}”: lo consideraron: {who} [{source}].";
    considered_by_nobody(decision, option, source):
        "“{decision}”, “{option}”: nobody is known to have considered this [{source}].",
        "“{decision}”, “{option}”: no consta que nadie lo considerara [{source}].";
}
