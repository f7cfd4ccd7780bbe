//@ differs: E0368: a Mutex has no such operator; E0616 is for a field that is named
// Adding to the mutex.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(0));
    let shared = m.clone();
    let handle = thread::spawn(move || *shared += 5); // expected-error {{[E0368]}}
    *m.lock().unwrap() += 1;
    handle.join().unwrap();
}
