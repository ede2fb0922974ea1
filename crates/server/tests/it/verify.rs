//! `verify` finds whatever was tampered with, and names the dossier.

use crate::stage::{Stage, created, person};
use replication::{Digest, DossierId, RecordId, RecordState};
use rusqlite::{Connection, params};
use std::process::Command;
use uuid::Uuid;

/// Two people with a talk each, one of which was removed.
async fn filled() -> (Stage, Uuid, Uuid) {
    let stage = Stage::start().await;
    let mut anna = stage.device("anna").await;
    let (gerda, henk) = (Uuid::now_v7(), Uuid::now_v7());
    let mut frame = Vec::new();
    for (id, name) in [(gerda, "Gerda"), (henk, "Henk")] {
        frame.push(anna.make(person(id, stage.team("Noord"), name)));
        frame.push(anna.make(created(id, "koken leren")));
    }
    let mut removal = frame[3].clone();
    removal.set = [("removed".to_owned(), true.into())].into();
    removal.over = [("removed".to_owned(), vec![frame[3].id])].into();
    frame.push(anna.make(removal));
    let answered = anna.sync(&[frame]).await.unwrap();
    assert!(answered.receipts.refused.is_empty());
    assert_eq!(stage.endpoint.storage().verify().await.unwrap(), []);
    (stage, gerda, henk)
}

fn beside(stage: &Stage) -> Connection {
    #[expect(
        clippy::disallowed_methods,
        reason = "somebody who is not the endpoint"
    )]
    let beside = Connection::open(stage.folder.path().join("meedoen.db")).unwrap();
    beside.pragma_update(None, "foreign_keys", false).unwrap();
    beside
}

#[tokio::test]
async fn what_was_tampered_with_is_found() {
    for sql in [
        // A value: its last byte.
        "UPDATE change SET sealed = CAST(substr(sealed, 1, length(sealed) - 1) || x'00' AS BLOB)
         WHERE position = (SELECT max(position) FROM change WHERE dossier = ?1)",
        // The heads of one record are those of another.
        "UPDATE record SET state = (SELECT state FROM record WHERE dossier <> ?1 LIMIT 1)
         WHERE id = ?1",
        "UPDATE record SET kind = 'group' WHERE id = ?1",
        "DELETE FROM record WHERE dossier = ?1 AND id <> ?1",
        "DELETE FROM change WHERE dossier = ?1 AND record <> ?1",
        "UPDATE dossier SET digest = zeroblob(16) WHERE id = ?1",
        "UPDATE dossier SET wrapped_key = zeroblob(length(wrapped_key)) WHERE id = ?1",
    ] {
        let (stage, gerda, _) = filled().await;
        let changed = beside(&stage).execute(sql, [gerda.as_bytes()]).unwrap();
        assert_eq!(changed, 1, "{sql}");
        let differ = stage.endpoint.storage().verify().await.unwrap();
        assert_eq!(differ.len(), 1, "{sql}");
        assert_eq!(differ[0].0, gerda, "{sql}");
    }
}

#[tokio::test]
async fn heads_that_were_tampered_with_are_found_also_where_the_digest_agrees() {
    let (stage, gerda, henk) = filled().await;
    let beside = beside(&stage);
    let state = |id: Uuid| -> Vec<u8> {
        let sql = "SELECT state FROM record WHERE id = ?1";
        let state = beside.query_row(sql, [id.as_bytes()], |row| row.get(0));
        state.unwrap()
    };
    let digest = |blob: &[u8]| RecordState::decode(blob).unwrap().digest(RecordId(gerda));
    let (own, others) = (state(gerda), state(henk));
    let sql = "UPDATE record SET state = ?2 WHERE id = ?1";
    beside
        .execute(sql, params![gerda.as_bytes(), others])
        .unwrap();
    let sql = "SELECT digest FROM dossier WHERE id = ?1";
    let sum: [u8; 16] = beside
        .query_row(sql, [gerda.as_bytes()], |row| row.get(0))
        .unwrap();
    let sum = Digest::from_bytes(sum)
        .minus(digest(&own))
        .plus(digest(&others));
    let sql = "UPDATE dossier SET digest = ?2 WHERE id = ?1";
    let summed = params![gerda.as_bytes(), sum.to_bytes()];
    beside.execute(sql, summed).unwrap();
    let differ = stage.endpoint.storage().verify().await.unwrap();
    assert_eq!(differ, [DossierId(gerda)]);
}

#[tokio::test]
async fn the_command_prints_which_and_fails() {
    let (stage, _, henk) = filled().await;
    let verify = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_meedoen-server"));
        command.env_remove("MEEDOEN_MASTER_KEY_FILE");
        command.env("RUST_LOG", "error");
        command.arg("--data").arg(stage.folder.path()).arg("verify");
        command.output().unwrap()
    };
    let good = verify();
    assert!(good.status.success() && good.stdout.is_empty(), "{good:?}");
    let sql = "UPDATE dossier SET digest = zeroblob(16) WHERE id = ?1";
    beside(&stage).execute(sql, [henk.as_bytes()]).unwrap();
    let bad = verify();
    assert_eq!(bad.status.code(), Some(1));
    assert_eq!(String::from_utf8(bad.stdout).unwrap(), format!("{henk}\n"));
    assert_eq!(String::from_utf8(bad.stderr).unwrap().lines().count(), 1);
}
