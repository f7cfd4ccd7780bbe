// A thread reads the vector that the scope's own function lets grow.
use std::thread;

fn main() {
    let mut v = vec![1];
    thread::scope(|s| {
        s.spawn(|| v.len());
        v.push(2); // expected-error {{[E0502]}}
    });
    std::process::exit(v[1] - 2);
}
