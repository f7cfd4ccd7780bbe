// The same element of an array, in two threads.
use std::thread;

fn main() {
    let mut counts = [0; 4];
    thread::scope(|s| {
        let (mine, other) = (&mut counts[1], &mut counts[1]); // expected-error {{[E0499]}}
        s.spawn(move || *mine += 1);
        s.spawn(move || *other += 1);
    });
    std::process::exit(counts[1] - 2);
}
