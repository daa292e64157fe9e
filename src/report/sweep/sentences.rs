//! What `sweep` says.

use crate::report::sentences::sentences;

sentences! {
    title(scenario, axes): "{scenario}: a sweep over {axes}", "{scenario}: un barrido sobre {axes}";
    method[n]:
        "{n} history at every point, on the same seed. Differences are to the same world with nothing swept, pair by pair; intervals are 95 %." | "{n} histories at every point, on the same seeds. Differences are to the same world with nothing swept, pair by pair; intervals are 95 %.",
        "{n} historia en cada punto, con la misma semilla. Las diferencias son con el mismo mundo sin barrer nada, par a par; los intervalos, del 95 %." | "{n} historias en cada punto, con las mismas semillas. Las diferencias son con el mismo mundo sin barrer nada, par a par; los intervalos, del 95 %.";
    DONE_IS:
        "Done: the share of histories in which all that is forced was really done. Where a question is not put in that week, because its condition does not hold or it was settled before, nothing is.",
        "Hecho: la parte de las historias en que se hizo de verdad todo lo forzado. Donde la pregunta no se plantea esa semana, porque su condición no se cumple o ya se resolvió, no se hace nada.";
    never(outcomes, n, most):
        "In no history of any point: {outcomes}. (0 of {n}: a share of at most {most}.)",
        "En ninguna historia de ningún punto: {outcomes}. (0 de {n}: una parte de a lo sumo {most}.)";

    in_unit(title, unit): "{title} ({unit})";
    axis(name, title): "{name}: {title}";

    SHARE: "share", "parte";
    MEAN: "mean", "media";
    INTERVAL: "95 %";
    DIFFERENCE: "difference", "diferencia";
    DONE: "done", "hecho";
    NOTHING_SWEPT: "(nothing swept)", "(sin barrer)";
    between(low, high): "{low} … {high}";
    pairs_counted(n): "n = {n}";

    SIDE_BY_SIDE: "Side by side", "Lado a lado";
    rows_shaded(n):
        "n = {n} a row; the intervals stand below. The darker the shade, the higher the value: shares from none to all, numbers from the lowest to the highest of the column.",
        "n = {n} por fila; los intervalos están abajo. Cuanto más oscura la sombra, mayor el valor: partes de nada a todo, números del menor al mayor de la columna.";
    cells_shaded(n):
        "n = {n} a cell; shaded from the lowest to the highest; the intervals stand below.",
        "n = {n} por celda; sombreado del menor al mayor; los intervalos están abajo.";
    down_and_across(down, across): "{down} \\ {across}";
    shaded(value, shade): "{value} {shade}";

    INTERVALS: "95 % intervals", "intervalos del 95 %";
}
