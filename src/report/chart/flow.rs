//! The flow of endings between twins: on the left how histories end without the change,
//! on the right with it; a ribbon is as wide as the pairs are many. Ribbons of pairs that
//! the change changes stand out.

use super::canvas::{
    self, Anchor, Canvas, Hand, Hatch, INK, PALETTE, SOFT, Shape, at, cut, look, note, wrapped,
};
use super::icons::worlds;
use super::joint::Joint;
use super::measure::Measure;
use super::sentences as say;
use crate::report::Language;

/// A flow of endings.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    /// Name of the picture.
    pub title: String,
    /// What is shown, in a few words; may be empty.
    pub meaning: String,
    /// Names of the two worlds: without the change, and with it; a language's own words
    /// where empty.
    pub worlds: [String; 2],
    /// The endings of pairs.
    pub joint: Joint,
}

/// Endings under the first share of the pairs in both worlds are gathered in one; under
/// the next ones while there are more endings than colours.
const SMALL: [f64; 3] = [0.02, 0.03, 0.05];
/// Height of all ribbons together.
const TALL: f64 = 440.0;
/// Room between two endings.
const GAP: f64 = 16.0;

/// One ribbon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ribbon {
    /// The ending without the change, as a place in the gathered table.
    pub from: usize,
    /// The ending with it.
    pub to: usize,
    /// Pairs.
    pub pairs: u64,
    /// Its upper edge at the left and at the right, in units of the picture from the top of
    /// the flow.
    edges: [f64; 2],
    /// How wide it is.
    width: f64,
}

impl Flow {
    /// The ribbons of the (gathered) table; their pairs add up to all.
    #[must_use]
    pub fn ribbons(&self, language: Language) -> Vec<Ribbon> {
        laid(&self.gathered(language))
    }

    /// The table with its small endings in one; the more endings, the larger is small.
    fn gathered(&self, language: Language) -> Joint {
        let mut joint = self.joint.gathered(SMALL[0], language);
        for share in SMALL {
            joint = self.joint.gathered(share, language);
            if joint.len() <= PALETTE.len() {
                break;
            }
        }
        joint
    }

    /// How an ending of the gathered table is drawn: as in every picture of the whole one.
    fn look(&self, gathered: &Joint, place: usize) -> (Shape, &'static str, Hatch) {
        let name = &gathered.endings[place];
        let known = self.joint.endings.iter().position(|ending| ending == name);
        look(known.unwrap_or(self.joint.len()))
    }

    /// The picture.
    #[must_use]
    pub fn svg(&self, language: Language) -> String {
        let joint = self.gathered(language);
        let n = joint.n();
        let mut canvas = Canvas::new(canvas::WIDTH);
        let changed = joint.changed();
        let share = |pairs: u64| Measure::Share.short(pairs as f64 / n.max(1) as f64, n, language);
        let told = say::changes(language, n, changed, share(changed));
        let y =
            canvas.head(&self.title, &note(&[&self.meaning, &told, &say::histories(language, n)]));
        let (left, right, bar) = (250.0, canvas.width - 250.0, 16.0);
        let names = worlds(&self.worlds, language);
        let head = Hand::of(17.0).bold();
        canvas.text(left + bar, y + 24.0, head.end(), &cut(&names[0], head.measured(), 260.0));
        canvas.text(right - bar, y + 24.0, head, &cut(&names[1], head.measured(), 260.0));
        let top = y + 42.0;
        let ribbons = laid(&joint);
        // What stays lies under what changes.
        let staying = ribbons.iter().filter(|ribbon| ribbon.from == ribbon.to);
        let changing = ribbons.iter().filter(|ribbon| ribbon.from != ribbon.to);
        for ribbon in staying.chain(changing) {
            let (_, ink, _) = self.look(&joint, ribbon.from);
            let [from, to] = ribbon.edges.map(|edge| top + edge);
            let (x1, x2, middle) = (left + bar, right - bar, (left + right) / 2.0);
            let width = ribbon.width.max(1.2);
            let d = format!(
                "M{} {}C{m} {} {m} {} {} {}v{}C{m} {} {m} {} {} {}Z",
                at(x1),
                at(from),
                at(from),
                at(to),
                at(x2),
                at(to),
                at(width),
                at(to + width),
                at(from + width),
                at(x1),
                at(from + width),
                m = at(middle)
            );
            // A thin ribbon would be all edge.
            let thin = ribbon.width < 5.0;
            let density = match ribbon.from == ribbon.to {
                true => 0.22,
                false if thin => 0.9,
                false => 0.62,
            };
            let edge = if ribbon.from == ribbon.to || thin { "none" } else { INK };
            let told = say::ribbon_share(
                language,
                &joint.endings[ribbon.from],
                &joint.endings[ribbon.to],
                ribbon.pairs,
                share(ribbon.pairs),
            );
            canvas.raw(&format!("<g><title>{}</title>", canvas::escaped(&told)));
            let more = format!(
                "fill=\"{ink}\" fill-opacity=\"{density}\" stroke=\"{edge}\" stroke-width=\"0.8\""
            );
            canvas.path(&d, &more);
            canvas.raw("</g>");
        }
        for ribbon in ribbons.iter().filter(|ribbon| ribbon.width >= 13.0) {
            let [from, to] = ribbon.edges.map(|edge| top + edge + ribbon.width / 2.0 + 5.0);
            let hand = Hand::of(14.0).halo();
            let hand = if ribbon.from == ribbon.to { hand } else { hand.bold() };
            // Counts stand near their beginnings, where ribbons do not cross yet.
            let x = left + bar + (right - left - 2.0 * bar) * 0.10;
            let along = 0.027;
            let words = ribbon.pairs.to_string();
            canvas.text(
                x,
                from + (to - from) * along,
                Hand { anchor: Anchor::Middle, ..hand },
                &words,
            );
        }
        let mut bottom = top + 40.0;
        for side in [0, 1] {
            bottom =
                bottom.max(self.ends(&mut canvas, &joint, side, top, [left, right, bar], language));
        }
        canvas.finish(bottom + 20.0, &self.title, &said(&joint, &names, language))
    }

