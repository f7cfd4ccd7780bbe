// The function keeps an iterator of the data.
use std::sync::{Arc, Mutex};
use std::thread;

fn with<T>(m: &Mutex<T>, work: impl FnOnce(&mut T)) {
    work(&mut m.lock().unwrap());
}

fn main() {
    let m = Arc::new(Mutex::new(vec![0; 2]));
    let mut kept = Vec::new();
    with(&m, |v| kept.push(v.iter_mut())); // expected-error {{[E0521]}}
    let shared = m.clone();
    let handle = thread::spawn(move || with(&shared, |v| v[0] = 1));
    *kept[0].next().unwrap() = 2;
    handle.join().unwrap();
}
