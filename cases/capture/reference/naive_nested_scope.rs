// A thread of a scope starts another in it, which captures a local of the first.
use std::thread;

fn main() {
    thread::scope(|s| {
        s.spawn(|| {
            let mut n = 0;
            let handle = s.spawn(|| n += 1); // expected-error {{[E0373]}}
            handle.join().unwrap();
        });
    });
}
