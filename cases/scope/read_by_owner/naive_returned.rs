// What scope() returns is made before the threads are joined.
use std::thread;

fn main() {
    let mut n = 0;
    let seen = thread::scope(|s| {
        s.spawn(|| n = 1);
        n // expected-error {{[E0503]}}
    });
    std::process::exit(seen);
}
