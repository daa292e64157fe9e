//! From the tree to a formula: names are resolved, types are checked.

use crate::scenario::expression::formula::{DEEPEST, Formula, Step};
use crate::scenario::expression::parser::{Fault, Node, Place, What, parse};
use crate::scenario::report::suggestion;
use crate::scenario::vocabulary::{Entry, Family, Kind, Vocabulary};

/// What an expression can name: the vocabulary, and the scenario's parameters.
pub struct Scope<'a> {
    /// The quantities.
    pub vocabulary: &'a Vocabulary,
    /// The place of a parameter in the scenario.
    pub parameter: &'a dyn Fn(&str) -> Option<u16>,
}

/// The type of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A number.
    Number,
    /// Yes or no.
    Truth,
    /// One of these states.
    State(Vec<String>),
}

impl Type {
    /// The type of a quantity of a kind.
    #[must_use]
    pub fn of(kind: &Kind) -> Self {
        match kind {
            Kind::Number { .. } => Self::Number,
            Kind::Truth => Self::Truth,
            Kind::States(states) => Self::State(states.clone()),
        }
    }

    fn describe(&self) -> String {
        match self {
            Self::Number => "a number".to_owned(),
            Self::Truth => "yes or no".to_owned(),
            Self::State(states) => format!("one of {}", states.join(", ")),
        }
    }
}

/// Compiles an expression that must have a type (or any, with `None`).
///
/// # Errors
/// The first fault found.
pub fn compile(
    text: &str,
    wanted: Option<&Type>,
    scope: &Scope<'_>,
) -> Result<(Formula, Type), Fault> {
    let node = parse(text)?;
    let mut compiler = Compiler { scope, steps: Vec::new(), depth: 0 };
    let found = compiler.emit(&node, wanted)?;
    if let Some(wanted) = wanted {
        expect(wanted, &found, &node.place)?;
    }
    Ok((Formula::new(compiler.steps, text), found))
}

fn expect(wanted: &Type, found: &Type, place: &Place) -> Result<(), Fault> {
    if wanted == found {
        return Ok(());
    }
    let message = format!("{} is wanted here, this is {}", wanted.describe(), found.describe());
    let help = match (wanted, found) {
        (Type::Truth, _) => "compare it: `… > 3`, `… == in_force`",
        (Type::Number, Type::Truth) => "turn it into a number: `if(condition, 1, 0)`",
        _ => "compare states with == or !=",
    };
    Err(Fault { code: "H0402", place: place.clone(), message, help: help.to_owned() })
}

/// The number that is none: what did not happen has no day and no size.
const MISSING: &str = "missing";

/// The functions: name, signature, number of arguments, step.
const FUNCTIONS: &[(&str, &str, usize, Step)] = &[
    ("min", "min(a, b)", 2, Step::Min),
    ("max", "max(a, b)", 2, Step::Max),
    ("clamp", "clamp(x, low, high)", 3, Step::Clamp),
    ("ramp", "ramp(x, zero_at, one_at)", 3, Step::Ramp),
    ("abs", "abs(x)", 1, Step::Abs),
];

struct Compiler<'a, 'b> {
    scope: &'a Scope<'b>,
    steps: Vec<Step>,
    depth: usize,
}

impl Compiler<'_, '_> {
    fn push(&mut self, step: Step, place: &Place) -> Result<(), Fault> {
        self.steps.push(step);
        self.depth += 1;
        if self.depth > DEEPEST {
            let message = "the expression needs too many values at once".to_owned();
            let help = "split it with a variable of the scenario's own".to_owned();
            return Err(Fault { code: "H0305", place: place.clone(), message, help });
        }
        Ok(())
    }

    /// Adds a step that takes `takes` values and gives one.
    fn fold(&mut self, step: Step, takes: usize) {
        self.steps.push(step);
        self.depth = self.depth + 1 - takes;
    }

