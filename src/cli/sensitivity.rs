//! `hokushin sensitivity`.

use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::batch::{Scale, with_progress};
use super::output::{Output, command_line};
use super::{Failure, Subject};
use crate::batch::runner::each_seed;
use crate::batch::statistics::{Difference, FEWEST_CASES, paired_mean, runs_for_cases, wilson};
use crate::policy::world::{Life, World};
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::certainty::many_at_once;
use crate::report::chart;
use crate::report::chart::intervals::{self, Intervals};
use crate::report::folder::{Cells, Dataset, Provenance};
use crate::report::sheet::{Question, Sheet};
use crate::report::table::{Table, four_digits, percent, signed, three_digits};
use crate::report::words;
use crate::sim::luck::Luck;
use crate::whatif::columns::{self, By, Column};
use crate::whatif::morris::{Screened, Trajectory, screen};
use crate::whatif::outcome::Outcome;
use crate::whatif::sobol::{Estimate, REPLICATES, Row, Shares, shares};

/// Say what an outcome hangs on: which luck, whose decisions, which parameters.
///
/// First the parameters are screened one by one (Morris 1991): each is moved across the
/// middle nine tenths of what is thought possible, in the same luck. Then the variance of
/// the outcome is shared out (Sobol 1993) among columns of inputs: each row has two seeds,
/// and a column is taken from one into the other with all else fixed, luck as well as
/// parameters.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Sensitivity {
    #[command(flatten)]
    subject: Subject,
    /// What is explained: an outcome, a measure, or a condition, such as `moscow_fell`,
    /// `japan_oil`, `event.moscow_falls by 1941-12-31`.
    #[arg(long, value_name = "CLAIM|MEASURE")]
    outcome: String,
    /// How fine the default columns are.
    #[arg(long, value_enum, default_value_t)]
    by: Fineness,
    /// A column of your own: NAME=pattern,pattern of chance nodes, in which `*` stands for
    /// anything; can be given more than once. The rest stays in the default columns.
    #[arg(long, value_name = "NAME=PATTERNS")]
    column: Vec<String>,
    /// Trajectories of the screening of parameters; 0 leaves it out.
    #[arg(long, value_name = "R", default_value_t = 8, value_parser = clap::value_parser!(u64).range(..=1000))]
    screen: u64,
    /// Seeds at every point of the screening: the same ones.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    screen_seeds: u64,
    /// How many parameters the screening lists.
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: usize,
    /// Rows (`--runs`): each costs a history for either seed and one a column.
    #[command(flatten)]
    scale: Scale,
    #[command(flatten)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  hokushin sensitivity 1941-neutrality-pact --outcome moscow_fell
  hokushin sensitivity 1941-neutrality-pact --outcome moscow_fell --by decisions --screen 0
  hokushin sensitivity 1941-neutrality-pact --outcome stalingrad_fell \\
      --column 'Stalingrad=event.uranus' --column 'winter=weather.winter'

Chance nodes are called weather.…, front.…, pacific.…, event.ID, decision.ID.OPTION,
source.ID, army.ID and parameter.NAME. --runs counts rows: two seeds each, and one history
more for every column.";

/// How fine the columns are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Fineness {
    /// Parameters, decisions, chance.
    Kinds,
    /// Luck by where it strikes, decisions by capital, parameters by subject.
    #[default]
    Groups,
    /// Each decision by itself.
    Decisions,
    /// Each event that may or may not happen by itself.
    Events,
}

impl From<Fineness> for By {
    fn from(fineness: Fineness) -> Self {
        match fineness {
            Fineness::Kinds => Self::Kinds,
            Fineness::Groups => Self::Groups,
            Fineness::Decisions => Self::Decisions,
            Fineness::Events => Self::Events,
        }
    }
}

/// Rows below which an interval says nothing.
const FEWEST: u64 = 20;
/// The middle part of a parameter's range that the screening crosses.
const MIDDLE: f64 = 0.9;

/// What was run.
struct Found {
    rows: Vec<Row>,
    /// Effects of each finished trajectory, by parameter.
    effects: Vec<Vec<f64>>,
    shares: Option<Shares>,
    /// Rows that would be needed for the indices that are too rough to be told.
    needed: Option<u64>,
    stopped: bool,
}

