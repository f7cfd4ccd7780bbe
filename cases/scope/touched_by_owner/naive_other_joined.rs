// One of two readers is joined, and the other one still reads.
use std::thread;

fn main() {
    let mut n = 0;
    thread::scope(|s| {
        let first = s.spawn(|| println!("{n}"));
        s.spawn(|| println!("{n}"));
        first.join().unwrap();
        n = 1; // expected-error {{[E0506]}}
    });
    std::process::exit(n - 1);
}
