// A member is lent to one thread, and the struct as a whole to another.
use std::thread;

#[derive(Default)]
struct Totals {
    hits: i32,
    misses: i32,
}

fn main() {
    let mut totals = Totals::default();
    thread::scope(|s| {
        s.spawn(|| totals.hits += 1);
        let all = &mut totals; // expected-error {{[E0499]}}
        s.spawn(move || all.hits += 1);
    });
    std::process::exit(totals.hits - 2 + totals.misses);
}