    /// The endings of one side with their counts; where the lowest ends.
    fn ends(
        &self,
        canvas: &mut Canvas,
        joint: &Joint,
        side: usize,
        top: f64,
        [left, right, bar]: [f64; 3],
        language: Language,
    ) -> f64 {
        let n = joint.n();
        let mut lowest: f64 = 0.0;
        for (place, (start, width)) in spans(joint, side).into_iter().enumerate() {
            if width <= 0.0 {
                continue;
            }
            let label = label(joint, place);
            let middle = top + start + width / 2.0;
            lowest = lowest.max(top + start + width).max(middle + room(joint, place) / 2.0);
            let (_, ink, hatch) = self.look(joint, place);
            let x = if side == 0 { left } else { right - bar };
            let area = [x, top + start, bar, width.max(1.5)];
            canvas.rect(area, &format!("fill=\"{ink}\" stroke=\"{INK}\" stroke-width=\"0.8\""));
            if hatch != Hatch::Plain {
                canvas.path(&hatch.strokes(area), &hatch.look());
            }
            let (x, anchor, toward) = if side == 0 {
                (left - 20.0, Anchor::End, [left - 2.0, left - 15.0])
            } else {
                (right + 20.0, Anchor::Start, [right + 2.0, right + 15.0])
            };
            canvas.line(
                [toward[0], middle, toward[1], middle],
                &format!("stroke=\"{SOFT}\" stroke-width=\"1\""),
            );
            let first = middle - (label.len() as f64 * 18.0) / 2.0 + 4.0;
            for (line, words) in label.iter().enumerate() {
                let hand = Hand { anchor, ..Hand::of(15.0) };
                canvas.text(x, first + 18.0 * line as f64, hand, words);
            }
            let count = if side == 0 { joint.without(place) } else { joint.with(place) };
            let share = Measure::Share.short(count as f64 / n.max(1) as f64, n, language);
            let hand = Hand { anchor, ..Hand::of(14.0).ink(SOFT) };
            let counted = say::pairs(language, count, share);
            canvas.text(x, first + 18.0 * label.len() as f64, hand, &counted);
        }
        lowest
    }
}

/// The lines of an ending's name.
fn label(joint: &Joint, place: usize) -> Vec<String> {
    wrapped(&joint.endings[place], 15.0, 226.0, 2)
}

/// The height that an ending's name and count take.
fn room(joint: &Joint, place: usize) -> f64 {
    label(joint, place).len() as f64 * 18.0 + 26.0
}

/// Where each ending of a side begins and how tall it is: so far apart that each has its
/// name beside it.
fn spans(joint: &Joint, side: usize) -> Vec<(f64, f64)> {
    let n = joint.n().max(1) as f64;
    let mut end = -GAP;
    let mut named_to = 0.0;
    (0..joint.len())
        .map(|place| {
            let count = if side == 0 { joint.without(place) } else { joint.with(place) };
            if count == 0 {
                return (0.0, 0.0);
            }
            let (height, room) = (TALL * count as f64 / n, room(joint, place));
            let start = (end + GAP).max(named_to + (room - height) / 2.0);
            end = start + height;
            named_to = start + (height + room) / 2.0;
            (start, height)
        })
        .collect()
}

fn laid(joint: &Joint) -> Vec<Ribbon> {
    let n = joint.n().max(1) as f64;
    let mut starts =
        [0, 1].map(|side| spans(joint, side).iter().map(|span| span.0).collect::<Vec<_>>());
    let mut ribbons = Vec::new();
    for from in 0..joint.len() {
        for to in 0..joint.len() {
            let pairs = joint.pair(from, to);
            if pairs == 0 {
                continue;
            }
            let width = TALL * pairs as f64 / n;
            ribbons.push(Ribbon {
                from,
                to,
                pairs,
                edges: [starts[0][from], starts[1][to]],
                width,
            });
            starts[0][from] += width;
            starts[1][to] += width;
        }
    }
    ribbons
}

fn said(joint: &Joint, worlds: &[String; 2], language: Language) -> String {
    let [without, with] = worlds;
    let mut ribbons = Vec::new();
    for from in 0..joint.len() {
        for to in 0..joint.len() {
            let pairs = joint.pair(from, to);
            if pairs > 0 {
                let (from, to) = (&joint.endings[from], &joint.endings[to]);
                ribbons.push(say::ribbon(language, from, to, pairs));
            }
        }
    }
    ribbons.push(say::histories(language, joint.n()));
    format!("{}. {}.", say::from_to(language, without, with), say::listed(&ribbons))
}
