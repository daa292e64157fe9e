//! What `attribute` says.

use crate::report::sentences::sentences;

sentences! {
    title(outcome): "{outcome}: what does it hang on?", "{outcome}: ¿de qué depende?";

    WITHOUT: "without", "sin";
    WITH: "with", "con";
    INTERVAL: "95 %";
    /// A column of effects, and what they are counted in.
    effect_in(unit): "effect ({unit})", "efecto ({unit})";
    POINTS: "points", "puntos";
    reach(low, high): "{low} … {high}";
    per_cent(share): "{share} %";

    // The whole effect.
    WHOLE_EFFECT: "The whole effect", "El efecto entero";
    BROUGHT_ABOUT: "brought about", "provocado";
    PREVENTED: "prevented", "impedido";
    pairs[n]:
        "n = {n} pair of histories with the same luck, one without and one with the change." | "n = {n} pairs of histories with the same luck, one without and one with the change.",
        "n = {n} par de historias con el mismo azar, una sin y otra con el cambio." | "n = {n} pares de historias con el mismo azar, una sin y otra con el cambio.";
    unmoved(n):
        "Pairs in which it changed nothing at all, because what it forces came by itself: {n}.",
        "Pares en que no cambió nada en absoluto, porque lo que impone llegó por sí solo: {n}.";

    // Necessity.
    NECESSITY: "Was it needed, was it enough?", "¿Hizo falta, bastó?";
    PREVENTS:
        "The change works against the outcome; so this asks of it as what prevents it.",
        "El cambio obra en contra; así que aquí se pregunta por él como lo que lo impide.";
    SHARE: "share", "parte";
    N: "n";
    BOUNDS: "bounds", "cotas";
    BOUNDS_INTERVAL: "bounds, 95 %", "cotas, 95 %";
    NEEDED: "Needed", "Hizo falta";
    ENOUGH: "Enough", "Bastó";
    BOTH: "Both at once", "Ambas cosas a la vez";
    too_few(least, few):
        "–: a share of fewer than {least} histories is not told (here n is {few}).",
        "–: no se dice una parte de menos de {least} historias (aquí n es {few}).";
    too_few_of_runs(least, few, runs):
        "–: a share of fewer than {least} histories is not told (here n is {few}); with --runs {runs} there would be about {least}.",
        "–: no se dice una parte de menos de {least} historias (aquí n es {few}); con --runs {runs} serían unas {least}.";
    needed(all, of, turned):
        "Needed: with the change it happens in {of} of {all} histories; in {turned} of these it would not happen without the change.",
        "Hizo falta: con el cambio ocurre en {of} de {all} historias; en {turned} de ellas no ocurriría sin él.";
    enough(all, of, turned):
        "Enough: without the change it does not happen in {of} of {all} histories; in {turned} of these it happens with the change.",
        "Bastó: sin el cambio no ocurre en {of} de {all} historias; en {turned} de ellas ocurre con él.";
    needed_to_prevent(all, of, turned):
        "Needed: with the change it does not happen in {of} of {all} histories; in {turned} of these it would happen without the change.",
        "Hizo falta: con el cambio no ocurre en {of} de {all} historias; en {turned} de ellas ocurriría sin él.";
    enough_to_prevent(all, of, turned):
        "Enough: without the change it happens in {of} of {all} histories; in {turned} of these it does not happen with the change.",
        "Bastó: sin el cambio ocurre en {of} de {all} historias; en {turned} de ellas no ocurre con él.";
    BOUNDS_ARE:
        "The share supposes that both worlds live in the same luck, draw by draw. The bounds need only how often it happens without and with the change; no other way of tying the two worlds’ luck can leave them (Tian and Pearl 2000).",
        "La parte supone que ambos mundos viven el mismo azar, sorteo a sorteo. Las cotas solo necesitan cuántas veces ocurre sin y con el cambio; ninguna otra forma de atar el azar de los dos mundos puede salirse de ellas (Tian y Pearl 2000).";
    one_way(most):
        "In no pair did the change work the other way (at 95 %, in at most {most} of them): nothing speaks against its working one way only, and then ‘both at once’ is the plain difference.",
        "En ningún par obró el cambio al revés (al 95 %, en no más del {most} de ellos): nada contradice que obre en un solo sentido, y entonces «ambas cosas a la vez» es la simple diferencia.";
    both_ways[n]:
        "In {n} pair the change worked the other way. So it does not work one way only, and ‘both at once’ is more than the plain difference." | "In {n} pairs the change worked the other way. So it does not work one way only, and ‘both at once’ is more than the plain difference.",
        "En {n} par el cambio obró al revés. No obra, pues, en un solo sentido, y «ambas cosas a la vez» es más que la simple diferencia." | "En {n} pares el cambio obró al revés. No obra, pues, en un solo sentido, y «ambas cosas a la vez» es más que la simple diferencia.";

    // Contributions.
    CONTRIBUTED: "Who contributed how much?", "¿Cuánto aportó cada uno?";
    CHANGE: "Change", "Cambio";
    share_in(unit): "share ({unit})", "parte ({unit})";
    OF_THE_WHOLE: "of the whole", "del total";
    ALONE: "alone", "solo";
    ON_TOP: "on top of the others", "sobre los demás";
    ALL_TOGETHER: "All together", "Todos juntos";
    SHARES_ARE:
        "The share of a change is what it adds, averaged over all orders in which the changes could be made (Shapley 1953); the shares sum to the whole. Where ‘alone’ and ‘on top of the others’ differ, the changes help or replace one another.",
        "La parte de un cambio es lo que añade, en promedio sobre todos los órdenes en que podrían hacerse (Shapley 1953); las partes suman el total. Donde «solo» y «sobre los demás» difieren, los cambios se ayudan o se suplen.";

    // The path.
    THROUGH: "Through what?", "¿A través de qué?";
    path(meaning, name): "The path: {meaning} ({name})", "El camino: {meaning} ({name})";
    OUTCOME_IS_PATH:
        "The outcome is read off the path itself: it is no wonder when all goes this way. Name what comes before it.",
        "El desenlace se lee en el propio camino: no es extraño que todo vaya por aquí. Nombre lo que viene antes.";
    SAME_PATH:
        "It is the same without and with the change, in every history: nothing of the effect can go this way.",
        "Es el mismo sin y con el cambio, en todas las historias: nada del efecto puede ir por aquí.";
    WHOLE_IS: "Whole: the change as it is", "Entero: el cambio tal cual";
    DIRECT_IS:
        "Direct: the change, with the path as it was without it",
        "Directo: el cambio, con el camino como era sin él";
    INDIRECT_IS:
        "Through the path: no change, but the path that it takes",
        "Por el camino: sin cambio, pero con el camino que este toma";
    INTERACTION_IS:
        "Neither alone: what takes both (whole less the two)",
        "Ninguno solo: lo que exige ambos (entero menos los dos)";
    BACK_IS:
        "Going back: the changed world, with the path as it was",
        "De vuelta: el mundo cambiado, con el camino como era";
    share_of_whole(share, low, high): "{share} ({low} … {high})";
    carries(alone, back):
        "The path alone brings about {alone} of the whole effect; to take the path alone back undoes {back} of it.",
        "El camino por sí solo produce el {alone} del efecto entero; deshacer solo el camino quita el {back} de él.";
    AGAINST:
        "Alone it works against the effect: look at the accounts.",
        "Por sí solo obra contra el efecto: mire las cuentas.";
    NO_SHARE:
        "The whole effect is too small, or too unsure, to say what share of it goes this way.",
        "El efecto entero es demasiado pequeño, o incierto, para decir qué parte va por aquí.";
    NOTHING_MOVED:
        "Imposing the path changed nothing but the path itself: no rule reads it between the rules that make it. Name what they read; that may be what the quantity is made from.",
        "Imponer el camino no cambió nada más que el propio camino: ninguna regla lo lee entre las que lo hacen. Nombre lo que ellas leen; puede ser aquello de lo que se hace la cantidad.";
    moved(differs, all, moved):
        "The path differs in {differs} of {all} histories; imposing it moved something besides itself in {moved}.",
        "El camino difiere en {differs} de {all} historias; imponerlo movió algo más que a sí mismo en {moved}.";

    // What imposing the path took.
    BY_HAND: "By hand, a history", "A mano, por historia";
    IN_THE_WORLD: "in the world", "en el mundo";
    PUT_IN: "put in", "metido";
    TAKEN_OUT: "taken out", "sacado";
    AT_ONCE: "most at once", "lo más de una vez";
    UNIT: "unit", "unidad";
    TIMES: "times", "veces";
    OUT_OF_RANGE: "out of range", "fuera de rango";
    ACCOUNTS_ARE:
        "The accounts: what is put in has come from nowhere, what is taken out has gone nowhere; it stands against what the world’s own rules had made (sums over all weeks, mean of a history; the most of all histories). The larger it is, the less the numbers above are about a world that could be. What belongs to one account should be named together: divisions that are set down in the east are called west from there like any others, unless those who arrive are held too.",
        "Las cuentas: lo metido no vino de ninguna parte y lo sacado no fue a ninguna; es frente a lo que habían hecho las reglas del propio mundo (sumas de todas las semanas, media por historia; lo más, de todas las historias). Cuanto mayor sea, menos hablan los números de arriba de un mundo posible. Lo que pertenece a una misma cuenta debe nombrarse junto: a las divisiones puestas en el este se las llama al oeste como a cualesquiera, si no se fijan también las que llegan.";

    // The path held.
    PATH_HELD: "With the path held in both worlds", "Con el camino fijo en ambos mundos";
    HELD_AT: "Held at", "Fijo en";
    MEAN: "its mean", "su media";
    MEDIAN: "its median", "su mediana";
    percentile(percent): "its {percent} % quantile", "su cuantil del {percent} %";
    CONTROLLED_IS:
        "The controlled direct effect: what the change does when the path is the same for all, week by week that of the unchanged world (of its first 256 seeds at most; a mean stands for numbers, the median for states).",
        "El efecto directo controlado: lo que hace el cambio cuando el camino es igual para todos, semana a semana el del mundo sin cambio (de sus primeras 256 semillas como mucho; la media para números, la mediana para estados).";

    // The ranking.
    PIVOTAL: "What was pivotal?", "¿Qué fue decisivo?";
    OTHER_LUCK: "Given other luck, this alone", "Con otro azar, solo esto";
    TURNS: "turns it over", "le da la vuelta";
    OF_ALL: "of all", "del total";
    NAME: "name", "nombre";
    THE_CHANGE: "(the change itself)", "(el cambio mismo)";
    ranking_is(n):
        "n = {n}. In the unchanged world, with all else as it was, each had the luck of another history in all weeks. An item that turns it over often is one that it hung on; that several do is no contradiction, the shares need not sum to anything.",
        "n = {n}. En el mundo sin cambio, con todo lo demás igual, cada cosa tuvo en todas las semanas el azar de otra historia. Lo que le da la vuelta a menudo es aquello de lo que dependía; que sean varias no es contradicción: las partes no tienen que sumar nada.";
    more(n): "Not shown, with fewer: {n}.", "No se muestran, con menos: {n}.";
    never(n, most):
        "Never pivotal: {n} (at 95 % each in at most {most}).",
        "Nunca decisivas: {n} (al 95 % cada una en no más del {most}).";

    // What was not finished.
    INTERRUPTED: "Interrupted.", "Interrumpido.";
    lived(done, all): "Seeds lived: {done} of {all}.", "Semillas vividas: {done} de {all}.";
    path_held_in(done, all):
        "Seeds with the path held: {done} of {all}.",
        "Semillas con el camino fijo: {done} de {all}.";
    ranked(done, all):
        "Seeds in the ranking: {done} of {all}.",
        "Semillas en la clasificación: {done} de {all}.";

    // The pictures.
    SHAPLEY: "share (Shapley)", "parte (Shapley)";
    WHOLE: "Whole", "Entero";
    DIRECT: "Direct", "Directo";
    INDIRECT: "Through the path", "Por el camino";
    INTERACTION: "Neither alone", "Ninguno solo";
    PARTS_SUM:
        "direct, through the path and neither alone sum to the whole",
        "directo, por el camino y ninguno solo suman el total";
    TURNED_SHARE:
        "share of histories that this alone turns over",
        "parte de las historias a las que esto solo da la vuelta";
}
