//! What a sensitivity found, told: the outcome, the shares of its variance, and the
//! parameters that were screened.

mod data;
mod pictures;

use crate::batch::statistics::{Difference, FEWEST_CASES, runs_for_cases};
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::certainty::many_at_once;
use crate::report::folder::Provenance;
use crate::report::intervention;
use crate::report::sheet::{Question, Sheet};
use crate::report::table::{Table, four_digits, percent, signed, three_digits};
use crate::report::words;
use crate::whatif::inquiry::{Inquiry, Trouble, Work};
use crate::whatif::morris::Screened;
use crate::whatif::node_groups::NodeGroup;
use crate::whatif::sensitivity::{Answered, Design, Findings, Ranked, Sensitivity};
use crate::whatif::sobol::{Estimate, Shares};

/// Carries out a sensitivity and tells what it found.
///
/// # Errors
/// Why it has no findings.
pub fn answer(asked: &Sensitivity, work: &Work<'_>, language: Language) -> Result<Answer, Trouble> {
    let answered = asked.run(work)?;
    let Answered { design, rows, findings } = &answered;
    let first = asked.sample.first();
    let (done, all) = (findings.rows, asked.sample.runs);
    let inquiry = Inquiry::Sensitivity(asked.clone());
    Ok(Answer {
        sheet: Telling { asked, design, findings, language }.sheet(),
        json: data::json(asked, design, findings),
        tables: data::tables(design, rows, findings, first),
        provenance: Provenance::of(inquiry, design.world.scenario(), first, 2 * all),
        more: Vec::new(),
        interrupted: (done < all)
            .then(|| format!("interrupted: {done} of {all} rows were run and are shown")),
    })
}

/// What is told, to whom.
struct Telling<'a> {
    asked: &'a Sensitivity,
    design: &'a Design,
    findings: &'a Findings,
    language: Language,
}

