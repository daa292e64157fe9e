//! What a counterfactual does is told from what was compiled of it, with its own dates, in
//! both languages.

use std::path::PathBuf;

use crate::program::hokushin;
use hokushin::report::{Language, intervention};
use hokushin::scenario::library;
use hokushin::sim;

const CAMPAIGN: &str = "1941-neutrality-pact";

/// A counterfactual of its own for a test.
struct Written(PathBuf);

impl Written {
    fn new(name: &str, interventions: &str) -> Self {
        let file = format!("hokushin-interventions-{name}-{}.ron", std::process::id());
        let path = std::env::temp_dir().join(file);
        let text = format!(
            r#"Counterfactual(version: 1, scenario: "1941-neutrality-pact",
                title: (en: "A trial", es: "Una prueba"), question: (en: "Q?", es: "¿Q?"),
                defence: (en: "d", es: "d"), divergence: "1941-08-04", sources: [],
                consequent: (claim: "moscow_fell"),
                interventions: [{interventions}])"#
        );
        std::fs::write(&path, text).expect("it can be written");
        Self(path)
    }

    fn name(&self) -> String {
        self.0.display().to_string()
    }

    /// All that it does, in words.
    fn told(&self, language: Language) -> Vec<String> {
        told(&self.name(), language)
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn told(with: &str, language: Language) -> Vec<String> {
    let loaded = library::load(&sim::engine(), CAMPAIGN, &[with.to_owned()]).expect("it loads");
    let scenario = &loaded.scenario;
    scenario
        .interventions
        .iter()
        .map(|intervention| intervention::told(scenario, intervention, language))
        .collect()
}

/// No word of the file's language.
fn is_in_words(text: &str) -> bool {
    let raw = ["ForceOption", "SetVariable", "ForceNode", "ChangeParameter"];
    let mut raw = raw.into_iter().chain(["DropEvent", "AddEvent", "MoveEvent"]);
    !raw.any(|word| text.contains(&format!("{word}(")))
}

#[test]
fn a_comment_in_the_file_is_not_what_it_does() {
    let file = Written::new(
        "comment",
        r#"SetVariable(effect: "japan.oil.stock=40" /* effect: "japan.oil.stock = 7" */, on: "1941-08-04"),
           DropEvent(/* not event: "uranus" but */ event: "kiev")"#,
    );
    let told = file.told(Language::English);
    assert_eq!(
        told[0],
        "“Crude and products in store” is set to 40 million barrels (4 August 1941)"
    );
    assert!(told[1].starts_with("Ruled out: ") && told[1].contains("Kiev"), "{}", told[1]);
}

#[test]
fn each_thing_that_is_done_is_told_with_its_own_dates_in_both_languages() {
    let kinds: &[(&str, &str, &str)] = &[
        (
            r#"ForceOption(decision: "siberians", option: "hold", from: "1941-10-06", until: "1941-11-30")"#,
            "is laid down (from 6 October 1941 to 30 November 1941)",
            "queda impuesto (desde el 6 de octubre de 1941 hasta el 30 de noviembre de 1941)",
        ),
        (
            r#"SetVariable(effect: "japan.oil.stock = 2 * 20", on: "1941-08-11")"#,
            "“Crude and products in store” is set to 40 million barrels (11 August 1941)",
            "“Crudo y derivados almacenados” se fija en 40 millones de barriles (11 de agosto de 1941)",
        ),
        (
            r#"SetVariable(effect: "japan.oil.stock += 2.5", on: "1941-08-11")"#,
            "is raised by 2.5 million barrels (11 August 1941)",
            "sube en 2,5 millones de barriles (11 de agosto de 1941)",
        ),
        (
            r#"SetVariable(effect: "tokyo.believes.german_attack -= 0.125", on: "1941-08-11")"#,
            "is lowered by 12.5 points (11 August 1941)",
            "baja en 12,5 puntos (11 de agosto de 1941)",
        ),
        (
            r#"SetVariable(effect: "japan.oil.stock *= 0.5", on: "1941-08-11")"#,
            "is multiplied by 0.5 (11 August 1941)",
            "se multiplica por 0,5 (11 de agosto de 1941)",
        ),
        (
            r#"SetVariable(effect: "japan.oil.stock = (japan.shipping.afloat + 1) * 2", on: "1941-08-11")"#,
            "is set to (“Merchant ships afloat” + 1) × 2 (11 August 1941)",
            "se fija en (“Marina mercante a flote” + 1) × 2 (11 de agosto de 1941)",
        ),
        (
            r#"ForceNode(node: "weather.winter", value: 0.9, from: "1941-11-03", until: "1942-03-01")"#,
            "“How hard the winters are”: the draw is held at 0.9 of 1 (from 3 November 1941 to 1 March 1942)",
            "“Dureza de los inviernos”: el sorteo se fija en 0,9 de 1 (desde el 3 de noviembre de 1941 hasta el 1 de marzo de 1942)",
        ),
        (
            r#"ChangeParameter(parameter: "japan.strip", to: 0.5)"#,
            "[japan.strip] is set to 0.5 divisions a week, without the change ",
            "[japan.strip] se fija en 0,5 divisiones por semana; sin el cambio, ",
        ),
        (r#"DropEvent(event: "pearl_harbor")"#, "Ruled out: ", "Queda excluido: "),
        (
            r#"AddEvent(id: "storm", at: "1941-09-01", text: (en: "A storm; it passes.", es: "Una tormenta; pasa."), source: "assumed")"#,
            "Added: A storm (1 September 1941)",
            "Añadido: Una tormenta (1 de septiembre de 1941)",
        ),
        (
            r#"MoveEvent(event: "normandy", to: "1943-06-07")"#,
            "(7 June 1943)",
            "(7 de junio de 1943)",
        ),
    ];
    for (place, (intervention, en, es)) in kinds.iter().enumerate() {
        let file = Written::new(&format!("kind-{place}"), intervention);
        for (language, words) in [(Language::English, en), (Language::Spanish, es)] {
            let told = file.told(language);
            assert!(told.len() == 1 && told[0].contains(words), "{intervention}: {told:?}");
            assert!(is_in_words(&told[0]), "{told:?}");
        }
    }
}

#[test]
fn a_parameter_is_told_with_its_value_without_the_change() {
    let loaded = library::load(&sim::engine(), CAMPAIGN, &[]).expect("it loads");
    let known = loaded.scenario.parameters.iter().find(|known| known.name == "japan.strip");
    let known = known.expect("a parameter");
    let file = Written::new("parameter", r#"ChangeParameter(parameter: "japan.strip", to: 0.5)"#);
    let told = &file.told(Language::English)[0];
    let shown = hokushin::report::words::number(known.value, Language::English);
    assert!(told.contains(&format!("without the change {shown} divisions a week")), "{told}");
}

#[test]
fn what_every_shipped_counterfactual_does_is_in_words() {
    for entry in std::fs::read_dir("scenarios/counterfactuals").expect("a folder") {
        let name = entry.expect("a file").path().display().to_string();
        for language in [Language::English, Language::Spanish] {
            let interventions = told(&name, language);
            assert!(!interventions.is_empty(), "{name}");
            for intervention in interventions {
                assert!(
                    is_in_words(&intervention) && !intervention.contains('_'),
                    "{name}: {intervention}"
                );
            }
        }
    }
}

#[test]
fn commands_tell_the_interventions_in_words_and_the_graph_dates_each_by_itself() {
    let dot = std::env::temp_dir().join(format!("hokushin-pieces-{}.dot", std::process::id()));
    let file = dot.display().to_string();
    let subject = [CAMPAIGN, "--with", "sorge-false"];
    let explain = ["--seed", "3", "--most-runs", "30", "--dot", &file, "--format", "json"];
    let runs = ["--runs", "12", "--seed", "3"];
    let said = |words: &[&str]| {
        let output = hokushin(words);
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(is_in_words(&told), "{told}");
        told
    };
    let told = said(&[&["explain"], &subject[..], &explain[..]].concat());
    let graph = std::fs::read_to_string(&dot).expect("a graph");
    std::fs::remove_file(&dot).expect("removed");
    assert!(is_in_words(&graph) && graph.contains("the draw is held at 0.994"), "{graph}");
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    let intervention =
        told["links"].as_array().expect("links").iter().find(|link| link["id"] == "piece.2");
    assert_eq!(intervention.expect("a piece")["since"], "1941-08-04");
    for command in ["plausibility", "rewrite"] {
        let told = said(&[&[command], &subject[..], &runs[..]].concat());
        assert!(told.contains("the draw is held at 0.994"), "{command}: {told}");
        assert!(told.contains("from 4 August 1941"), "{command}: {told}");
    }
}
