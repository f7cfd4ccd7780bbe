// The thread that runs the scope changes what it has lent.
use std::thread;

fn main() {
    let mut n = 0;
    thread::scope(|s| {
        s.spawn(|| n += 1);
        n += 1; // expected-error {{[E0506]}} expected-error {{[E0503]}}
    });
    std::process::exit(n - 2);
}
