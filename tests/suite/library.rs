//! The library: one reading serves every part of a counterfactual, and a text that is
//! handed over serves as well as a file.

use hokushin::scenario::compile::Engine;
use hokushin::scenario::library::{self, Loaded, Opened, Selection, Written};
use hokushin::sim;

const CAMPAIGN: &str = "1941-neutrality-pact";

fn names(with: &[&str]) -> Vec<String> {
    with.iter().map(|&name| name.to_owned()).collect()
}

fn opened(scenario: &str, with: &[&str], given: &[Written]) -> Opened {
    library::open(scenario, &names(with), given).unwrap_or_else(|wrong| panic!("{wrong}"))
}

fn compiled(opened: &Opened, which: Selection<'_>) -> Loaded {
    opened.compile(&sim::engine(), which).unwrap_or_else(|wrong| panic!("{wrong}"))
}

/// All that reaches a history, and the fingerprint of its texts.
fn told(loaded: &Loaded) -> String {
    format!("{:?}", loaded.scenario)
}

#[test]
fn any_part_is_compiled_from_one_reading_as_from_files_read_anew() {
    let with = ["stalingrad-falls", "no-sorge"];
    let opened = opened(CAMPAIGN, &with, &[]);
    let anew = |with: &[&str]| {
        let loaded = library::load(&sim::engine(), CAMPAIGN, &names(with));
        told(&loaded.unwrap_or_else(|wrong| panic!("{wrong}")))
    };
    assert_eq!(opened.counterfactuals(), 2);
    let all = compiled(&opened, Selection::ALL);
    assert_eq!(told(&all), anew(&with));
    assert_eq!(all.interventions, opened.interventions().len());
    assert_eq!(told(&compiled(&opened, Selection::ALONE)), anew(&[]));
    for place in 0..2 {
        let only = |counterfactual| counterfactual == place;
        let one = compiled(&opened, Selection::counterfactuals(&only));
        assert_eq!(told(&one), anew(&with[place..=place]));
        assert_eq!(
            one.interventions,
            opened.interventions().iter().filter(|&&of| of == place).count()
        );
        assert_eq!(one.counterfactuals[0].id, with[place]);
    }
    let none = compiled(&opened, Selection::interventions(&|_| false));
    assert!(none.scenario.interventions.is_empty() && none.counterfactuals.is_empty());
    assert_eq!(none.interventions, all.interventions);
}

#[test]
fn an_intervention_keeps_its_place_whatever_is_chosen() {
    let opened = opened(CAMPAIGN, &["stalingrad-falls", "no-sorge"], &[]);
    let of = opened.interventions();
    assert!(of.is_sorted() && of[0] == 0 && of.last() == Some(&1));
    let interventions = |keep: &dyn Fn(usize) -> bool| {
        let which =
            Selection { counterfactuals: &|place| place == 1, ..Selection::interventions(keep) };
        compiled(&opened, which).scenario.interventions.len()
    };
    assert_eq!(interventions(&|intervention| of[intervention] == 0), 0);
    assert_eq!(
        interventions(&|intervention| of[intervention] == 1),
        of.iter().filter(|&&of| of == 1).count()
    );
}

#[test]
fn what_the_files_give_stays_beside_what_was_fitted() {
    for scenario in [CAMPAIGN, "1939-khalkhin-gol"] {
        let opened = opened(scenario, &[], &[]);
        let parameters = |which| {
            let scenario = compiled(&opened, which).scenario;
            scenario.parameters.into_iter().map(|known| known.value).collect::<Vec<f64>>()
        };
        let (fitted, own) = (parameters(Selection::ALL), parameters(Selection::ALL.unfitted()));
        assert_eq!(fitted.len(), own.len());
        assert_ne!(fitted, own);
    }
}

#[test]
fn the_texts_of_a_history_are_all_that_it_needs() {
    for (scenario, with) in [(CAMPAIGN, &["stalingrad-falls"][..]), ("1939-khalkhin-gol", &[])] {
        let opened = opened(scenario, with, &[]);
        let texts = opened.written();
        let ids: Vec<&str> = texts.iter().map(|text| text.id.as_str()).collect();
        assert_eq!(ids[0], scenario);
        assert_eq!(&ids[1..=with.len()], with);
        assert!(ids.contains(&"fitted/1941-neutrality-pact"), "{ids:?}");
        // Under names that no library has.
        let text = |id: &str| -> String {
            let text = texts.iter().find(|text| text.id == id).expect("a text").text.clone();
            text.replace(&format!("\"{CAMPAIGN}\""), "\"x\"")
                .replace("fitted/1941-neutrality-pact.ron", "fitted/x.ron")
        };
        let renamed = |id: &str| id.replace(CAMPAIGN, "x").replace("1939-khalkhin-gol", "y");
        let texts: Vec<Written> =
            ids.iter().map(|id| Written { id: renamed(id), text: text(id) }).collect();
        let again = library::open(&renamed(scenario), &names(with), &texts).expect("all is there");
        assert!(again.written() == texts);
        let (before, after) = (compiled(&opened, Selection::ALL), compiled(&again, Selection::ALL));
        let values = |loaded: &Loaded| {
            loaded.scenario.parameters.iter().map(|known| known.value).collect::<Vec<f64>>()
        };
        assert_eq!(values(&before), values(&after));
        assert_eq!(before.scenario.interventions, after.scenario.interventions);
    }
}

#[test]
fn a_text_goes_before_a_file_of_its_name_and_its_mistakes_are_located() {
    let text = |option: &str| {
        format!(
            r#"Counterfactual(
    version: 1,
    scenario: "1941-neutrality-pact",
    title: (en: "A", es: "A"),
    question: (en: "B", es: "B"),
    defence: (en: "C", es: "C"),
    divergence: "1941-07-02",
    sources: [],
    interventions: [
        ForceOption(decision: "kantokuen", option: "{option}"),
    ],
)"#
        )
    };
    let given = |text: String| [Written { id: "no-sorge".to_owned(), text }];
    let engine: Engine = sim::engine();
    let scenario = compiled(&opened(CAMPAIGN, &[], &[]), Selection::ALL).scenario;
    let decision = scenario.decisions.iter().find(|known| known.id == "kantokuen");
    let option = decision.expect("a decision").choices.first().expect("an option").id.as_str();
    let own = compiled(&opened(CAMPAIGN, &["no-sorge"], &given(text(option))), Selection::ALL);
    assert_eq!(own.counterfactuals[0].title.en, "A");
    for (text, place, code) in [
        (text("nothing"), "no-sorge.ron:10:", "H0"),
        (text(option).replace("version: 1", "version: 1, wrong: 2"), "no-sorge.ron:2:", "H0101"),
        (" \n".to_owned(), "no-sorge.ron:1:1", "H0005"),
    ] {
        let told = library::open(CAMPAIGN, &names(&["no-sorge"]), &given(text))
            .and_then(|opened| opened.compile(&engine, Selection::ALL))
            .expect_err("it is wrong")
            .to_string();
        assert!(told.starts_with(place) && told.contains(code), "{told}");
    }
    // Only who chooses a text is told what is wrong with it.
    let opened = opened(CAMPAIGN, &["no-sorge"], &given(text("nothing")));
    compiled(&opened, Selection::ALONE);
    let twice = library::open(CAMPAIGN, &names(&["no-sorge", "no-sorge"]), &given(text(option)));
    assert!(twice.expect_err("twice").to_string().contains("H0502"));
}
