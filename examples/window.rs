//! The window with an invented game in it, to try the window alone:
//! `cargo run --example window -- [weeks] [picture.png] [es]`.

use std::{collections::BTreeMap, env, process::ExitCode};

use hokushin::game::{
    Counter, DecisionOption, Game, Happening, Language, Outcome, PendingDecision, PlayOptions,
    Quantity, ViewModel, play,
};

/// A game that counts weeks and asks a question in every eighth.
#[derive(Default)]
struct Invented {
    weeks: u32,
    pending: bool,
    answers: Vec<usize>,
}

impl Game for Invented {
    fn view(&self, language: Language) -> ViewModel {
        let say = |english: &str, spanish: &str| match language {
            Language::English => english.to_owned(),
            Language::Spanish => spanish.to_owned(),
        };
        let quantity = |label: String, value: &str, unit: &str| Quantity {
            label,
            value: value.into(),
            unit: unit.into(),
            tip: say("An invented number.", "Un número inventado."),
        };
        let counter = |region: &str, power: &str, name: &str, divisions| Counter {
            region: region.into(),
            power: power.into(),
            divisions,
            name: name.into(),
        };
        let mut controllers = BTreeMap::new();
        if self.weeks > 4 {
            controllers.insert("indochina".into(), "japan".into());
        }
        ViewModel {
            title: say("An invented game", "Un juego inventado"),
            date: say(&format!("Week {}, 1941", self.weeks + 1), &format!("Semana {}, 1941", self.weeks + 1)),
            seed: 1941,
            pact: say("in force, 4 y 9 m left", "vigente, quedan 4 a 9 m"),
            quantities: vec![
                quantity(say("Japan's oil", "Petróleo de Japón"), "6.42", "Mt"),
                quantity(say("Shipping", "Flota mercante"), "5.91", "Mt"),
                quantity(say("Kwantung Army", "Ejército de Kwantung"), "12", "div"),
                quantity(say("Soviet Far East", "Lejano Oriente"), "24", "div"),
                quantity(say("Moscow", "Moscú"), "310", "km"),
            ],
            chronicle: (0..self.weeks)
                .map(|week| Happening {
                    date: say(&format!("Week {}", week + 1), &format!("Semana {}", week + 1)),
                    text: say(
                        "The border posts on the Ussuri report patrols on the far bank; nobody fires.",
                        "Los puestos del Ussuri informan de patrullas en la otra orilla; nadie dispara.",
                    ),
                    because: if week % 2 == 0 { vec![say("The thaw has come.", "Ha llegado el deshielo.")] } else { vec![] },
                })
                .collect(),
            controllers,
            counters: vec![
                counter("manchukuo_east", "japan", "3rd Army", 4.0),
                counter("manchukuo_north", "japan", "4th Army", 3.0),
                counter("manchukuo_west", "japan", "6th Army", 2.0),
                counter("manchukuo_center", "japan", "Kwantung reserve", 3.0),
                counter("primorye_south", "soviet", "25th Army", 9.5),
                counter("khabarovsk", "soviet", "15th Army", 5.0),
                counter("amur", "soviet", "2nd Red Banner", 4.0),
                counter("transbaikal", "soviet", "36th Army", 6.0),
                counter("mongolia_east", "soviet", "17th Army", 3.0),
                counter("north_china", "japan", "North China Area Army", 10.0),
                counter("wuhan", "japan", "11th Army", 8.0),
                counter("szechwan", "china", "Reserve", 30.0),
            ],
            decision: self.pending.then(|| PendingDecision {
                title: say("The Imperial Conference of 2 July", "La Conferencia Imperial del 2 de julio"),
                question: say(
                    "Germany has been at war with the Soviet Union for ten days. Does Japan keep the pact, prepare, or strike north?",
                    "Alemania lleva diez días en guerra con la Unión Soviética. ¿Mantiene Japón el pacto, se prepara o ataca al norte?",
                ),
                actor: "japan".into(),
                options: [("Wait for the ripe persimmon", true), ("Go south first", true), ("Strike north in August", true), ("Denounce the pact", false)]
                    .into_iter()
                    .map(|(label, available)| DecisionOption {
                        label: label.into(),
                        meaning: say(
                            "Reinforce the Kwantung Army and strike only if the Soviet Far East is half emptied.",
                            "Reforzar el Ejército de Kwantung y atacar solo si el Lejano Oriente queda medio vacío.",
                        ),
                        note: say("Considered by the Army General Staff; probability 0.42", "Considerado por el Estado Mayor; probabilidad 0,42"),
                        available,
                    })
                    .collect(),
            }),
            finished: self.finished().then(|| Outcome {
                title: say("The pact holds", "El pacto se mantiene"),
                text: say("Neither side broke it.", "Ninguna parte lo rompió."),
            }),
        }
    }

    fn open_week(&mut self) {
        self.pending = self.weeks % 8 == 3;
    }

    fn pending(&self) -> bool {
        self.pending
    }

    fn answer(&mut self, option: usize) {
        self.answers.push(option);
        self.pending = false;
    }

    fn play_week(&mut self) {
        self.weeks += 1;
    }

    fn finished(&self) -> bool {
        self.weeks >= 30
    }

    fn region_contents(&self, region: &str, _: Language) -> Vec<String> {
        vec![format!("id: {region}")]
    }
}

fn main() -> ExitCode {
    let mut arguments: Vec<String> = env::args().skip(1).collect();
    let spanish = arguments.iter().position(|argument| argument == "es");
    if let Some(place) = spanish {
        arguments.remove(place);
    }
    let options = PlayOptions {
        weeks: arguments.first().and_then(|weeks| weeks.parse().ok()),
        screenshot: arguments.get(1).map(Into::into),
        language: if spanish.is_some() {
            Language::Spanish
        } else {
            Language::English
        },
    };
    match play(Box::new(Invented::default()), options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
