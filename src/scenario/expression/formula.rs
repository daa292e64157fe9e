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

use crate::scenario::vocabulary::Var;

/// The deepest stack a formula may need; the compiler refuses a deeper one.
pub const DEEPEST: usize = 24;

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
                Step::NotEqual => binary!(|a, b| truth(a < b || a > b)),
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