    fn emit(&mut self, node: &Node, wanted: Option<&Type>) -> Result<Type, Fault> {
        match &node.what {
            What::Number(number) => {
                self.push(Step::Push(*number), &node.place)?;
                Ok(Type::Number)
            }
            What::Truth(truth) => {
                self.push(Step::Push(f64::from(u8::from(*truth))), &node.place)?;
                Ok(Type::Truth)
            }
            What::Name(name) => self.emit_name(name, &node.place, wanted),
            What::Prefix("not", inner) => {
                self.emit_as(inner, &Type::Truth)?;
                self.fold(Step::Not, 1);
                Ok(Type::Truth)
            }
            What::Prefix(_, inner) => {
                self.emit_as(inner, &Type::Number)?;
                self.fold(Step::Negate, 1);
                Ok(Type::Number)
            }
            What::Row(first, rest) => self.emit_row(first, rest),
            What::Call(name, arguments) => self.emit_call(name, arguments, &node.place, wanted),
        }
    }

    fn emit_as(&mut self, node: &Node, wanted: &Type) -> Result<(), Fault> {
        let found = self.emit(node, Some(wanted))?;
        expect(wanted, &found, &node.place)
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.scope.vocabulary.named(if name == "date" { "calendar.day" } else { name })
    }

    fn emit_name(
        &mut self,
        name: &str,
        place: &Place,
        wanted: Option<&Type>,
    ) -> Result<Type, Fault> {
        if let Some(Type::State(states)) = wanted
            && let Some(index) = states.iter().position(|state| state == name)
        {
            self.push(Step::Push(index as f64), place)?;
            return Ok(Type::State(states.clone()));
        }
        if let Some(entry) = self.entry(name) {
            let (var, found) = (entry.var, Type::of(&entry.kind));
            self.push(Step::Read(var), place)?;
            return Ok(found);
        }
        if let Some(known) = (self.scope.parameter)(name) {
            self.push(Step::Parameter(known), place)?;
            return Ok(Type::Number);
        }
        if name == MISSING {
            self.push(Step::Push(f64::NAN), place)?;
            return Ok(Type::Number);
        }
        Err(self.unknown(name, place, wanted))
    }

    fn unknown(&self, name: &str, place: &Place, wanted: Option<&Type>) -> Fault {
        let (message, help) = match wanted {
            Some(Type::State(states)) if !name.contains('.') => {
                let help = suggestion(name, states.iter().map(String::as_str));
                (format!("there is no state `{name}` here"), help)
            }
            _ => {
                let known: Vec<&str> =
                    self.scope.vocabulary.iter().map(|entry| entry.name.as_str()).collect();
                let help = suggestion(name, known.iter().copied());
                (format!("the vocabulary has no `{name}`"), help)
            }
        };
        Fault { code: "H0401", place: place.clone(), message, help }
    }

    /// A row of operators, from left to right.
    fn emit_row(&mut self, first: &Node, rest: &[(&str, Node)]) -> Result<Type, Fault> {
        let mut so_far = None;
        let mut place = first.place.clone();
        for (operator, right) in rest {
            let (operands, step, result) = match *operator {
                "and" => (Type::Truth, Step::And, Type::Truth),
                "or" => (Type::Truth, Step::Or, Type::Truth),
                "+" => (Type::Number, Step::Add, Type::Number),
                "-" => (Type::Number, Step::Subtract, Type::Number),
                "*" => (Type::Number, Step::Multiply, Type::Number),
                "/" => (Type::Number, Step::Divide, Type::Number),
                "<" => (Type::Number, Step::Less, Type::Truth),
                "<=" => (Type::Number, Step::LessOrEqual, Type::Truth),
                ">" => (Type::Number, Step::Greater, Type::Truth),
                ">=" => (Type::Number, Step::GreaterOrEqual, Type::Truth),
                equality => {
                    let step = if equality == "==" { Step::Equal } else { Step::NotEqual };
                    self.emit_equality(so_far.as_ref(), first, right)?;
                    self.fold(step, 2);
                    so_far = Some(Type::Truth);
                    place.end = right.place.end;
                    continue;
                }
            };
            match so_far {
                None => self.emit_as(first, &operands)?,
                Some(found) => expect(&operands, &found, &place)?,
            }
            self.emit_as(right, &operands)?;
            self.fold(step, 2);
            so_far = Some(result);
            place.end = right.place.end;
        }
        Ok(so_far.unwrap_or(Type::Truth))
    }

