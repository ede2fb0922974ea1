//! What of an answer arrived at once.

use replication::session::Effect;

/// What arrived together is stored together, as each commit waits for the disk.
pub(super) fn in_one_go(arrived: Vec<Effect>) -> Vec<Effect> {
    let mut together: Vec<Effect> = Vec::new();
    for effect in arrived {
        match (together.last_mut(), effect) {
            (Some(Effect::Feed(first)), Effect::Feed(next)) => {
                first.changes.extend(next.changes);
                first.authors.extend(next.authors);
                first.access.extend(next.access);
                first.cursor = next.cursor;
            }
            (_, effect) => together.push(effect),
        }
    }
    together
}

/// True when storing these changes nothing that the next request depends on: the session knows
/// already how far they come.
pub(super) fn are_news_alone(arrived: &[Effect]) -> bool {
    let fits = |effect: &Effect| match effect {
        Effect::Feed(feed) => feed.access.is_empty(),
        Effect::Ended { .. } => true,
        _ => false,
    };
    arrived.len() > 1 && arrived.iter().all(fits)
}
