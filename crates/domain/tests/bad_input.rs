//! Files that are refused, each with a message that names the place; and odd text that is kept.

use domain::scenario::Scenario;
use serde_json::{Value as Json, json};
use std::error::Error;

type Outcome = Result<(), Box<dyn Error>>;

fn file() -> Json {
    json!({
        "municipality": "Druten",
        "villages": ["Afferden", "Puiflijk"],
        "period": {"from": "2026-09-01", "until": "2026-11-30"},
        "coaches": [{"key": "c1", "name": "Marloes", "team": "West"}],
        "people": [
            {"key": "p1", "name": "Gerda", "birth_year": 1963, "village": "Afferden", "team": "West",
             "group": "participatie", "law": "Wmo", "inflow": "krant", "language_signal": false,
             "consents": ["huisarts"]},
            {"key": "p2", "name": "Henk", "team": "West"},
        ],
        "conversations": [
            {"key": "g1", "coach": "c1", "person": "p1", "at": "2026-09-07T09:30:00+02:00", "minutes": 60,
             "place": "thuis", "kind": "eerste gesprek", "wish": "", "strengths": "",
             "themes": [{"theme": "gezin", "note": "goed"}], "barriers": [{"kind": "taal", "hindrance": 2}],
             "ladder": 3, "zrm": {"Financiën": 2}, "positive_health": {"meedoen": 4}},
        ],
        "agreements": [{"person": "p1", "conversation": "g1", "text": "Ik kook.", "weeks": 4,
             "max_cost_eur": 100, "funding": "GIDS", "signed": ["inwoner"]}],
        "referrals": [{"person": "p1", "conversation": "g1", "to": "sport", "funding": "GIDS",
             "cost_eur": 10, "status": "gestart"}],
        "groups": [{"key": "gr1", "name": "Soep", "village": "Puiflijk", "initiative": true,
             "sessions": [{"at": "2026-09-22T10:00:00+02:00", "coach": "c1", "place": "buiten",
                 "attendees": ["p1"], "shared_note": "soep", "private_notes": {"p1": "stil"}}]}],
        "outcomes": [{"person": "p1", "at": "2026-10-12", "kind": "opleiding"}],
    })
}

