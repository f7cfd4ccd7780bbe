// Each turn lends a string of its own, which ends with the turn.
use std::thread;

fn main() {
    thread::scope(|s| {
        for _ in 0..3 {
            let mut text = "a".repeat(40);
            let lent = &mut text; // expected-error {{[E0597]}}
            s.spawn(move || lent.push('!'));
        }
    });
}
