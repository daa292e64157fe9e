//! What `rewrite` says.

use crate::report::sentences::sentences;

sentences! {
    /// What bits are, and what they are called.
    BITS_ARE:
        "Bits: 0 is what would have happened anyway, 1 as likely as heads, 4.3 one chance in twenty, 10 one in a thousand. Up to 4.3 a change is called plausible, up to 10 strained, beyond that, or where an event is added from outside, a miracle (after Lebow 2010). These are the model’s odds, not history’s.",
        "Bits: 0 es lo que habría ocurrido de todos modos, 1 tan probable como cara o cruz, 4,3 una posibilidad entre veinte, 10 una entre mil. Hasta 4,3 un cambio se llama plausible, hasta 10 forzado, más allá, o cuando se añade un suceso desde fuera, milagro (según Lebow 2010). Son las probabilidades del modelo, no las de la historia.";

    // Weighed.
    HOW_SURPRISING: "How surprising is the change?", "¿Cuán sorprendente es el cambio?";

    // Searched.
    smallest_for(claim): "The smallest rewrite for: {claim}", "La reescritura más pequeña para: {claim}";
    share(share, low, high): "{share} ({low} – {high})";
    wanted(probability, from, until):
        "Wanted: a probability of at least {probability}; changes may be made from the week of {from} to {until}.",
        "Se busca: una probabilidad de al menos el {probability}; se puede cambiar desde la semana del {from} hasta el {until}.";
    choices[n]:
        "There is {n} change to choose from." | "There are {n} changes to choose from.",
        "Hay {n} cambio entre los que elegir." | "Hay {n} cambios entre los que elegir.";
    unchanged(share, n):
        "Without any change it comes about in {share} (n = {n}).",
        "Sin cambio alguno ocurre en el {share} (n = {n}).";
    WOULD_DO: "What would do", "Lo que bastaría";
    INTERRUPTED: "Interrupted before anything was found.", "Interrumpido antes de hallar nada.";
    none_reaches[most, probability]:
        "No single change is shown to reach {probability}." | "No set of up to {most} changes is shown to reach {probability}.",
        "De ningún cambio solo se muestra que alcance el {probability}." | "De ningún conjunto de hasta {most} cambios se muestra que alcance el {probability}.";
    FEWEST_FIRST: "Changes, the fewest bits first", "Cambios, los de menos bits primero";
    PROBABILITY: "probability (95 %)", "probabilidad (95 %)";
    BITS: "bits (95 %)";
    CALLED: "called", "llamado";
    AS_IT_WAS: "as it was", "como fue";
    NO_CHANGE: "no change at all", "ningún cambio";
    and_change(title): "  + {title}";
    more_reach[n]:
        "{n} more of this size reaches it." | "{n} more of this size reach it.",
        "{n} más de este tamaño lo alcanza." | "{n} más de este tamaño lo alcanzan.";

    NAMED_BY_CLAIM:
        "What the claim itself names: it begs the question, and does not count",
        "Lo que la propia afirmación nombra: da por hecho lo que se pregunta, y no cuenta";
    CHANGE: "Change", "Cambio";
    CHANGES: "Changes", "Cambios";

    TRIED: "What was tried", "Lo que se probó";
    IN_A_SET: "Changes in a set", "Cambios por conjunto";
    SETS: "sets there are", "conjuntos que hay";
    TRIED_SETS: "tried", "probados";
    HISTORIES: "histories", "historias";
    CONFIRMED: "confirmed anew", "confirmados de nuevo";
    SHOWN_SETS: "shown", "mostrados";
    TOO_MANY: "too many", "demasiados";
    TOO_MANY_MEANS:
        "Where there are too many sets, those were tried that add a change to the best of the size below.",
        "Donde hay demasiados conjuntos se probaron los que añaden un cambio a los mejores del tamaño inferior.";

    nearest(n):
        "What came nearest and fell short, on fresh seeds (n = {n})",
        "Lo que más se acercó sin llegar, en semillas nuevas (n = {n})";
    AT_LEAST_WANTED: "at least the wanted?", "¿al menos la buscada?";
    SHOWN: "shown", "mostrado";
    FALLS_SHORT: "falls short", "no llega";
    NOT_SHOWN: "not shown", "no mostrado";
}
