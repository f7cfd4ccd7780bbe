// A thread of the scope lends a variable of its own to another one, which the scope joins later.
use std::thread;

fn main() {
    thread::scope(|s| {
        s.spawn(|| {
            let mut mine = vec![0; 1000];
            let lent = &mut mine; // expected-error {{[E0597]}}
            s.spawn(move || lent.fill(1));
        });
    });
}
