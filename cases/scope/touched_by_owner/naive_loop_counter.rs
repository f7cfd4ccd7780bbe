// The loop's counter is lent to a thread in each turn, and counted up for the next one.
use std::thread;

fn main() {
    let mut i = 0;
    thread::scope(|s| {
        while i < 3 {
            s.spawn(|| println!("{i}"));
            i += 1; // expected-error {{[E0506]}}
        }
    });
}
