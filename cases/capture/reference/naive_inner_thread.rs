// A thread starts another, with a reference to a local of its own.
use std::thread;

fn main() {
    thread::spawn(|| {
        let mut n = 0;
        let inner = thread::spawn(|| n += 1); // expected-error {{[E0373]}}
        inner.join().unwrap();
    })
    .join()
    .unwrap();
}
