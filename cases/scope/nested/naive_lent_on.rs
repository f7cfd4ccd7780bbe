// A thread has the counter to itself, and lends it on to two others.
use std::thread;

fn main() {
    let mut counter = 0;
    let mine = &mut counter;
    thread::scope(|s| {
        s.spawn(move || {
            let (one, other) = (&mut *mine, &mut *mine); // expected-error {{[E0499]}}
            s.spawn(move || *one += 1);
            s.spawn(move || *other += 1);
        });
    });
    std::process::exit(counter - 2);
}
