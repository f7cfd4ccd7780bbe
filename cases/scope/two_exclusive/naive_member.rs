// The same member of a struct, in two threads.
use std::thread;

#[derive(Default)]
struct Totals {
    hits: i32,
    misses: i32,
}

fn main() {
    let mut totals = Totals::default();
    thread::scope(|s| {
        s.spawn(|| totals.misses += 1);
        s.spawn(|| totals.hits += 1);
        s.spawn(|| totals.hits += 1); // expected-error {{[E0499]}}
    });
    std::process::exit(totals.hits - 2);
}