    /// Both sides of `==` or `!=`; the left one is there already, when it has a type.
    fn emit_equality(
        &mut self,
        left: Option<&Type>,
        first: &Node,
        right: &Node,
    ) -> Result<(), Fault> {
        if let Some(found) = left {
            return self.emit_as(right, found);
        }
        // A state is known by the quantity on the other side.
        let turned = matches!(&first.what, What::Name(name) if self.entry(name).is_none() && (self.scope.parameter)(name).is_none());
        let (one, other) = if turned { (right, first) } else { (first, right) };
        let found = self.emit(one, None)?;
        self.emit_as(other, &found)
    }

    fn emit_call(
        &mut self,
        name: &str,
        arguments: &[Node],
        place: &Place,
        wanted: Option<&Type>,
    ) -> Result<Type, Fault> {
        let count = |wanted: usize, signature: &str| {
            if arguments.len() == wanted {
                return Ok(());
            }
            let message = format!("`{name}` takes {wanted} values, {} are given", arguments.len());
            Err(Fault {
                code: "H0403",
                place: place.clone(),
                message,
                help: format!("it is written {signature}"),
            })
        };
        if name == "if" {
            count(3, "if(condition, value, otherwise)")?;
            self.emit_as(&arguments[0], &Type::Truth)?;
            let found = self.emit(&arguments[1], wanted)?;
            self.emit_as(&arguments[2], &found)?;
            self.fold(Step::If, 3);
            return Ok(found);
        }
        if name == "known" {
            count(1, "known(x)")?;
            self.emit_as(&arguments[0], &Type::Number)?;
            self.fold(Step::Known, 1);
            return Ok(Type::Truth);
        }
        if let Some((_, signature, takes, step)) =
            FUNCTIONS.iter().find(|function| function.0 == name)
        {
            count(*takes, signature)?;
            for argument in arguments {
                self.emit_as(argument, &Type::Number)?;
            }
            self.fold(*step, *takes);
            return Ok(Type::Number);
        }
        let signature = match name {
            "weeks_since" => "weeks_since(event.name)",
            "after" => "after(event.name, weeks)",
            "within" => "within(event.name, weeks)",
            _ => {
                let known = [
                    "min",
                    "max",
                    "clamp",
                    "ramp",
                    "abs",
                    "if",
                    "known",
                    "weeks_since",
                    "after",
                    "within",
                ];
                let message = format!("there is no function `{name}`");
                return Err(Fault {
                    code: "H0403",
                    place: place.clone(),
                    message,
                    help: suggestion(name, known),
                });
            }
        };
        count(if name == "weeks_since" { 1 } else { 2 }, signature)?;
        let What::Name(subject) = &arguments[0].what else {
            let message = "an event or a decision is wanted here".to_owned();
            return Err(Fault {
                code: "H0403",
                place: arguments[0].place.clone(),
                message,
                help: format!("it is written {signature}"),
            });
        };
        let Some(entry) = self.entry(subject) else {
            return Err(self.unknown(subject, &arguments[0].place, None));
        };
        let var = entry.var;
        if !matches!(var.family, Family::Event | Family::Decision) {
            let message = format!("`{subject}` is neither an event nor a decision");
            return Err(Fault {
                code: "H0403",
                place: arguments[0].place.clone(),
                message,
                help: format!("it is written {signature}"),
            });
        }
        if name == "weeks_since" {
            self.push(Step::WeeksSince(var), place)?;
            return Ok(Type::Number);
        }
        self.emit_as(&arguments[1], &Type::Number)?;
        self.fold(if name == "after" { Step::After(var) } else { Step::Within(var) }, 1);
        Ok(Type::Truth)
    }
}
