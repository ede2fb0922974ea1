//! Every order in which three devices can do three things each.

use simulation::{History, Meanwhile, Step, replay, report, run_all};

const DEVICES: usize = 3;

/// All orders of three times three turns: which device is next.
fn orders(left: [usize; DEVICES]) -> Vec<Vec<usize>> {
    if left == [0; DEVICES] {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for device in 0..DEVICES {
        let mut rest = left;
        let Some(fewer) = rest[device].checked_sub(1) else {
            continue;
        };
        rest[device] = fewer;
        for mut order in orders(rest) {
            order.insert(0, device);
            all.push(order);
        }
    }
    all
}

fn sync(desk: usize) -> Step {
    Step::Sync {
        desk,
        fault: simulation::Fault::None,
        meanwhile: Meanwhile::Nothing,
    }
}

/// Everybody works on the same text, or the same record.
const PICK: usize = 0;

/// Plays a programme of three steps in every order.
fn every_order_of(test: &'static str, programme: impl Fn(usize) -> [Step; 3]) {
    let orders = orders([3; DEVICES]);
    assert_eq!(orders.len(), 1680);
    let history = |n: u64| {
        let mut done = [0; DEVICES];
        let steps = orders[n as usize].iter().map(|desk| {
            let step = programme(*desk)[done[*desk]].clone();
            done[*desk] += 1;
            step
        });
        History {
            test,
            seed: n,
            desks: (0..DEVICES).collect(),
            steps: steps.enumerate().collect(),
        }
    };
    if !replay(history) {
        let histories: Vec<_> = (0..orders.len() as u64).map(history).collect();
        run_all(&histories).unwrap_or_else(|broken| report(&broken));
    }
}

#[test]
fn typing_syncing_and_typing_on() {
    every_order_of("interleavings typing_syncing_and_typing_on", |desk| {
        [
            Step::Fill { desk, pick: PICK },
            sync(desk),
            Step::Type {
                desk,
                pick: PICK,
                times: 1,
            },
        ]
    });
}

#[test]
fn each_in_another_way() {
    every_order_of("interleavings each_in_another_way", |desk| match desk {
        0 => [
            Step::Fill { desk, pick: PICK },
            sync(desk),
            Step::Remove { desk, pick: PICK },
        ],
        1 => [
            Step::Open { desk, pick: PICK },
            sync(desk),
            Step::Type {
                desk,
                pick: PICK,
                times: 2,
            },
        ],
        _ => [sync(desk), Step::Fill { desk, pick: PICK }, sync(desk)],
    });
}
