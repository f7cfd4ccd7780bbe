// A function lends its parameter to a thread, and is called twice.
use std::thread::{self, Scope};

fn start<'scope>(s: &'scope Scope<'scope, '_>, n: &'scope mut i32) {
    s.spawn(|| *n += 1);
}

fn main() {
    let mut n = 0;
    thread::scope(|s| {
        start(s, &mut n);
        start(s, &mut n); // expected-error {{[E0499]}}
    });
    std::process::exit(n - 2);
}
