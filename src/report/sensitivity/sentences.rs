//! What `sensitivity` says.

use crate::report::sentences::sentences;

sentences! {
    title(scenario): "{scenario}: what does it hang on?", "{scenario}: ¿de qué depende?";
    /// Where the outcome stands: with a unit it stands in the number’s slot.
    stands(outcome, mean, low, high, n):
        "“{outcome}”: {mean} (95 %: {low} … {high}), over {n} histories.",
        "“{outcome}”: {mean} (95 %: {low} … {high}), en {n} historias.";
    in_unit(number, unit): "{number} {unit}";
    too_few(few, n, least, runs):
        "It came out the rarer way in only {few} of {n} histories. Shares of its variance need at least {least} such histories; from fewer they would be mostly noise, and are not told. With --runs {runs} there would be about {least}.",
        "Salió del modo menos frecuente solo en {few} de {n} historias. Las partes de su varianza necesitan al menos {least} de esas historias; de menos serían sobre todo ruido, y no se dicen. Con --runs {runs} serían unas {least}.";
    no_variance(n):
        "It is the same in all {n} histories: there is no variance to share out.",
        "Es lo mismo en las {n} historias: no hay varianza que repartir.";
    too_rough(runs):
        "–: too rough to be told: its interval is wider than 50 points, or lies beyond the whole. About --runs {runs} would do.",
        "–: demasiado tosco para decirse: su intervalo pasa de 50 puntos de ancho o cae más allá del total. Bastaría con unas --runs {runs}.";

    // The shares in sentences: lists of what they are of.
    share_of(title, share): "{title}, {share}";
    share(share, low, high): "{share} ({low} to {high})", "{share} ({low} a {high})";
    UNKNOWN: "an unknown part", "una parte desconocida";
    by_kind(shares, together):
        "Of its variance, by kind: {shares}; none of them alone, {together}. The first are what would be known of it, on average, by whoever knew that one thing alone; the last belongs to their meeting, and nobody who knows one of them can foresee it.",
        "De su varianza, por clases: {shares}; ninguna de ellas sola, {together}. Las primeras son lo que sabría de él, en promedio, quien conociera solo esa cosa; lo último pertenece a su encuentro, y nadie que conozca una sola puede preverlo.";
    by_column(shares, apart):
        "Column by column: {shares}; no column alone, {apart}.",
        "Por columnas: {shares}; ninguna columna sola, {apart}.";
    no_column_stands_out(apart):
        "Column by column, none stands out from noise by itself; no column alone, {apart}.",
        "Por columnas, ninguna sobresale por sí sola del ruido; ninguna columna sola, {apart}.";

    // The shares in a table.
    SHARES: "Shares of the variance", "Partes de la varianza";
    WHAT: "What", "Qué";
    NODES: "nodes", "nodos";
    ALONE: "alone", "sola";
    INTERVAL: "95 %";
    TOUCHED: "with all it touches", "con todo lo que toca";
    reach(low, high): "{low} … {high}";
    idle(columns): "Moved it in no row: {columns}.", "No lo movieron en ninguna fila: {columns}.";
    shares_are[n]:
        "n = {n} row of two seeds. Alone: the share that would be gone if this were known and nothing else (first order, Saltelli et al. 2010). With all it touches: the share that would remain if all but this were known (total, Jansen 1999); these overlap and add to more than the whole. Intervals by bootstrap over rows; a share below 0 is noise around 0." | "n = {n} rows of two seeds. Alone: the share that would be gone if this were known and nothing else (first order, Saltelli et al. 2010). With all it touches: the share that would remain if all but this were known (total, Jansen 1999); these overlap and add to more than the whole. Intervals by bootstrap over rows; a share below 0 is noise around 0.",
        "n = {n} fila de dos semillas. Sola: la parte que desaparecería si se conociera esto y nada más (primer orden, Saltelli y otros 2010). Con todo lo que toca: la parte que quedaría si se conociera todo menos esto (total, Jansen 1999); estas se solapan y suman más que el todo. Intervalos por remuestreo de filas; una parte bajo 0 es ruido en torno a 0." | "n = {n} filas de dos semillas. Sola: la parte que desaparecería si se conociera esto y nada más (primer orden, Saltelli y otros 2010). Con todo lo que toca: la parte que quedaría si se conociera todo menos esto (total, Jansen 1999); estas se solapan y suman más que el todo. Intervalos por remuestreo de filas; una parte bajo 0 es ruido en torno a 0.";

    // The parameters.
    SCREENED: "Parameters, screened", "Parámetros, cribados";
    PARAMETER: "Parameter", "Parámetro";
    BEST: "best", "mejor";
    RANGE: "range", "intervalo";
    POINTS: "points", "puntos";
    size_in(unit): "μ* ({unit})";
    MEAN: "μ";
    SPREAD: "σ";
    screening_is(trajectories, seeds, moving, of):
        "Trajectories (Morris 1991): {trajectories}; seeds at every point, the same ones: {seeds}; parameters that moved it at all: {moving} of {of}. μ*: mean size of the effect when the parameter crosses the middle nine tenths of what is thought possible (Campolongo et al. 2007); μ: the same with its sign; σ: how much it depends on where the others stand. A ranking from few trajectories: what overlaps is not ordered.",
        "Trayectorias (Morris 1991): {trajectories}; semillas en cada punto, las mismas: {seeds}; parámetros que lo movieron algo: {moving} de {of}. μ*: tamaño medio del efecto cuando el parámetro cruza los nueve décimos centrales de lo que se cree posible (Campolongo y otros 2007); μ: lo mismo con su signo; σ: cuánto depende de los demás. Es una criba de pocas trayectorias: lo que se solapa no está ordenado.";

    // The picture.
    VARIANCE_SHARES:
        "shares of its variance, 95 % intervals",
        "partes de su varianza, intervalos del 95 %";
}
