// A member is lent, and the struct around it gets another value.
use std::thread;

#[derive(Default)]
struct Totals {
    hits: i32,
    misses: i32,
}

fn main() {
    let mut totals = Totals::default();
    thread::scope(|s| {
        s.spawn(|| println!("{}", totals.hits));
        totals = Totals { hits: 1, misses: 2 }; // expected-error {{[E0506]}}
    });
    println!("{}", totals.misses);
}