impl Telling<'_> {
    fn sheet(&self) -> Sheet {
        let Self { asked, design, findings: found, language } = *self;
        let outcome = &design.outcome;
        let title = language.of(outcome.title());
        let mut sheet = Sheet::new(format!(
            "{}: {}",
            language.of(&design.world.scenario().title),
            language.pick("what does it hang on?", "¿de qué depende?")
        ));
        for change in &design.counterfactuals {
            sheet.paragraph(intervention::what_if(change, language));
        }
        sheet.paragraph(Question::Forecast.said(language));
        let n = 2 * found.rows;
        let Difference { difference: mean, low, high } = found.mean;
        let stands = if outcome.is_claim() {
            format!("{} (95 %: {} … {})", percent(mean, n), percent(low, n), percent(high, n))
        } else {
            format!(
                "{} {} (95 %: {} … {})",
                three_digits(mean),
                words::unit(outcome.unit(), language),
                three_digits(low),
                three_digits(high)
            )
        };
        sheet.paragraph(format!(
            "“{title}”: {stands}, {} {n} {}.",
            language.pick("over", "en"),
            language.pick("histories", "historias")
        ));
        match &found.shares {
            None if found.few_cases.is_some_and(|few| few > 0) => {
                let few = found.few_cases.unwrap_or(0);
                let runs = runs_for_cases(few, found.rows).unwrap_or(0);
                sheet.paragraph(match language {
                    Language::English => format!("It came out the rarer way in only {few} of {n} histories. Shares of its variance need at least {FEWEST_CASES} such histories, and are not told of fewer, which would tell their own stories; --runs {runs} would leave about so many."),
                    Language::Spanish => format!("Salió del modo menos frecuente solo en {few} de {n} historias. Las partes de su varianza necesitan al menos {FEWEST_CASES} de esas historias y no se dicen de menos, que contarían su propia anécdota; --runs {runs} dejaría unas tantas."),
                });
            }
            None => {
                sheet.paragraph(format!(
                    "{} {n} {}",
                    language.pick("It is the same in all", "Es lo mismo en las"),
                    language.pick(
                        "histories: there is no variance to share out.",
                        "historias: no hay varianza que repartir."
                    )
                ));
            }
            Some(shares) => {
                self.share_out(&mut sheet, shares);
                if let Some(runs) = found.needed {
                    sheet.paragraph(match language {
                        Language::English => format!("–: too rough to be told: its interval is wider than 50 points, or lies beyond the whole. About --runs {runs} would do."),
                        Language::Spanish => format!("–: demasiado tosco para decirse: su intervalo pasa de 50 puntos de ancho o cae más allá del total. Unas --runs {runs} bastarían."),
                    });
                }
            }
        }
        let told = found.shares.as_ref().map_or(0, |shares| {
            let all = shares.first.iter().chain(&shares.total);
            all.filter(|index| index.high > index.low).count()
        });
        let screened = if found.trajectories == 0 { 0 } else { design.open.len() };
        if let Some(said) = many_at_once(told + screened.min(asked.top), language) {
            sheet.paragraph(said);
        }
        self.list_screened(&mut sheet);
        sheet
    }

    /// The kinds in words, then all columns in a table.
    fn share_out(&self, sheet: &mut Sheet, shares: &Shares) {
        let Self { design, language, .. } = *self;
        let rows = self.findings.rows;
        let columns = design.columns.len();
        let (together, apart) = (shares.sums[1].rest(), shares.sums[0].rest());
        let alone = |place: usize| shares.first[columns + place];
        let is = language.pick("is", "es");
        let parts: Vec<String> = design
            .kinds
            .iter()
            .enumerate()
            .map(|(place, kind)| {
                let title = language.of(&kind.title).to_lowercase();
                format!("{} {is} {title}", in_words(alone(place), language))
            })
            .collect();
        sheet.paragraph(format!(
            "{} {}; {} {}. {}",
            language.pick("Of its variance,", "De su varianza,"),
            parts.join("; "),
            in_words(together, language),
            language.pick("is nothing that one of them does alone", "no es de ninguno solo"),
            language.pick(
                "The first are what would be known of it, on average, by who knew that one thing alone; the last belongs to their meeting, and nobody who knows one of them can foresee it.",
                "Las primeras son lo que sabría de él, en promedio, quien conociera solo esa cosa; lo último pertenece a su encuentro, y nadie que conozca una sola puede preverlo."
            )
        ));
        let mut order: Vec<usize> = (0..columns).collect();
        order.sort_by(|&a, &b| shares.first[b].value.total_cmp(&shares.first[a].value));
        let shown: Vec<String> = order
            .iter()
            .filter(|&&place| shares.first[place].low > 0.0)
            .take(5)
            .map(|&place| {
                let title = language.of(&design.columns[place].title);
                format!("{} {is} {title}", in_words(shares.first[place], language))
            })
            .collect();
        let by_column = if shown.is_empty() {
            language
                .pick(
                    "Column by column, none stands out from noise by itself",
                    "Por columnas, ninguna sobresale por sí sola del ruido",
                )
                .to_owned()
        } else {
            format!("{} {}", language.pick("Column by column,", "Por columnas,"), shown.join("; "))
        };
        sheet.paragraph(format!(
            "{by_column}; {} {}.",
            in_words(apart, language),
            language.pick("is no column’s alone", "no es de ninguna columna sola")
        ));
        let mut table = Table::new(&[
            language.pick("What", "Qué"),
            language.pick("nodes", "nodos"),
            language.pick("alone", "sola"),
            "95 %",
            language.pick("with all it touches", "con todo lo que toca"),
            "95 %",
        ]);
        let mut row = |column: &NodeGroup, place: usize| {
            let (first, total) = (shares.first[place], shares.total[place]);
            table.row(vec![
                language.of(&column.title).to_owned(),
                column.nodes.len().to_string(),
                part(first.value, first),
                format!("{} … {}", part(first.low, first), part(first.high, first)),
                part(total.value, total),
                format!("{} … {}", part(total.low, total), part(total.high, total)),
            ]);
        };
        for (place, kind) in design.kinds.iter().enumerate() {
            row(kind, columns + place);
        }
        order.sort_by(|&a, &b| shares.total[b].value.total_cmp(&shares.total[a].value));
        let kinds: Vec<usize> = design.kinds.iter().filter_map(|kind| design.alike(kind)).collect();
        let nothing = |place: usize| shares.total[place].high == 0.0;
        let mut idle: Vec<&str> = Vec::new();
        for place in order.into_iter().filter(|place| !kinds.contains(place)) {
            if nothing(place) {
                idle.push(language.of(&design.columns[place].title));
            } else {
                row(&design.columns[place], place);
            }
        }
        sheet.heading(language.pick("Shares of the variance", "Partes de la varianza"));
        sheet.figure(self.picture(shares), "");
        sheet.table(table);
        if !idle.is_empty() {
            sheet.paragraph(format!(
                "{}: {}.",
                language.pick("Moved it in no row", "No lo movieron en ninguna fila"),
                idle.join("; ")
            ));
        }
        sheet.paragraph(format!(
            "n = {rows} {}. {}",
            language.pick("rows of two seeds", "filas de dos semillas"),
            language.pick(
                "Alone: the share that would be gone if this were known and nothing else (first order, Saltelli et al. 2010). With all it touches: the share that would remain if all but this were known (total, Jansen 1999); these overlap and add to more than the whole. Intervals by bootstrap over rows; a share below 0 is noise around 0.",
                "Sola: la parte que desaparecería si se conociera esto y nada más (primer orden, Saltelli y otros 2010). Con todo lo que toca: la parte que quedaría si se conociera todo menos esto (total, Jansen 1999); estas se solapan y suman más que el todo. Intervalos por remuestreo de filas; una parte bajo 0 es ruido en torno a 0."
            )
        ));
    }

    fn list_screened(&self, sheet: &mut Sheet) {
        let Self { asked, design, findings: found, language } = *self;
        if found.trajectories == 0 || asked.top == 0 {
            return;
        }
        let moving = found.screened.iter().filter(|ranked| ranked.effect.size.value > 0.0).count();
        let share = design.outcome.is_claim();
        let scaled = if share { 100.0 } else { 1.0 };
        let unit = if share {
            language.pick("points", "puntos").to_owned()
        } else {
            words::unit(design.outcome.unit(), language).to_owned()
        };
        let mut table = Table::new(&[
            language.pick("Parameter", "Parámetro"),
            language.pick("best", "mejor"),
            language.pick("range", "intervalo"),
            &format!("μ* ({unit})"),
            "95 %",
            "μ",
            "σ",
        ]);
        for Ranked { place, effect } in found.screened.iter().take(asked.top.min(moving)) {
            let known = &design.world.premise.parameters()[*place];
            let Screened { size, mean, spread } = *effect;
            let size = [size.value, size.low, size.high].map(|value| three_digits(value * scaled));
            table.row(vec![
                known.name.to_string(),
                four_digits(known.best),
                format!("{} … {}", four_digits(known.low), four_digits(known.high)),
                size[0].clone(),
                format!("{} … {}", size[1], size[2]),
                signed(mean * scaled),
                three_digits(spread * scaled),
            ]);
        }
        sheet.heading(language.pick("Parameters, screened", "Parámetros, cribados"));
        if moving > 0 {
            sheet.table(table);
        }
        sheet.paragraph(format!(
            "{} {}, {} {}; {moving} {} {} {}. {}",
            found.trajectories,
            language.pick("trajectories (Morris 1991)", "trayectorias (Morris 1991)"),
            asked.screen_seeds,
            language.pick("seeds at every point, the same ones", "semillas en cada punto, las mismas"),
            language.pick("of", "de"),
            design.open.len(),
            language.pick("parameters moved it at all", "parámetros lo movieron algo"),
            language.pick(
                "μ*: mean size of the effect when the parameter crosses the middle nine tenths of what is thought possible (Campolongo et al. 2007); μ: the same with its sign; σ: how much it depends on where the others stand. A ranking from few trajectories: what overlaps is not ordered.",
                "μ*: tamaño medio del efecto cuando el parámetro cruza los nueve décimos centrales de lo que se cree posible (Campolongo y otros 2007); μ: lo mismo con su signo; σ: cuánto depende de los demás. Es una criba de pocas trayectorias: lo que se solapa no está ordenado."
            )
        ));
    }
}

/// A share of variance as a percentage, no finer than its interval.
fn part(value: f64, of: Estimate) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let digits = usize::from((1e-9..0.02).contains(&(of.high - of.low)));
    let written = format!("{:.digits$} %", value * 100.0);
    if written.contains(|digit: char| ('1'..='9').contains(&digit)) {
        written
    } else {
        written.trim_start_matches('-').to_owned()
    }
}

/// A share of variance in a sentence; noise around nothing is nothing.
fn in_words(of: Estimate, language: Language) -> String {
    if !of.value.is_finite() {
        return language.pick("an unknown part", "una parte desconocida").to_owned();
    }
    let value = of.value.clamp(0.0, 1.0);
    let (low, high) = (of.low.clamp(0.0, 1.0), of.high.clamp(0.0, 1.0));
    format!(
        "{} ({} {} {})",
        part(value, of),
        part(low, of).trim_end_matches(" %"),
        language.pick("to", "a"),
        part(high, of)
    )
}
