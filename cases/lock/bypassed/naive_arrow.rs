//@ differs: E0599: a Mutex has no such method; E0616 is for a field that is named
// A method of the data, called through the mutex.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(vec![0]));
    let shared = m.clone();
    let handle = thread::spawn(move || shared.push(1)); // expected-error {{[E0599]}}
    m.lock().unwrap().push(2);
    handle.join().unwrap();
}
