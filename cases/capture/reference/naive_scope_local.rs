// The local belongs to the function that scope() calls, and ends before the threads are joined.
use std::thread;

fn main() {
    thread::scope(|s| {
        let mut n = 22;
        s.spawn(|| n += 1); // expected-error {{[E0373]}}
    });
}
