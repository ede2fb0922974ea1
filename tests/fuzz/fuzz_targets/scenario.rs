//! A scenario file: read whole or refused.

#![no_main]

use domain::scenario::Scenario;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(scenario) = Scenario::parse(text) else {
        return;
    };
    let all = scenario.records(None).expect("without a coach all are given");
    let by_coach = scenario.coaches().iter().map(|coach| {
        let taken = scenario.records(Some(&coach.key)).expect("the coach is there");
        taken.len()
    });
    assert!(by_coach.sum::<usize>() <= all.len(), "a record has two coaches");
    for record in all.iter().chain(&scenario.town_records()) {
        let kind = domain::kinds::kind(&record.kind).expect("a known kind");
        for (field, value) in &record.fields {
            kind.check(field, value).expect("a value that fits its field");
        }
    }
});