/// The message for the file with one value put at `pointer` (RFC 6901).
fn refusal(pointer: &str, value: Json) -> String {
    let mut file = file();
    let (parent, name) = pointer.rsplit_once('/').unwrap_or_default();
    match file.pointer_mut(parent) {
        Some(Json::Object(fields)) => {
            fields.insert(name.to_owned(), value);
        }
        Some(Json::Array(items)) => items.push(value),
        _ => return format!("nothing at {parent}"),
    }
    match Scenario::parse(&file.to_string()) {
        Ok(_) => "accepted".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn the_file_itself_is_right() -> Outcome {
    Scenario::parse(&file().to_string())?;
    Ok(())
}

#[test]
fn refusals_name_the_place_and_the_reason() {
    let again = json!({"key": "p1", "name": "Gerda", "team": "West"});
    let talk = json!({"key": "g1", "coach": "c1", "person": "p1", "at": "2026-09-07T09:30:00Z",
        "place": "thuis", "kind": "nazorg"});
    let cases = [
        // Unknown words.
        (
            "/conversations/0/themes/0/theme",
            json!("xyz"),
            r#"conversations[0].themes[0].theme: "xyz" is not a theme"#,
        ),
        (
            "/conversations/0/place",
            json!("maan"),
            r#"conversations[0].place: "maan" is not a place"#,
        ),
        (
            "/conversations/0/zrm/Geluk",
            json!(3),
            r#"conversations[0].zrm.Geluk: "Geluk" is not a zrm domain"#,
        ),
        (
            "/people/0/law",
            json!("wmo"),
            r#"people[0].law: "wmo" is not a law"#,
        ),
        (
            "/people/0/consents/-",
            json!("tante"),
            r#"people[0].consents[1]: "tante" is not a referral to"#,
        ),
        (
            "/agreements/0/signed/-",
            json!("buurman"),
            r#"agreements[0].signed[1]: "buurman" is not a signed by"#,
        ),
        (
            "/outcomes/0/kind",
            json!("loterij"),
            r#"outcomes[0].kind: "loterij" is not a outcome kind"#,
        ),
        // Keys that point to nothing.
        (
            "/conversations/0/person",
            json!("p9"),
            r#"conversations[0].person: "p9" is not among the people of this file"#,
        ),
        (
            "/conversations/0/coach",
            json!("c9"),
            r#"conversations[0].coach: "c9" is not among the coaches of this file"#,
        ),
        (
            "/referrals/0/conversation",
            json!("g9"),
            r#"referrals[0].conversation: "g9" is not among the conversations of this file"#,
        ),
        (
            "/referrals/0/person",
            json!("p2"),
            r#"referrals[0].conversation: conversation "g1" is with somebody else"#,
        ),
        (
            "/people/0/village",
            json!("Rome"),
            r#"people[0].village: "Rome" is not among the villages of this file"#,
        ),
        (
            "/people/0/team",
            json!("Noord"),
            r#"people[0].team: "Noord" is not among the teams of this file"#,
        ),
        (
            "/groups/0/sessions/0/attendees/-",
            json!("p9"),
            r#"groups[0].sessions[0].attendees[1]: "p9" is not among the people of this file"#,
        ),
        (
            "/groups/0/sessions/0/private_notes/p9",
            json!("x"),
            r#"groups[0].sessions[0].private_notes.p9: "p9" is not among the people of this file"#,
        ),
        // The same twice.
        ("/people/-", again, r#"people[2].key: "p1" is there twice"#),
        (
            "/conversations/-",
            talk,
            r#"conversations[1].key: "g1" is there twice"#,
        ),
        (
            "/conversations/0/barriers/-",
            json!({"kind": "taal", "hindrance": 1}),
            r#"conversations[0].barriers[1].kind: "taal" is there twice"#,
        ),
        (
            "/villages/-",
            json!("AFFERDEN"),
            r#"villages[2]: "AFFERDEN" is there twice"#,
        ),
        (
            "/groups/0/sessions/0/attendees/-",
            json!("p1"),
            r#"groups[0].sessions[0].attendees[1]: "p1" is there twice"#,
        ),
        // Wrong types and missing fields.
        (
            "/people/0/birth_year",
            json!("1963"),
            "people[0].birth_year: is not a whole number",
        ),
        (
            "/conversations/0/minutes",
            json!(60.5),
            "conversations[0].minutes: is not a whole number",
        ),
        (
            "/conversations/0/minutes",
            json!(u64::MAX),
            "conversations[0].minutes: is not a whole number",
        ),
        (
            "/conversations/0/at",
            json!("2026-09-07 9:30"),
            "conversations[0].at: is not a moment (RFC 3339)",
        ),
        (
            "/outcomes/0/at",
            json!("2026-9-1"),
            "outcomes[0].at: is not a date (YYYY-MM-DD)",
        ),
        (
            "/outcomes/0/at",
            json!("2026-02-30"),
            "outcomes[0].at: is not a date (YYYY-MM-DD)",
        ),
        (
            "/period/from",
            json!("gisteren"),
            "period.from: is not a date (YYYY-MM-DD)",
        ),
        (
            "/people/0/language_signal",
            json!("nee"),
            "people[0].language_signal: is not yes or no",
        ),
        ("/people", json!({}), "people: is not a list"),
        ("/people/-", json!("Gerda"), "people[2]: is not an object"),
        (
            "/conversations/0/zrm",
            json!([]),
            "conversations[0].zrm: is not an object",
        ),
        (
            "/conversations/0/wish",
            json!(["een", "twee"]),
            "conversations[0].wish: is not text",
        ),
        ("/people/0/name", Json::Null, "people[0].name: is missing"),
        ("/people/0/name", json!(" "), "people[0].name: is empty"),
        (
            "/villages/-",
            json!("القرية"),
            r#"villages[2]: "القرية" cannot be made into a code"#,
        ),
        // Unknown fields, everywhere.
        (
            "/mood",
            json!("good"),
            "mood: is not a field of this format",
        ),
        (
            "/people/0/bsn",
            json!("123456782"),
            "people[0].bsn: is not a field of this format",
        ),
        (
            "/conversations/0/themes/0/mood",
            json!("ja"),
            "conversations[0].themes[0].mood: is not a field of this format",
        ),
        (
            "/groups/0/sessions/0/x",
            json!(1),
            "groups[0].sessions[0].x: is not a field of this format",
        ),
        // Limits.
        (
            "/people/0/birth_year",
            json!(1850),
            "people[0].birth_year: 1850 is not from 1900 to 2100",
        ),
        (
            "/conversations/0/barriers/0/hindrance",
            json!(4),
            "conversations[0].barriers[0].hindrance: 4 is not from 0 to 3",
        ),
        (
            "/conversations/0/ladder",
            json!(0),
            "conversations[0].ladder: 0 is not from 1 to 6",
        ),
        (
            "/conversations/0/positive_health/meedoen",
            json!(11),
            "conversations[0].positive_health.meedoen: 11 is not from 0 to 10",
        ),
        (
            "/agreements/0/max_cost_eur",
            json!(-1),
            "agreements[0].max_cost_eur: -1 is not from 0 to 1000000",
        ),
        (
            "/conversations/0/wish",
            json!("é".repeat(100_000)),
            "conversations[0].wish: has 100000 characters; the limit is 20000",
        ),
        (
            "/groups/0/sessions/0/private_notes/p1",
            json!("a\0b"),
            "groups[0].sessions[0].private_notes.p1: holds a NUL character",
        ),
        (
            "/conversations/0/themes/0/note",
            json!("a\0b"),
            "conversations[0].themes[0].note: holds a NUL character",
        ),
        (
            "/people/0/name",
            json!("a\nb"),
            "people[0].name: holds a line break",
        ),
        (
            "/people/0/name",
            json!("a".repeat(121)),
            "people[0].name: has 121 characters; the limit is 120",
        ),
    ];
    for (pointer, value, message) in cases {
        assert_eq!(refusal(pointer, value), message);
    }
}

#[test]
fn messages_do_not_repeat_long_texts() {
    let message = refusal("/conversations/0/place", json!("ë".repeat(100)));
    assert_eq!(
        message,
        format!(
            "conversations[0].place: \"{}…\" is not a place",
            "ë".repeat(60)
        )
    );
    let message = refusal(&format!("/{}", "x".repeat(100_000)), json!(1));
    assert!(message.len() < 200, "{message}");
}

#[test]
fn files_that_are_not_json_are_refused_with_line_and_column() {
    let cases = [
        ("", "line 1, column 0: EOF while parsing a value"),
        (
            "{\n  \"municipality\": Druten\n}",
            "line 2, column 19: expected value",
        ),
        (
            "\u{feff}{}",
            "line 1, column 1: the file starts with a byte order mark; save it as UTF-8 without one",
        ),
        ("{} {}", "line 1, column 4: trailing characters"),
        (
            r#"{"municipality": "\ud800"}"#,
            "line 1, column 25: unexpected end of hex escape",
        ),
        (
            "{\n\"people\": [],\n\"people\": []}",
            "line 3, column 8: field \"people\" is there twice",
        ),
        (
            r#"{"municipality": "A", "zrm": {"a": 1, "a": 2}}"#,
            "line 1, column 41: field \"a\" is there twice",
        ),
        ("[]", "the file: is not an object"),
        ("{}", "municipality: is missing"),
    ];
    for (file, message) in cases {
        let refused = Scenario::parse(file)
            .map(|_| ())
            .map_err(|error| error.to_string());
        assert_eq!(refused, Err(message.to_owned()));
    }
    let deep = "[".repeat(100_000);
    assert!(Scenario::parse(&deep).is_err());
}

#[test]
fn odd_text_is_kept_byte_for_byte() -> Outcome {
    let texts = [
        "👩🏽‍🌾 met 🥕",
        "مرحبا — שלום — \u{202e}omgekeerd\u{202c}",
        "<script>alert(1)</script>",
        "'; DROP TABLE people; -- \\ % _ \"",
        "regel een\nregel twee\r\n\ttab\u{b}",
        "e\u{301} is niet é; \u{200b}\u{feff}onzichtbaar",
        "  spaties aan de rand  ",
        "\u{1}\u{7f}\u{fffd}",
    ];
    for text in texts {
        let mut file = file();
        file["conversations"][0]["wish"] = json!(text);
        file["conversations"][0]["themes"][0]["note"] = json!(text);
        let records = Scenario::parse(&file.to_string())?.records(None)?;
        let kept = |kind, field| {
            records
                .iter()
                .find(|record| record.kind == kind)
                .and_then(|record| record.text(field))
        };
        assert_eq!(kept("conversation", "wish"), Some(text));
        assert_eq!(kept("theme_note", "note"), Some(text));
    }
    Ok(())
}

#[test]
fn a_text_of_exactly_the_limit_is_kept() {
    assert_eq!(
        refusal("/conversations/0/wish", json!("é".repeat(20_000))),
        "accepted"
    );
}

#[test]
fn a_theme_that_comes_back_keeps_both_notes() -> Outcome {
    let mut file = file();
    file["conversations"][0]["themes"] = json!([
        {"theme": "gezin", "note": "eerst"}, {"theme": "verlies"}, {"theme": "gezin", "note": "later"}
    ]);
    let records = Scenario::parse(&file.to_string())?.records(None)?;
    let notes: Vec<_> = records
        .iter()
        .filter(|record| record.kind == "theme_note")
        .collect();
    assert_eq!(notes.len(), 2);
    assert!(
        notes
            .iter()
            .any(|note| note.text("note") == Some("eerst\n\nlater"))
    );
    let half = "x".repeat(10_000);
    let again = json!([{"theme": "gezin", "note": half}, {"theme": "gezin", "note": half}]);
    let message = refusal("/conversations/0/themes", again);
    assert_eq!(
        message,
        "conversations[0].themes[1]: has 20002 characters; the limit is 20000"
    );
    Ok(())
}
