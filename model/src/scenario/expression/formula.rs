//! A formula is an expression after compilation: a short list of steps on a
//! stack of numbers. Names were resolved when the scenario was loaded, so that
//! nothing is looked up while worldlines run.
//!
//! A number can be undefined: the day of what has not happened, the weeks since then, a
//! division by zero, `missing`, and whatever is reckoned from any of these or is too large
//! for a number. There is one rule for it. No comparison with it holds, `!=` no more than
//! `==`; what it would set stays as it is; an event that it makes likely does not happen;
//! an option that it weighs is not open; a measure that it gives is missing. `known(x)`
//! asks whether a number is defined.

use crate::scenario::limits;
use crate::scenario::vocabulary::Var;

/// The deepest stack a formula may need; the compiler refuses a deeper one.
pub const DEEPEST: usize = limits::STACK;

/// Something whose quantities can be read: a worldline.
pub trait Reader {
    /// The present value of a quantity.
    fn read(&self, var: Var) -> f64;
    /// Whole weeks since an event happened or a decision was last answered
    /// (0 in the same week); `None` when it has not happened.
    fn weeks_since(&self, var: Var) -> Option<u32>;
    /// The value of a parameter, by its place in the scenario, as this world has it.
    fn parameter(&self, place: u16) -> f64;
}

/// A world in which only parameters can be read, at these values.
#[derive(Clone, Copy, Debug)]
pub struct Nowhere<'a>(pub &'a [f64]);

impl Reader for Nowhere<'_> {
    fn read(&self, _: Var) -> f64 {
        f64::NAN
    }
    fn weeks_since(&self, _: Var) -> Option<u32> {
        None
    }
    fn parameter(&self, place: u16) -> f64 {
        self.0.get(usize::from(place)).copied().unwrap_or(f64::NAN)
    }
}

/// How a formula is written for a reader.
pub trait Spelling {
    /// A quantity's name.
    fn quantity(&self, var: Var) -> String;
    /// The name of a parameter, by its place in the scenario.
    fn parameter(&self, place: u16) -> String;
    /// A number that stands by itself.
    fn number(&self, value: f64) -> String;
    /// What a quantity is compared with.
    fn value(&self, var: Var, value: f64) -> String;
    /// A word in the reader's language.
    fn word(&self, en: &'static str, es: &'static str) -> &'static str;
}

/// A part of a formula on its way to a reader: how tightly it holds together, and what it
/// is, as long as it is one thing.
enum Part {
    Read(Var),
    Push(f64),
    Text(String, u8),
}

/// One step of a formula. Truths are 1 and 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// Puts a constant on the stack.
    Push(f64),
    /// Puts the value of a quantity on the stack.
    Read(Var),
    /// Puts the value of a parameter on the stack: each worldline draws its own.
    Parameter(u16),
    /// Weeks since an event or an answer; undefined when it has not happened.
    WeeksSince(Var),
    /// Has it happened, and at least so many weeks ago? Takes the weeks.
    After(Var),
    /// Has it happened, and at most so many weeks ago? Takes the weeks.
    Within(Var),
    /// `a + b`.
    Add,
    /// `a - b`.
    Subtract,
    /// `a * b`.
    Multiply,
    /// `a / b`; a division by zero is undefined.
    Divide,
    /// `-a`.
    Negate,
    /// The smaller of two.
    Min,
    /// The larger of two.
    Max,
    /// `clamp(x, low, high)`.
    Clamp,
    /// `ramp(x, a, b)`: 0 at `a`, 1 at `b`, straight between, flat outside.
    Ramp,
    /// `abs(x)`.
    Abs,
    /// `known(x)`: is it defined?
    Known,
    /// `if(condition, a, b)`.
    If,
    /// `a < b`.
    Less,
    /// `a <= b`.
    LessOrEqual,
    /// `a > b`.
    Greater,
    /// `a >= b`.
    GreaterOrEqual,
    /// `a == b`.
    Equal,
    /// `a != b`.
    NotEqual,
    /// The formula is a row of conditions that must all hold: does this one fail, the
    /// rest need not be looked at.
    EndIfFalse,
    /// Both.
    And,
    /// Either.
    Or,
    /// Not.
    Not,
}

