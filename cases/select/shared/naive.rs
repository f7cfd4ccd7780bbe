// What two threads would ask, and each would change.
use std::cell::Cell;
use std::thread;

fn main() {
    let next = Cell::new(0);
    thread::scope(|s| {
        s.spawn(|| next.set(1)); // expected-error {{[E0277]}}
        next.set(2);
    });
}
