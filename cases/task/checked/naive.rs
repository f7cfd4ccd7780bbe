// A task for a thread captures a local by reference.
use std::thread;

fn main() {
    let mut counter = 0;
    let done = thread::spawn(|| counter += 1); // expected-error {{[E0373]}}
    done.join().unwrap();
}