/// A compiled expression, with its source text for reports.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    steps: Box<[Step]>,
    source: Box<str>,
}

impl Step {
    /// How many numbers it takes from the stack.
    const fn takes(self) -> usize {
        match self {
            Self::Push(_) | Self::Read(_) | Self::Parameter(_) | Self::WeeksSince(_) => 0,
            Self::After(_)
            | Self::Within(_)
            | Self::Negate
            | Self::Abs
            | Self::Known
            | Self::Not
            | Self::EndIfFalse => 1,
            Self::Clamp | Self::Ramp | Self::If => 3,
            _ => 2,
        }
    }
}

/// Where the right sides begin of the conditions that a whole formula joins with `and`.
fn early_ends(steps: &[Step], from: usize, mut until: usize, ends: &mut Vec<usize>) {
    // A long row of conditions leans to the left: walk down it, and look into each right
    // side, which is as deep as its brackets.
    while until > from && steps[until - 1] == Step::And {
        let mut right = until - 1;
        let mut wanted = 1;
        while wanted > 0 && right > from {
            right -= 1;
            wanted = wanted - 1 + steps[right].takes();
        }
        early_ends(steps, right, until - 1, ends);
        ends.push(right);
        until = right;
    }
}

impl Formula {
    /// A formula from its steps. The compiler is the only caller: it has checked
    /// that the steps balance and need no more than [`DEEPEST`] places.
    #[must_use]
    pub fn new(steps: Vec<Step>, source: &str) -> Self {
        let mut ends = Vec::new();
        early_ends(&steps, 0, steps.len(), &mut ends);
        ends.sort_unstable();
        let mut with_ends = Vec::with_capacity(steps.len() + ends.len());
        for (place, step) in steps.into_iter().enumerate() {
            if ends.binary_search(&place).is_ok() {
                with_ends.push(Step::EndIfFalse);
            }
            with_ends.push(step);
        }
        Self { steps: with_ends.into(), source: source.into() }
    }

    /// A formula that is always the same number.
    #[must_use]
    pub fn constant(value: f64) -> Self {
        Self::new(vec![Step::Push(value)], &value.to_string())
    }

    /// As it was written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The quantities it names, each once, in order of first mention.
    #[must_use]
    pub fn names(&self) -> Vec<Var> {
        let mut names = Vec::new();
        for step in &self.steps {
            if let Step::Read(var) | Step::WeeksSince(var) | Step::After(var) | Step::Within(var) =
                *step
                && !names.contains(&var)
            {
                names.push(var);
            }
        }
        names
    }

    /// Its value, when no world can change it.
    #[must_use]
    pub fn unchanging(&self) -> Option<f64> {
        let parameter = |step: &Step| matches!(step, Step::Parameter(_));
        let constant = self.names().is_empty() && !self.steps.iter().any(parameter);
        constant.then(|| self.value(&Nowhere(&[])))
    }

