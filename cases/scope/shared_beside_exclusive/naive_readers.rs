// Readers are started in a loop, and a writer behind it.
use std::thread;

fn main() {
    let mut n = 0;
    thread::scope(|s| {
        for _ in 0..3 {
            s.spawn(|| println!("{n}"));
        }
        s.spawn(|| n += 1); // expected-error {{[E0502]}}
    });
}
