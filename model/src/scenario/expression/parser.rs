//! From text to a tree: numbers, dates, names, calls, operators. Every node keeps
//! its place in the text, so that the compiler can point at what it does not like.
//!
//! A row of operators, however long, is one node: the tree is only as deep as its
//! brackets, and so is every walk over it.

use crate::scenario::limits;

/// A stretch of bytes inside an expression's text.
pub type Place = std::ops::Range<usize>;

/// Something wrong in an expression: where, what, and what would be right.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Stable code.
    pub code: &'static str,
    /// Where in the expression's text.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub help: String,
}

/// A node of the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub what: What,
    /// Where it stands.
    pub place: Place,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A number, or a date as a day number.
    Number(f64),
    /// `true` or `false`.
    Truth(bool),
    /// A dotted name, or a state.
    Name(String),
    /// `name(arguments)`.
    Call(String, Vec<Node>),
    /// `not a` or `-a`.
    Prefix(&'static str, Box<Node>),
    /// `a + b - c` and the like: a first part, and what is done to it, from left to right.
    Row(Box<Node>, Vec<(&'static str, Node)>),
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(f64),
    Word(String),
    Sign(&'static str),
}

/// Signs, the longer before the shorter that begins like it.
const SIGNS: &[&str] =
    &["+=", "-=", "*=", "==", "!=", "<=", ">=", "<", ">", "=", "+", "-", "*", "/", "(", ")", ","];

/// The largest number that is read, of either sign.
pub const LARGEST: f64 = 1e12;

fn fault(place: Place, message: impl Into<String>, help: impl Into<String>) -> Fault {
    Fault { code: "H0400", place, message: message.into(), help: help.into() }
}

fn too_many(place: Place, what: &str, most: usize, help: &str) -> Fault {
    Fault { code: "H0305", place, message: format!("{what}: at most {most}"), help: help.into() }
}

fn tokens(text: &str) -> Result<Vec<(Token, Place)>, Fault> {
    let mut tokens = Vec::new();
    let mut terms = 0;
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let rest = &text[at..];
        let take = |belongs: fn(char) -> bool| rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        let length;
        let token = if first.is_ascii_digit() {
            if let Some((date, size)) = date_at(rest) {
                length = size;
                let day = date.map_err(|message| {
                    fault(at..at + size, message, "dates are written 1941-06-22")
                })?;
                Token::Number(f64::from(day))
            } else {
                length = take(|c| c.is_ascii_digit() || c == '.');
                let Ok(number) = rest[..length].parse::<f64>() else {
                    return Err(fault(
                        at..at + length,
                        format!("`{}` is not a number", &rest[..length]),
                        "numbers are written 12 or 0.5",
                    ));
                };
                if number > LARGEST {
                    return Err(Fault {
                        code: "H0301",
                        place: at..at + length,
                        message: "the number is too large".to_owned(),
                        help: format!("give one from 0 to {LARGEST}"),
                    });
                }
                Token::Number(number)
            }
        } else if first.is_ascii_alphabetic() || first == '_' {
            length = take(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.');
            Token::Word(rest[..length].to_owned())
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            length = sign.len();
            Token::Sign(sign)
        } else {
            let wrong = at..at + first.len_utf8();
            return Err(fault(
                wrong,
                format!("`{first}` has no meaning here"),
                "operators: + - * / == != < <= > >= and or not",
            ));
        };
        terms += usize::from(match &token {
            Token::Number(_) => true,
            Token::Word(word) => !["and", "or", "not"].contains(&word.as_str()),
            Token::Sign(_) => false,
        });
        if terms > limits::TERMS {
            return Err(too_many(
                at..at + length,
                "the expression has too many numbers and names",
                limits::TERMS,
                "split it with a variable of the scenario's own",
            ));
        }
        tokens.push((token, at..at + length));
        at += length;
    }
    Ok(tokens)
}

/// A date at the beginning of a text, as a day number, with its length.
fn date_at(text: &str) -> Option<(Result<i32, String>, usize)> {
    let date = text.get(..10)?;
    let fits = date
        .bytes()
        .enumerate()
        .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    let ends = !text[10..].starts_with(|c: char| c.is_ascii_digit());
    (fits && ends).then(|| (day_number(date), 10))
}

/// Days between 1941-01-06 and the farthest day that a date can name, before or after: a
/// hundred years, since men held office before the war and after it.
pub const FARTHEST: i32 = 36_525;

/// The day of a date written `1941-06-22`, counted from 1941-01-06.
///
/// # Errors
/// A sentence when there is no such date, or when it is more than a hundred years away.
pub fn day_number(text: &str) -> Result<i32, String> {
    let shape = |(at, byte): (usize, u8)| {
        if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() }
    };
    let written = text.len() == 10 && text.bytes().enumerate().all(shape);
    let date: Option<jiff::civil::Date> = text.parse().ok().filter(|_| written);
    let date = date.ok_or_else(|| format!("there is no date `{text}`"))?;
    let day = (date - jiff::civil::date(1941, 1, 6)).get_days();
    if day.abs() > FARTHEST {
        return Err(format!("{text} is more than a hundred years from 1941"));
    }
    Ok(day)
}

/// The date of a day counted from 1941-01-06, as it is written.
#[must_use]
pub fn date_number(day: i32) -> String {
    let first = jiff::civil::date(1941, 1, 6);
    first.checked_add(jiff::Span::new().days(day)).unwrap_or(first).to_string()
}

struct Parser<'a> {
    tokens: &'a [(Token, Place)],
    next: usize,
    end: usize,
    depth: usize,
}

/// How tightly an operator binds; higher binds tighter.
fn binding(operator: &str) -> Option<(u8, &'static str)> {
    Some(match operator {
        "or" => (1, "or"),
        "and" => (2, "and"),
        "==" => (4, "=="),
        "!=" => (4, "!="),
        "<" => (4, "<"),
        "<=" => (4, "<="),
        ">" => (4, ">"),
        ">=" => (4, ">="),
        "+" => (5, "+"),
        "-" => (5, "-"),
        "*" => (6, "*"),
        "/" => (6, "/"),
        _ => return None,
    })
}

impl Parser<'_> {
    fn peek(&self) -> Option<&(Token, Place)> {
        self.tokens.get(self.next)
    }

    fn here(&self) -> Place {
        self.peek().map_or(self.end.saturating_sub(1)..self.end, |(_, place)| place.clone())
    }

    fn sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some((Token::Sign(found), _)) if *found == sign);
        self.next += usize::from(found);
        found
    }

    fn expression(&mut self, least: u8) -> Result<Node, Fault> {
        self.depth += 1;
        if self.depth > limits::DEPTH {
            return Err(too_many(
                self.here(),
                "the expression is nested too deeply",
                limits::DEPTH,
                "split it with a variable of the scenario's own",
            ));
        }
        let first = self.operand()?;
        let mut row = Vec::new();
        loop {
            let operator = match self.peek() {
                Some((Token::Sign(sign), _)) => sign,
                Some((Token::Word(word), _)) => word.as_str(),
                _ => break,
            };
            let Some((tightness, operator)) = binding(operator) else {
                break;
            };
            if tightness < least {
                break;
            }
            self.next += 1;
            row.push((operator, self.expression(tightness + 1)?));
        }
        self.depth -= 1;
        let Some((_, last)) = row.last() else {
            return Ok(first);
        };
        let place = first.place.start..last.place.end;
        Ok(Node { what: What::Row(first.into(), row), place })
    }

    fn operand(&mut self) -> Result<Node, Fault> {
        let place = self.here();
        let Some((token, _)) = self.peek().cloned() else {
            return Err(fault(
                place,
                "the expression ends too soon",
                "a number, a name or a parenthesis should follow",
            ));
        };
        self.next += 1;
        match token {
            Token::Number(number) => Ok(Node { what: What::Number(number), place }),
            Token::Word(word) if word == "true" || word == "false" => {
                Ok(Node { what: What::Truth(word == "true"), place })
            }
            Token::Word(word) if word == "not" => {
                let inner = self.expression(3)?;
                let place = place.start..inner.place.end;
                Ok(Node { what: What::Prefix("not", inner.into()), place })
            }
            Token::Word(word) if binding(&word).is_some() => Err(fault(
                place,
                format!("`{word}` needs something before it"),
                "a number, a name or a parenthesis",
            )),
            Token::Word(word) if self.sign("(") => {
                let mut arguments = Vec::new();
                while !self.sign(")") {
                    arguments.push(self.expression(0)?);
                    if !self.sign(",") && !matches!(self.peek(), Some((Token::Sign(")"), _))) {
                        return Err(fault(
                            self.here(),
                            format!("`{word}(` is not closed"),
                            "`,` or `)` should follow",
                        ));
                    }
                }
                Ok(Node { what: What::Call(word, arguments), place })
            }
            Token::Word(word) => Ok(Node { what: What::Name(word), place }),
            Token::Sign("-") => {
                let inner = self.expression(7)?;
                let place = place.start..inner.place.end;
                Ok(Node { what: What::Prefix("-", inner.into()), place })
            }
            Token::Sign("(") => {
                let inner = self.expression(0)?;
                if !self.sign(")") {
                    return Err(fault(
                        self.here(),
                        "a parenthesis is not closed",
                        "`)` should follow",
                    ));
                }
                Ok(inner)
            }
            Token::Sign(sign) => {
                let help = if sign == "=" {
                    "equality is written =="
                } else {
                    "a number, a name or a parenthesis should stand here"
                };
                Err(fault(place, format!("`{sign}` cannot stand here"), help))
            }
        }
    }
}

/// Reads an expression.
///
/// # Errors
/// The first fault found.
pub fn parse(text: &str) -> Result<Node, Fault> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, next: 0, end: text.len(), depth: 0 };
    let node = parser.expression(0)?;
    if parser.next < tokens.len() {
        let help = if matches!(parser.peek(), Some((Token::Sign("="), _))) {
            "equality is written =="
        } else {
            "an operator is missing before it, or it is one too many"
        };
        return Err(fault(parser.here(), "this does not belong to the expression", help));
    }
    Ok(node)
}

/// Splits an effect, `target = expression`, into its target, its sign and where the
/// expression begins.
///
/// # Errors
/// A fault when there is no target or no sign.
pub fn parse_effect(text: &str) -> Result<((String, Place), &'static str, usize), Fault> {
    let tokens = tokens(text)?;
    let help = "an effect is written `japan.oil.stock -= 2`, with = += -= or *=";
    match tokens.as_slice() {
        [
            (Token::Word(name), place),
            (Token::Sign(sign @ ("=" | "+=" | "-=" | "*=")), after),
            ..,
        ] => Ok(((name.clone(), place.clone()), sign, after.end)),
        _ => Err(fault(0..text.len().max(1), "this is not an effect", help)),
    }
}