    /// The formula as a reader writes it: names in words, brackets only where they are
    /// needed.
    #[must_use]
    pub fn written(&self, spelling: &dyn Spelling) -> String {
        /// How tightly something holds that needs no brackets anywhere.
        const WHOLE: u8 = 9;
        let text = |part: &Part, at_least: u8| match part {
            Part::Read(var) => spelling.quantity(*var),
            Part::Push(value) => spelling.number(*value),
            Part::Text(text, holds) if *holds >= at_least => text.clone(),
            Part::Text(text, _) => format!("({text})"),
        };
        let mut stack: Vec<Part> = Vec::new();
        for step in &self.steps {
            let (word, holds) = match *step {
                Step::EndIfFalse => continue,
                Step::Push(value) => {
                    stack.push(Part::Push(value));
                    continue;
                }
                Step::Read(var) => {
                    stack.push(Part::Read(var));
                    continue;
                }
                Step::Parameter(place) => {
                    stack.push(Part::Text(spelling.parameter(place), WHOLE));
                    continue;
                }
                Step::WeeksSince(var) => {
                    let since = spelling.word("weeks since", "semanas desde");
                    stack.push(Part::Text(format!("{since} {}", spelling.quantity(var)), WHOLE));
                    continue;
                }
                Step::After(var) | Step::Within(var) => {
                    let weeks = stack.pop().map_or_else(String::new, |part| text(&part, WHOLE));
                    let least = if matches!(step, Step::After(_)) {
                        spelling.word("at least", "hace al menos")
                    } else {
                        spelling.word("at most", "hace como mucho")
                    };
                    let ago = spelling.word("weeks ago", "semanas");
                    let said = format!("{} {least} {weeks} {ago}", spelling.quantity(var));
                    stack.push(Part::Text(said, 4));
                    continue;
                }
                Step::Or => (spelling.word("or", "o"), 1),
                Step::And => (spelling.word("and", "y"), 2),
                Step::Not => (spelling.word("not", "no"), 3),
                Step::Less => ("<", 4),
                Step::LessOrEqual => ("≤", 4),
                Step::Greater => (">", 4),
                Step::GreaterOrEqual => ("≥", 4),
                Step::Equal => ("=", 4),
                Step::NotEqual => ("≠", 4),
                Step::Add => ("+", 5),
                Step::Subtract => ("−", 5),
                Step::Multiply => ("×", 6),
                Step::Divide => ("÷", 6),
                Step::Negate => ("−", 7),
                Step::Min => (spelling.word("the smaller of", "el menor de"), WHOLE),
                Step::Max => (spelling.word("the larger of", "el mayor de"), WHOLE),
                Step::Clamp => ("clamp", WHOLE),
                Step::Ramp => ("ramp", WHOLE),
                Step::Abs => ("abs", WHOLE),
                Step::Known => (spelling.word("known", "se conoce"), WHOLE),
                Step::If => (spelling.word("if", "si"), WHOLE),
            };
            let parts = stack.split_off(stack.len().saturating_sub(step.takes()));
            let said = match &parts[..] {
                [one] if holds < WHOLE => {
                    let space = if holds == 3 { " " } else { "" };
                    format!("{word}{space}{}", text(one, holds))
                }
                [Part::Read(var), Part::Push(value)] if holds == 4 => {
                    format!("{} {word} {}", spelling.quantity(*var), spelling.value(*var, *value))
                }
                // What follows a minus or a division sign needs brackets of its own kind.
                [one, other] if holds < WHOLE => {
                    format!("{} {word} {}", text(one, holds), text(other, holds + 1))
                }
                parts => {
                    let parts: Vec<String> = parts.iter().map(|part| text(part, 0)).collect();
                    format!("{word} ({})", parts.join("; "))
                }
            };
            stack.push(Part::Text(said, holds));
        }
        stack.pop().map_or_else(String::new, |part| text(&part, 0))
    }

    /// Does it hold? For conditions.
    #[inline]
    #[must_use]
    pub fn holds(&self, world: &impl Reader) -> bool {
        let value = self.work_out(world);
        value != 0.0 && !value.is_nan()
    }

    /// Its value in a world; no number (NaN) where it is undefined.
    #[must_use]
    pub fn value(&self, world: &impl Reader) -> f64 {
        let value = self.work_out(world);
        if value.is_finite() { value } else { f64::NAN }
    }

