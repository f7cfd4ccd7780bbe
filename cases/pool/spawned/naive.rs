// A task captures a local by reference, which the caller changes meanwhile.
use std::thread;

fn main() {
    let mut counter = 0;
    let handle = thread::spawn(|| counter += 1); // expected-error {{[E0373]}}
    handle.join().unwrap();
}