/// What was asked, and of what.
struct Asking {
    world: World,
    outcome: Outcome,
    columns: Vec<Column>,
    kinds: Vec<Column>,
    /// Places, in [`Premise::parameters`], of those that are not known exactly.
    open: Vec<usize>,
}

impl Sensitivity {
    pub(super) fn run(mut self, language: Language) -> Result<(), Failure> {
        self.output.check(false)?;
        if self.scale.runs < FEWEST {
            return Err(Failure::BadInput(format!(
                "--runs {}: shares of variance need at least {FEWEST} rows, and a thousand to be of use",
                self.scale.runs
            )));
        }
        let with = self.subject.joined();
        let laid = self.subject.world(&with)?;
        let world = laid.world;
        let outcome = Outcome::parse(world.scenario(), "--outcome", &self.outcome)?;
        let columns = columns::columns(&world.premise, self.by.into(), "--column", &self.column)?;
        let kinds = columns::kinds(&world.premise);
        let parameters = world.premise.parameters();
        let open = (0..parameters.len())
            .filter(|&place| parameters[place].low < parameters[place].high)
            .collect();
        let asking = Asking { world, outcome, columns, kinds, open };
        let points = 2 + (asking.columns.len() + asking.kinds_apart().count()) as u64;
        let screening = self.screen * (asking.open.len() as u64 + 1) * self.screen_seeds;
        let total = self.scale.runs * points + screening;
        let found = with_progress(&self.scale, total, |stop, done| {
            let effects = self.screened(&asking, stop, done);
            let rows = each_seed(0..self.scale.runs, stop, &|_| done(points), |row| {
                asking.row(self.scale.first() + 2 * row)
            });
            let groups = asking.groups();
            let stopped = stop.load(Ordering::Relaxed);
            // Of a handful of cases no index is told.
            let enough = asking.few_cases(&rows).is_none();
            let mut shares =
                shares(&rows, &groups, REPLICATES, self.scale.first()).filter(|_| enough);
            let needed = shares.as_mut().and_then(|shares| shares.refuse_rough(rows.len() as u64));
            Found { rows, effects, shares, needed, stopped }
        })?;
        if (found.rows.len() as u64) < FEWEST {
            return Err(Failure::Failed(format!(
                "interrupted: {} of {} rows were run, too few to say anything",
                found.rows.len(),
                self.scale.runs
            )));
        }
        asking.defined(&found)?;
        let mut changes: Vec<String> = Vec::new();
        for change in &laid.counterfactuals {
            changes.push(format!(
                "{} {}: {}",
                language.pick("What if", "Y si"),
                language.of(&change.title),
                language.of(&change.question)
            ));
        }
        let answer = Answer {
            sheet: asking.sheet(&self, &found, &changes, language),
            json: asking.json(self.outcome.trim(), &found, self.scale.first()),
            tables: asking.tables(&self, &found),
            provenance: Provenance::new(
                command_line(),
                asking.world.scenario(),
                self.scale.first(),
                2 * self.scale.runs,
            ),
            more: Vec::new(),
            interrupted: None,
        };
        let whole = !found.stopped || found.rows.len() as u64 >= self.scale.runs;
        self.output.when_whole(whole).give(&answer, language)?;
        if found.stopped && (found.rows.len() as u64) < self.scale.runs {
            return Err(Failure::Failed(format!(
                "interrupted: {} of {} rows were run and are shown",
                found.rows.len(),
                self.scale.runs
            )));
        }
        Ok(())
    }

    /// The effects of the parameters along each trajectory that was finished.
    fn screened(
        &self,
        asking: &Asking,
        stop: &AtomicBool,
        done: &(dyn Fn(u64) + Sync),
    ) -> Vec<Vec<f64>> {
        let (seed, seeds) = (self.scale.first(), self.screen_seeds);
        let ways: Vec<Trajectory> =
            (0..self.screen).map(|way| Trajectory::new(asking.open.len(), seed, way)).collect();
        let points = asking.open.len() as u64 + 1;
        let outputs = each_seed(0..self.screen * points, stop, &|_| done(seeds), |place| {
            let (way, point) = (place / points, place % points);
            let values = asking.values(&ways[way as usize].point(point as usize));
            let world = World {
                premise: asking.world.premise.with_values(&values),
                seats: asking.world.seats.clone(),
            };
            let answer = |seed| asking.outcome.read(&world, Life::of(seed));
            (seed..seed + seeds).map(answer).sum::<f64>() / seeds as f64
        });
        let whole = outputs.chunks_exact(points as usize);
        ways.iter().zip(whole).map(|(way, outputs)| way.effects(outputs)).collect()
    }
}