    #[inline]
    fn work_out(&self, world: &impl Reader) -> f64 {
        if let [Step::Push(value)] = *self.steps {
            return value;
        }
        let mut stack = [0.0_f64; DEEPEST];
        let mut top = 0;
        let truth = |holds: bool| if holds { 1.0 } else { 0.0 };
        macro_rules! binary {
            (|$a:ident, $b:ident| $result:expr) => {{
                top -= 1;
                let ($a, $b) = (stack[top - 1], stack[top]);
                stack[top - 1] = $result;
            }};
        }
        for step in &self.steps {
            match *step {
                Step::Push(value) => {
                    stack[top] = value;
                    top += 1;
                }
                Step::Read(var) => {
                    stack[top] = world.read(var);
                    top += 1;
                }
                Step::Parameter(place) => {
                    stack[top] = world.parameter(place);
                    top += 1;
                }
                Step::WeeksSince(var) => {
                    stack[top] = world.weeks_since(var).map_or(f64::NAN, f64::from);
                    top += 1;
                }
                Step::After(var) => {
                    let weeks = stack[top - 1];
                    stack[top - 1] = truth(
                        world.weeks_since(var).is_some_and(|since| f64::from(since) >= weeks),
                    );
                }
                Step::Within(var) => {
                    let weeks = stack[top - 1];
                    stack[top - 1] = truth(
                        world.weeks_since(var).is_some_and(|since| f64::from(since) <= weeks),
                    );
                }
                Step::Add => binary!(|a, b| a + b),
                Step::Subtract => binary!(|a, b| a - b),
                Step::Multiply => binary!(|a, b| a * b),
                Step::Divide => binary!(|a, b| if b == 0.0 { f64::NAN } else { a / b }),
                Step::Min => binary!(|a, b| smaller(a, b)),
                Step::Max => binary!(|a, b| -smaller(-a, -b)),
                Step::Less => binary!(|a, b| truth(a < b)),
                Step::LessOrEqual => binary!(|a, b| truth(a <= b)),
                Step::Greater => binary!(|a, b| truth(a > b)),
                Step::GreaterOrEqual => binary!(|a, b| truth(a >= b)),
                Step::Equal => binary!(|a, b| truth(a == b)),
                Step::NotEqual => {
                    binary!(|a, b| truth(a.partial_cmp(&b).is_some_and(std::cmp::Ordering::is_ne)))
                }
                Step::EndIfFalse => {
                    if stack[top - 1] == 0.0 {
                        return 0.0;
                    }
                }
                Step::And => binary!(|a, b| truth(a != 0.0 && b != 0.0)),
                Step::Or => binary!(|a, b| truth(a != 0.0 || b != 0.0)),
                Step::Not => stack[top - 1] = truth(stack[top - 1] == 0.0),
                Step::Negate => stack[top - 1] = -stack[top - 1],
                Step::Abs => stack[top - 1] = stack[top - 1].abs(),
                Step::Known => stack[top - 1] = truth(stack[top - 1].is_finite()),
                Step::Clamp => {
                    top -= 2;
                    let (x, low, high) = (stack[top - 1], stack[top], stack[top + 1]);
                    stack[top - 1] = smaller(-smaller(-x, -low), high);
                }
                Step::Ramp => {
                    top -= 2;
                    let (x, from, to) = (stack[top - 1], stack[top], stack[top + 1]);
                    stack[top - 1] = if from == to && !x.is_nan() {
                        truth(x >= to)
                    } else {
                        ((x - from) / (to - from)).clamp(0.0, 1.0)
                    };
                }
                Step::If => {
                    top -= 2;
                    let (condition, yes, no) = (stack[top - 1], stack[top], stack[top + 1]);
                    stack[top - 1] = if condition != 0.0 { yes } else { no };
                }
            }
        }
        stack[0]
    }
}

