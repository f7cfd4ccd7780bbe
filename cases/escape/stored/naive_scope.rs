// The Scope itself is kept, and asked for a thread when it is over.
use std::thread;

fn main() {
    let mut kept = None;
    thread::scope(|s| kept = Some(s)); // expected-error {{[E0521]}}
    kept.unwrap().spawn(|| ());
}