impl Asking {
    /// The answers at a pair of seeds: the first, the second, and the first with each
    /// column, then each kind, from the second.
    fn row(&self, seed: u64) -> Row {
        let (own, other) = (seed, seed + 1);
        let answer = |luck| self.outcome.read(&self.world, Life::in_luck(luck));
        let mixed = |column: &Column| answer(column.lend(Luck::new(own), other));
        let mut outputs: Vec<f64> = self.columns.iter().map(mixed).collect();
        let kinds = self.kinds.iter().map(|kind| match self.alike(kind) {
            Some(place) => outputs[place],
            None => mixed(kind),
        });
        let kinds: Vec<f64> = kinds.collect();
        outputs.extend(kinds);
        Row { a: answer(Luck::new(own)), b: answer(Luck::new(other)), mixed: outputs }
    }

    /// The column that is a whole kind: it need not be run twice.
    fn alike(&self, kind: &Column) -> Option<usize> {
        self.columns.iter().position(|column| column.nodes == kind.nodes)
    }

    /// The kinds that are not columns themselves.
    fn kinds_apart(&self) -> impl Iterator<Item = (usize, &Column)> {
        let kinds = self.kinds.iter().enumerate().filter(|(_, kind)| self.alike(kind).is_none());
        kinds.map(|(place, kind)| (self.columns.len() + place, kind))
    }

    /// The sums that are wanted: of all columns, and of the kinds.
    fn groups(&self) -> Vec<Vec<usize>> {
        let columns = self.columns.len();
        vec![(0..columns).collect(), (columns..columns + self.kinds.len()).collect()]
    }

    /// Values of all parameters at a point of the screening.
    fn values(&self, point: &[f64]) -> Vec<f64> {
        let parameters = self.world.premise.parameters();
        let mut values: Vec<f64> = parameters.iter().map(|known| known.best).collect();
        for (&place, at) in self.open.iter().zip(point) {
            values[place] = parameters[place].at(0.5 + MIDDLE * (at - 0.5));
        }
        values
    }

    /// Mean of the outcome over both seeds of all rows.
    fn mean(&self, rows: &[Row]) -> Difference {
        if self.outcome.is_claim() {
            let count = rows.iter().map(|row| row.a + row.b).sum::<f64>() as u64;
            let share = wilson(count, 2 * rows.len() as u64);
            return Difference { difference: share.share, low: share.low, high: share.high };
        }
        let values: Vec<f64> = rows.iter().flat_map(|row| [row.a, row.b]).collect();
        paired_mean(&values)
    }

    /// The variance of the outcome; nothing where there are too few cases to say so.
    fn variance(&self, found: &Found) -> Option<f64> {
        match &found.shares {
            Some(shares) => Some(shares.variance),
            None => (self.few_cases(&found.rows).unwrap_or(0) == 0).then_some(0.0),
        }
    }

    /// A variance has no place for histories in which the outcome has no value.
    fn defined(&self, found: &Found) -> Result<(), Failure> {
        let all = || found.rows.iter().flat_map(|row| row.mixed.iter().chain([&row.a, &row.b]));
        let undefined = all().filter(|value| !value.is_finite()).count();
        let screened = found.effects.iter().flatten().all(|effect| effect.is_finite());
        if undefined == 0 && screened {
            return Ok(());
        }
        Err(Failure::Failed(format!(
            "`{}` is undefined in {undefined} of {} histories, and a variance needs a value in each; ask whether it comes about first (a condition), or of a measure that is always defined",
            self.outcome.title().en,
            all().count()
        )))
    }

    /// How many histories have the rarer answer, where these are too few for a bootstrap.
    fn few_cases(&self, rows: &[Row]) -> Option<u64> {
        let yes = rows.iter().map(|row| row.a + row.b).sum::<f64>() as u64;
        let rarer = yes.min(2 * rows.len() as u64 - yes.min(2 * rows.len() as u64));
        (self.outcome.is_claim() && rarer < FEWEST_CASES).then_some(rarer)
    }

