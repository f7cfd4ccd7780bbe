//@ differs: E0716: rustc has a code of its own for what has no name; borrow() has one for all that ends too early
// A temporary ends before the thread begins.
use std::thread::{self, Scope};

fn increment<'scope>(s: &'scope Scope<'scope, '_>, n: &'scope i32) {
    s.spawn(move || n + 1);
}

fn main() {
    thread::scope(|s| increment(s, &i32::abs(-41))); // expected-error {{[E0716]}}
}
