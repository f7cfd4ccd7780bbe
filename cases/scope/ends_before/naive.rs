// A local variable of scope()'s function ends before the threads are joined.
use std::thread;

fn main() {
    thread::scope(|s| {
        let mut local = vec![0; 1000];
        let lent = &mut local; // expected-error {{[E0597]}}
        s.spawn(move || lent.fill(1));
    });
}
