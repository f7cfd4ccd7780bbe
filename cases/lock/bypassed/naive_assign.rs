//@ differs: E0308: a Mutex is no number; E0616 is for a field that is named
// Assigning to the mutex.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(0));
    let shared = m.clone();
    let handle = thread::spawn(move || *shared = 5); // expected-error {{[E0308]}}
    *m.lock().unwrap() += 1;
    handle.join().unwrap();
}