/// The smaller of two numbers; undefined when either is.
fn smaller(a: f64, b: f64) -> f64 {
    if a <= b {
        a
    } else if b < a {
        b
    } else {
        f64::NAN
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::vocabulary::Family;

    /// A world of two truths.
    struct Two(f64, f64);

    impl Reader for Two {
        fn read(&self, var: Var) -> f64 {
            if var.index == 0 { self.0 } else { self.1 }
        }
        fn weeks_since(&self, _: Var) -> Option<u32> {
            None
        }
        fn parameter(&self, _: u16) -> f64 {
            0.5
        }
    }

    fn read(index: u16) -> Step {
        Step::Read(Var { family: Family::Own, index })
    }

    /// Spells as a test reads it.
    struct Plain;

    impl Spelling for Plain {
        fn quantity(&self, var: Var) -> String {
            ["a", "b"][usize::from(var.index)].to_owned()
        }
        fn parameter(&self, place: u16) -> String {
            format!("p{place}")
        }
        fn number(&self, value: f64) -> String {
            value.to_string()
        }
        fn value(&self, _: Var, value: f64) -> String {
            format!("state {value}")
        }
        fn word(&self, en: &'static str, _: &'static str) -> &'static str {
            en
        }
    }

    #[test]
    fn a_formula_is_written_with_the_brackets_that_it_needs_and_no_more() {
        let (a, b, two) = (read(0), read(1), Step::Push(2.0));
        let written = |steps: &[Step]| Formula::new(steps.to_vec(), "").written(&Plain);
        assert_eq!(written(&[a, b, Step::Add, two, Step::Multiply]), "(a + b) × 2");
        assert_eq!(written(&[a, b, two, Step::Multiply, Step::Add]), "a + b × 2");
        assert_eq!(written(&[a, b, two, Step::Subtract, Step::Subtract]), "a − (b − 2)");
        assert_eq!(written(&[a, b, Step::Subtract, two, Step::Subtract]), "a − b − 2");
        assert_eq!(written(&[a, two, Step::Equal, b, Step::And]), "a = state 2 and b");
        assert_eq!(written(&[a, b, Step::Or, Step::Not]), "not (a or b)");
        assert_eq!(
            written(&[two, Step::After(Var { family: Family::Own, index: 0 })]),
            "a at least 2 weeks ago"
        );
        assert_eq!(written(&[a, b, Step::Min, Step::Negate]), "−the smaller of (a; b)");
        assert_eq!(written(&[a, b, two, Step::If]), "if (a; b; 2)");
    }

    #[test]
    fn what_names_nothing_has_one_value_in_every_world() {
        let twice = vec![Step::Push(2.0), Step::Push(20.0), Step::Multiply];
        assert_eq!(Formula::new(twice, "2 * 20").unchanging(), Some(40.0));
        assert_eq!(Formula::new(vec![read(0)], "a").unchanging(), None);
        assert_eq!(Formula::new(vec![Step::Parameter(0)], "p").unchanging(), None);
    }

    #[test]
    fn ending_at_the_first_condition_that_fails_changes_no_value() {
        // a and (a or b) and not b, written as the compiler writes it.
        let (a, b) = (read(0), read(1));
        let steps = vec![a, a, b, Step::Or, Step::And, b, Step::Not, Step::And];
        let formula = Formula::new(steps, "a and (a or b) and not b");
        // Or is no place to end: b may still hold.
        let either = Formula::new(vec![a, b, Step::And, b, Step::Or], "(a and b) or b");
        for (one, other) in [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)] {
            let (yes, too) = (one != 0.0, other != 0.0);
            let world = Two(one, other);
            assert_eq!(formula.holds(&world), yes && !too, "{one} {other}");
            assert_eq!(either.holds(&world), too, "{one} {other}");
        }
    }

    #[test]
    fn what_is_undefined_makes_nothing_hold_and_nothing_be_set() {
        let (a, b, missing) = (read(0), Step::Push(2.0), Step::Push(f64::NAN));
        let world = Two(1.0, 0.0);
        for compare in [
            Step::Less,
            Step::LessOrEqual,
            Step::Greater,
            Step::GreaterOrEqual,
            Step::Equal,
            Step::NotEqual,
        ] {
            for steps in [vec![a, missing, compare], vec![missing, b, compare]] {
                assert!(!Formula::new(steps, "").holds(&world), "{compare:?}");
            }
            assert!(!Formula::new(vec![missing, missing, compare], "").holds(&world));
        }
        for steps in [
            vec![a, read(1), Step::Divide],
            vec![Step::WeeksSince(Var { family: Family::Event, index: 0 })],
            vec![a, missing, Step::Min],
            vec![missing, a, Step::Max],
            vec![missing, a, b, Step::Clamp],
            vec![missing, b, b, Step::Ramp],
            vec![Step::Push(1e308), b, Step::Multiply],
        ] {
            let formula = Formula::new(steps.clone(), "");
            assert!(formula.value(&world).is_nan(), "{steps:?}");
            let known = Formula::new([steps, vec![Step::Known]].concat(), "");
            assert!(!known.holds(&world));
        }
        let known = Formula::new(vec![a, b, Step::Min, Step::Known], "known(min(a, 2))");
        assert!(known.holds(&world));
    }
}