    fn sheet(
        &self,
        command: &Sensitivity,
        found: &Found,
        changes: &[String],
        language: Language,
    ) -> Sheet {
        let title = language.of(self.outcome.title());
        let mut sheet = Sheet::new(format!(
            "{}: {}",
            language.of(&self.world.scenario().title),
            language.pick("what does it hang on?", "¿de qué depende?")
        ));
        for change in changes {
            sheet.paragraph(change.clone());
        }
        sheet.paragraph(Question::Forecast.said(language));
        let n = 2 * found.rows.len() as u64;
        let Difference { difference: mean, low, high } = self.mean(&found.rows);
        let stands = if self.outcome.is_claim() {
            format!("{} (95 %: {} … {})", percent(mean, n), percent(low, n), percent(high, n))
        } else {
            format!(
                "{} {} (95 %: {} … {})",
                three_digits(mean),
                words::unit(self.outcome.unit(), language),
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
            None if self.few_cases(&found.rows).is_some_and(|few| few > 0) => {
                let few = self.few_cases(&found.rows).unwrap_or(0);
                let runs = runs_for_cases(few, found.rows.len() as u64).unwrap_or(0);
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
                self.share_out(&mut sheet, shares, found.rows.len(), language);
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
        let screened = if found.effects.is_empty() { 0 } else { self.open.len() };
        if let Some(said) = many_at_once(told + screened.min(command.top), language) {
            sheet.paragraph(said);
        }
        self.list_screened(&mut sheet, command, &found.effects, language);
        sheet
    }

    /// The kinds in words, then all columns in a table.
    fn share_out(&self, sheet: &mut Sheet, shares: &Shares, rows: usize, language: Language) {
        let columns = self.columns.len();
        let (together, apart) = (shares.sums[1].rest(), shares.sums[0].rest());
        let alone = |place: usize| shares.first[columns + place];
        let is = language.pick("is", "es");
        let parts: Vec<String> = self
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
                let title = language.of(&self.columns[place].title);
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
        let mut row = |column: &Column, place: usize| {
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
        for (place, kind) in self.kinds.iter().enumerate() {
            row(kind, columns + place);
        }
        order.sort_by(|&a, &b| shares.total[b].value.total_cmp(&shares.total[a].value));
        let kinds: Vec<usize> = self.kinds.iter().filter_map(|kind| self.alike(kind)).collect();
        let nothing = |place: usize| shares.total[place].high == 0.0;
        let mut idle: Vec<&str> = Vec::new();
        for place in order.into_iter().filter(|place| !kinds.contains(place)) {
            if nothing(place) {
                idle.push(language.of(&self.columns[place].title));
            } else {
                row(&self.columns[place], place);
            }
        }
        sheet.heading(language.pick("Shares of the variance", "Partes de la varianza"));
        sheet.figure(self.picture(shares, rows as u64, language), "");
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

    /// Shares of the variance, alone and with all that is touched, the largest above.
    fn picture(&self, shares: &Shares, rows: u64, language: Language) -> String {
        let known = |estimate: Estimate| {
            let Estimate { value, low, high } = estimate;
            value.is_finite().then_some(chart::Estimate { value, low, high, n: rows })
        };
        let row = |(place, column): (usize, &Column)| intervals::Row {
            label: language.of(&column.title).to_owned(),
            estimates: vec![known(shares.first[place]), known(shares.total[place])],
        };
        let mut columns: Vec<(usize, &Column)> = self.columns.iter().enumerate().collect();
        columns.retain(|(place, _)| shares.total[*place].high > 0.0);
        columns.sort_by(|a, b| shares.total[b.0].value.total_cmp(&shares.total[a.0].value));
        let intervals = Intervals {
            title: language.of(self.outcome.title()).to_owned(),
            meaning: language
                .pick(
                    "shares of its variance, 95 % intervals",
                    "partes de su varianza, intervalos del 95 %",
                )
                .to_owned(),
            measure: chart::Measure::Share,
            series: vec![
                language.pick("alone", "sola").to_owned(),
                language.pick("with all it touches", "con todo lo que toca").to_owned(),
            ],
            rows: self.kinds_apart().chain(columns).map(row).collect(),
            bars: false,
        };
        intervals.svg(language)
    }

    fn list_screened(
        &self,
        sheet: &mut Sheet,
        command: &Sensitivity,
        effects: &[Vec<f64>],
        language: Language,
    ) {
        if effects.is_empty() || command.top == 0 {
            return;
        }
        let screened = self.ranked(effects, command.scale.first());
        let moving = screened.iter().filter(|(_, found)| found.size.value > 0.0).count();
        let share = self.outcome.is_claim();
        let scaled = if share { 100.0 } else { 1.0 };
        let unit = if share {
            language.pick("points", "puntos").to_owned()
        } else {
            words::unit(self.outcome.unit(), language).to_owned()
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
        for (place, found) in screened.iter().take(command.top.min(moving)) {
            let known = &self.world.premise.parameters()[*place];
            let Screened { size, mean, spread } = *found;
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
            effects.len(),
            language.pick("trajectories (Morris 1991)", "trayectorias (Morris 1991)"),
            command.screen_seeds,
            language.pick("seeds at every point, the same ones", "semillas en cada punto, las mismas"),
            language.pick("of", "de"),
            self.open.len(),
            language.pick("parameters moved it at all", "parámetros lo movieron algo"),
            language.pick(
                "μ*: mean size of the effect when the parameter crosses the middle nine tenths of what is thought possible (Campolongo et al. 2007); μ: the same with its sign; σ: how much it depends on where the others stand. A ranking from few trajectories: what overlaps is not ordered.",
                "μ*: tamaño medio del efecto cuando el parámetro cruza los nueve décimos centrales de lo que se cree posible (Campolongo y otros 2007); μ: lo mismo con su signo; σ: cuánto depende de los demás. Es una criba de pocas trayectorias: lo que se solapa no está ordenado."
            )
        ));
    }

    /// What screening found, the largest first: place of the parameter, and its effect.
    fn ranked(&self, effects: &[Vec<f64>], seed: u64) -> Vec<(usize, Screened)> {
        let found = screen(effects, REPLICATES, seed);
        let mut ranked: Vec<(usize, Screened)> = self.open.iter().copied().zip(found).collect();
        ranked.sort_by(|a, b| b.1.size.value.total_cmp(&a.1.size.value));
        ranked
    }

    fn json(&self, id: &str, found: &Found, seed: u64) -> Value {
        let Difference { difference: mean, low, high } = self.mean(&found.rows);
        let estimate = |estimate: Estimate| json!({ "value": estimate.value, "low": estimate.low, "high": estimate.high });
        let line = |column: &Column, place: usize| {
            let (first, total) =
                found.shares.as_ref().map_or((Value::Null, Value::Null), |shares| {
                    (estimate(shares.first[place]), estimate(shares.total[place]))
                });
            json!({ "id": column.id, "kind": column.kind().map(columns::Kind::id), "nodes": column.nodes, "first": first, "total": total })
        };
        let listed: Vec<Value> =
            self.columns.iter().enumerate().map(|(place, column)| line(column, place)).collect();
        let kinds: Vec<Value> = self
            .kinds
            .iter()
            .enumerate()
            .map(|(place, kind)| {
                let mut line = line(kind, self.columns.len() + place);
                line["nodes"] = json!(kind.nodes.len());
                line
            })
            .collect();
        let shares = found.shares.as_ref();
        let screening: Vec<Value> = self
            .ranked(&found.effects, seed)
            .iter()
            .map(|(place, screened)| {
                let known = &self.world.premise.parameters()[*place];
                json!({ "parameter": &*known.name, "best": known.best, "low": known.low, "high": known.high,
                    "mu_star": estimate(screened.size), "mu": screened.mean, "sigma": screened.spread })
            })
            .collect();
        json!({
            "question": Question::Forecast.id(),
            "outcome": { "id": id, "unit": self.outcome.unit(), "mean": mean, "low": low, "high": high },
            "variance": self.variance(found),
            "kinds": kinds, "columns": listed,
            "interactions": shares.map(|shares| json!({ "kinds": estimate(shares.sums[1].rest()), "columns": estimate(shares.sums[0].rest()) })),
            "screening": screening, "trajectories": found.effects.len(),
            "rows": found.rows.len(), "few_cases": self.few_cases(&found.rows),
        })
    }

    fn tables(&self, command: &Sensitivity, found: &Found) -> Vec<Dataset> {
        let mut tables = Vec::new();
        let named = || self.columns.iter().chain(&self.kinds);
        if let Some(shares) = &found.shares {
            let column = |of: &[Estimate], pick: fn(&Estimate) -> f64| {
                Cells::Number(of.iter().map(pick).collect())
            };
            let (first, total) = (&shares.first, &shares.total);
            let is_kind = (0..first.len()).map(|place| i64::from(place >= self.columns.len()));
            tables.push(
                Dataset::new("shares")
                    .with(
                        "id",
                        "",
                        "column of inputs",
                        Cells::Text(named().map(|column| column.id.clone()).collect()),
                    )
                    .with(
                        "kind",
                        "",
                        "1 for the three kinds, 0 for a column",
                        Cells::Whole(is_kind.collect()),
                    )
                    .with(
                        "nodes",
                        "",
                        "chance nodes in it",
                        Cells::Whole(named().map(|column| column.nodes.len() as i64).collect()),
                    )
                    .with("first", "share", "first-order index", column(first, |one| one.value))
                    .with(
                        "first_low",
                        "share",
                        "lower end of its 95 % interval",
                        column(first, |one| one.low),
                    )
                    .with("first_high", "share", "upper end", column(first, |one| one.high))
                    .with("total", "share", "total index", column(total, |one| one.value))
                    .with(
                        "total_low",
                        "share",
                        "lower end of its 95 % interval",
                        column(total, |one| one.low),
                    )
                    .with("total_high", "share", "upper end", column(total, |one| one.high)),
            );
        }
        let ranked = self.ranked(&found.effects, command.scale.first());
        let known = |place: usize| &self.world.premise.parameters()[place];
        let number = |pick: &dyn Fn(&(usize, Screened)) -> f64| {
            Cells::Number(ranked.iter().map(pick).collect())
        };
        if !ranked.is_empty() {
            tables.push(
                Dataset::new("screening")
                    .with(
                        "parameter",
                        "",
                        "its name",
                        Cells::Text(
                            ranked
                                .iter()
                                .map(|(place, _)| known(*place).name.to_string())
                                .collect(),
                        ),
                    )
                    .with(
                        "low",
                        "",
                        "lowest value thought possible",
                        number(&|(place, _)| known(*place).low),
                    )
                    .with("best", "", "best value", number(&|(place, _)| known(*place).best))
                    .with(
                        "high",
                        "",
                        "highest value thought possible",
                        number(&|(place, _)| known(*place).high),
                    )
                    .with(
                        "mu_star",
                        self.outcome.unit(),
                        "mean size of its effect",
                        number(&|(_, found)| found.size.value),
                    )
                    .with(
                        "mu_star_low",
                        self.outcome.unit(),
                        "lower end of its 95 % interval",
                        number(&|(_, found)| found.size.low),
                    )
                    .with(
                        "mu_star_high",
                        self.outcome.unit(),
                        "upper end",
                        number(&|(_, found)| found.size.high),
                    )
                    .with(
                        "mu",
                        self.outcome.unit(),
                        "mean effect",
                        number(&|(_, found)| found.mean),
                    )
                    .with(
                        "sigma",
                        self.outcome.unit(),
                        "spread of its effect",
                        number(&|(_, found)| found.spread),
                    ),
            );
        }
        let apart = self.kinds_apart().map(|(place, kind)| (place, kind.id.clone()));
        let columns = self.columns.iter().enumerate();
        let mixed: Vec<(usize, String)> =
            columns.map(|(place, column)| (place, column.id.clone())).chain(apart).collect();
        let (mut seeds, mut others) = (Vec::new(), Vec::new());
        let (mut at, mut values) = (Vec::new(), Vec::new());
        for (place, row) in found.rows.iter().enumerate() {
            let seed = (command.scale.first() + 2 * place as u64).cast_signed();
            let ends = [("A".to_owned(), row.a), ("B".to_owned(), row.b)];
            let between = mixed.iter().map(|(place, name)| (name.clone(), row.mixed[*place]));
            for (name, value) in ends.into_iter().chain(between) {
                seeds.push(seed);
                others.push(seed + 1);
                at.push(name);
                values.push(value);
            }
        }
        tables.push(
            Dataset::new("points")
                .with("seed_a", "", "seed of A", Cells::Whole(seeds))
                .with("seed_b", "", "seed of B", Cells::Whole(others))
                .with("point", "", "A, B, or what A has from B", Cells::Text(at))
                .with("value", self.outcome.unit(), "the outcome there", Cells::Number(values)),
        );
        tables
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
