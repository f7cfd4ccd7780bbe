// A thread reads what it was lent, and the scope's own function assigns to it meanwhile.
use std::thread;

fn main() {
    let mut limit = 10;
    let mut reached = 0;
    thread::scope(|s| {
        s.spawn(|| while reached < limit { reached += 1 });
        limit = 20; // expected-error {{[E0506]}}
    });
    println!("{limit} {reached}");
}
