//@ differs: E0614: a Mutex is no pointer; E0616 is for a field that is named
// Reaching through the mutex as if it were a pointer.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(0));
    let shared = m.clone();
    let handle = thread::spawn(move || **shared = 5); // expected-error {{[E0614]}}
    *m.lock().unwrap() += 1;
    handle.join().unwrap();
}
