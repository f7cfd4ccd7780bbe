// The struct is lent as a whole, and one of its members is read beside it.
use std::thread;

#[derive(Default)]
struct Totals {
    hits: i32,
    misses: i32,
}

fn main() {
    let mut totals = Totals::default();
    let mut seen = 0;
    thread::scope(|s| {
        let all = &mut totals;
        s.spawn(move || all.misses = 2);
        if totals.misses == 2 { // expected-error {{[E0503]}}
            seen = 1;
        }
    });
    println!("{} {seen}", totals.hits);
}
