// The thread takes a reference to change what was only lent for reading.
use std::thread;

fn main() {
    let n = 0;
    thread::scope(|s| {
        let x = &n;
        s.spawn(move || *x += 1); // expected-error {{[E0594]}}
    });
    std::process::exit(n - 1);
}
