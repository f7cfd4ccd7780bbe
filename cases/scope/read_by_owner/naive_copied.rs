// A member is lent, and the struct around it copied.
use std::thread;

#[derive(Clone, Copy, Default)]
struct Totals {
    hits: i32,
    misses: i32,
}

fn main() {
    let mut totals = Totals::default();
    thread::scope(|s| {
        s.spawn(|| totals.misses = 2);
        let copy = totals; // expected-error {{[E0503]}}
        println!("{}", copy.hits + copy.misses);
    });
}
