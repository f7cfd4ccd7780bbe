// A scope inside a scope, and both lend the same counter.
use std::thread;

fn main() {
    let mut counter = 0;
    thread::scope(|outer| {
        outer.spawn(|| counter += 1);
        thread::scope(|inner| { // expected-error {{[E0499]}}
            inner.spawn(|| counter += 1);
        });
    });
    std::process::exit(counter - 2);
}
