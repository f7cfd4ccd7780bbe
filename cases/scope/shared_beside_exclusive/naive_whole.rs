// One thread reads the struct as a whole, another one changes a member of it.
use std::thread;

#[derive(Debug, Default)]
struct Totals {
    hits: i32,
    misses: i32,
}

fn main() {
    let mut totals = Totals { misses: 1, ..Default::default() };
    thread::scope(|s| {
        s.spawn(|| println!("{totals:?} {}", totals.misses));
        s.spawn(|| totals.hits += 1); // expected-error {{[E0502]}}
    });
}
