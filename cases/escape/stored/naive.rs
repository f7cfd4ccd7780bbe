// The function keeps a reference to the data instead of returning it.
use std::sync::{Arc, Mutex};
use std::thread;

fn with<T>(m: &Mutex<T>, work: impl FnOnce(&mut T)) {
    work(&mut m.lock().unwrap());
}

fn main() {
    let m = Arc::new(Mutex::new(0));
    let mut escaped = None;
    with(&m, |n| escaped = Some(n)); // expected-error {{[E0521]}}
    let shared = m.clone();
    let handle = thread::spawn(move || with(&shared, |n| *n = 1));
    *escaped.unwrap() = 2;
    handle.join().unwrap();
}
