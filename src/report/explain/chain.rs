//! The chain from a change to an outcome, and the causes of the outcome, in a sheet.

use super::Telling;
use super::stories::hanging;
use crate::report::sheet::Sheet;
use crate::whatif::cause::Cause;
use crate::whatif::explanation::{End, Findings, Node, Traced};

/// Causes of the shared past that are listed.
const SHARED: usize = 8;
/// Causes of what the change brought that are listed.
const OWN: usize = 12;

/// A responsibility as a fraction.
fn fraction(cause: &Cause) -> String {
    match cause.set.len() + cause.witness.len() {
        1 => "1".to_owned(),
        parts => format!("1/{parts}"),
    }
}

impl Telling<'_> {
    fn verdict(&self, at: usize) -> String {
        let language = self.language();
        let explanation = &self.found.explanation;
        let link = &explanation.links[at];
        let Some(undone) = &link.undone else {
            return language
                .pick("it cannot be undone alone", "no puede deshacerse sola")
                .to_owned();
        };
        if !self.differ() {
            return String::new();
        }
        if link.needed(explanation.changed.holds) {
            let third = undone.outcome != explanation.baseline.outcome;
            let other = if third && self.asked.outcome.is_none() {
                format!(" ({}: {})", language.pick("to", "a"), self.class(undone.outcome))
            } else {
                String::new()
            };
            format!("{}{other}", language.pick("the outcome falls back", "el desenlace se deshace"))
        } else {
            language.pick("the outcome stays", "el desenlace queda").to_owned()
        }
    }

    fn list(&self, set: &[usize]) -> String {
        let explanation = &self.found.explanation;
        let parts: Vec<String> = set
            .iter()
            .map(|&at| {
                let node = explanation.links[at].node;
                self.teller.link(node, &explanation.baseline, &explanation.changed)
            })
            .collect();
        parts.join(self.language().pick("; and ", "; y "))
    }

    pub(super) fn chain(&self, sheet: &mut Sheet) {
        let language = self.language();
        let explanation = &self.found.explanation;
        sheet.heading(language.pick("From the change to the outcome", "Del cambio al desenlace"));
        if !self.differ() {
            let text = format!(
                "{} {}",
                language.pick(
                    "Both histories end alike in what is asked, so no chain leads from the change to it. Ask for something else with --outcome.",
                    "Ambas historias acaban igual en lo que se pregunta: ninguna cadena lleva a ello desde el cambio. Pregunte otra cosa con --outcome."
                ),
                self.links_in_all()
            );
            sheet.paragraph(text);
            return;
        }
        let held = explanation.changed.holds;
        let needed = explanation.links.iter().filter(|link| link.needed(held)).count();
        let mut lines = String::new();
        let number = |end: End, chain: &[usize]| match end {
            End::Link(at) => {
                chain.iter().position(|&known| known == at).map(|n| (n + 1).to_string())
            }
            End::Outcome => Some(language.pick("the outcome", "el desenlace").to_owned()),
            End::Change => None,
        };
        // Pieces come first even where none alone is needed: they are the change.
        let is_piece = |&at: &usize| matches!(explanation.links[at].node, Node::Piece(_));
        let mut chain: Vec<usize> = (0..explanation.links.len()).filter(is_piece).collect();
        chain.extend(explanation.chain.iter().filter(|at| !is_piece(at)));
        for (n, &at) in chain.iter().enumerate() {
            let link = &explanation.links[at];
            let arrows = explanation.chain_arrows.iter().filter(|(from, _)| *from == End::Link(at));
            let to: Vec<String> = arrows.filter_map(|&(_, to)| number(to, &chain)).collect();
            let said =
                self.teller.link(link.node, &explanation.baseline, &explanation.changed) + ".";
            lines += &hanging(&format!("{:>3}. ", n + 1), &said);
            let tested = format!(
                "{}: {}{}.",
                language.pick("Undone alone", "Deshecho solo"),
                self.verdict(at),
                if to.is_empty() {
                    String::new()
                } else {
                    format!("; {} {}", language.pick("it leads to", "lleva a:"), to.join(", "))
                }
            );
            lines += &hanging("     ", &tested);
        }
        let whole: Vec<String> = explanation
            .chain_arrows
            .iter()
            .filter(|(from, _)| *from == End::Change)
            .filter_map(|&(_, to)| number(to, &chain))
            .collect();
        lines += &format!(
            "     {}: {}.\n",
            language.pick("The outcome", "El desenlace"),
            self.claim_title()
        );
        sheet.lines(lines);
        sheet.figure(
            self.graph(false).svg(language),
            language.pick(
                "The chain from the change to the outcome.",
                "La cadena del cambio al desenlace.",
            ),
        );
        let mut text = Vec::new();
        if !whole.is_empty() && needed > 0 {
            text.push(format!(
                "{} {} {}.",
                language.pick("No single link brings about", "Ningún eslabón produce por sí solo"),
                whole.join(", "),
                language.pick(
                    "by itself: this comes of the change as a whole",
                    ": viene del cambio en conjunto"
                )
            ));
        }
        if needed == 0 {
            text.push(
                language
                    .pick(
                        "No single link is needed: undo any one of them, and the outcome still comes. It is over-determined.",
                        "Ningún eslabón es necesario por sí solo: deshecho cualquiera, el desenlace llega igual. Está sobredeterminado.",
                    )
                    .to_owned(),
            );
        }
        let one_piece = explanation.smallest_pieces.iter().any(|set| set.len() == 1);
        if !one_piece && self.teller.twins.pieces > 1 {
            let sets: Vec<String> =
                explanation.smallest_pieces.iter().map(|set| self.list(set)).collect();
            if !sets.is_empty() {
                text.push(format!(
                    "{} {}.",
                    language.pick(
                        "No piece of the change is needed alone; the fewest that must go together for the outcome to fall back:",
                        "Ninguna pieza del cambio es necesaria sola; las menos que han de faltar juntas para que el desenlace se deshaga:"
                    ),
                    sets.join(language.pick("; or: ", "; o bien: "))
                ));
            }
        }
        if needed == 0 && !explanation.smallest_sets.is_empty() {
            let sets: Vec<String> =
                explanation.smallest_sets.iter().take(3).map(|set| self.list(set)).collect();
            let more = explanation.smallest_sets.len() - sets.len();
            text.push(format!(
                "{} {}{}.",
                language.pick(
                    "The smallest sets without which it falls back:",
                    "Los conjuntos más pequeños sin los cuales se deshace:"
                ),
                sets.join(language.pick("; or: ", "; o bien: ")),
                if more > 0 { format!(" (+ {more})") } else { String::new() }
            ));
        }
        text.push(self.links_in_all());
        for line in text {
            sheet.paragraph(line);
        }
    }

    fn links_in_all(&self) -> String {
        let explanation = &self.found.explanation;
        let language = self.language();
        let own = || explanation.links.iter().filter(|l| !matches!(l.node, Node::Piece(_)));
        let mut text = format!(
            "{} {}",
            own().count(),
            language.pick(
                "events and decisions came otherwise",
                "hechos y decisiones fueron de otro modo"
            )
        );
        if self.differ() {
            let needed = own().filter(|link| link.needed(explanation.changed.holds)).count();
            text +=
                &format!(", {needed} {}", language.pick("of them needed", "de ellos necesarios"));
        }
        text + language.pick(
            ". All of them, and what fell back with each, are in the graph (--dot FILE, or --out DIR).",
            ". Todos, y lo que se deshizo con cada uno, están en el grafo (--dot FICHERO, o --out CARPETA).",
        )
    }

    pub(super) fn causes(&self, sheet: &mut Sheet) {
        let language = self.language();
        let Findings { explanation, causes, .. } = self.found;
        sheet.heading(format!(
            "{}: {}",
            language.pick("What caused it", "Qué lo causó"),
            self.claim_title()
        ));
        let text = language.pick(
            "Actual causes in the changed history (Halpern 2015): what, had it alone been otherwise, would have undone the outcome, if need be with other things held as they were. The number is its responsibility: 1 when it decides alone, 1/2 when one thing more must be undone or held, and so on.",
            "Causas efectivas en la historia cambiada (Halpern 2015): aquello que, de haber sido distinto, habría deshecho el desenlace, si hace falta con otras cosas mantenidas como fueron. El número es su responsabilidad: 1 si decide por sí sola, 1/2 si hay que deshacer o mantener algo más, etc.",
        );
        sheet.paragraph(text);
        let lines = |causes: &mut dyn Iterator<Item = &Traced>| -> String {
            let told = causes.map(|cause| {
                hanging(&format!("  {:<4} ", fraction(&cause.cause)), &self.cause(cause))
            });
            told.collect()
        };
        let own: Vec<&Traced> = causes.iter().filter(|cause| !cause.shared).collect();
        let omitted = |all: usize, shown: usize| match all.saturating_sub(shown) {
            0 => String::new(),
            more => format!(
                "       {more} {}\n",
                language.pick("more (JSON has them)", "más (están en el JSON)")
            ),
        };
        if own.is_empty() {
            let text = language.pick(
                "Of what the change brought, nothing that was tried, alone or in pairs and with up to three things held, is a cause.",
                "De lo que trajo el cambio, nada de lo probado, solo o en parejas y con hasta tres cosas mantenidas, es causa.",
            );
            sheet.paragraph(text);
        } else {
            let head =
                language.pick("Of what the change brought:\n", "De lo que trajo el cambio:\n");
            let more = omitted(own.len(), OWN);
            let shown = lines(&mut own.into_iter().take(OWN));
            sheet.lines(format!("{head}{shown}{more}"));
        }
        let shared: Vec<&Traced> = causes.iter().filter(|cause| cause.shared).collect();
        if !shared.is_empty() {
            let head = language.pick(
                "Of the past that both histories share, each needed:\n",
                "Del pasado que ambas historias comparten, cada uno necesario:\n",
            );
            let more = omitted(shared.len(), SHARED);
            let shown = lines(&mut shared.into_iter().take(SHARED));
            sheet.lines(format!("{head}{shown}{more}"));
        }
        let runs = explanation.runs + self.found.cause_runs;
        let mut text =
            format!("{runs} {}", language.pick("histories were run.", "historias se calcularon."));
        if !self.found.causes_complete {
            text += &format!(
                " {}{}",
                language.pick(
                    "The search was not finished, so less responsible causes may be missing",
                    "La búsqueda no terminó; pueden faltar causas menos responsables"
                ),
                if self.found.stopped {
                    ".".to_owned()
                } else {
                    format!(
                        "{} --most-runs {}.",
                        language.pick(": the most was", ": el máximo era"),
                        self.asked.most_runs
                    )
                }
            );
        }
        sheet.paragraph(text);
    }
}
