// A vector goes behind a lock; an iterator into it stays in front.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let mut v = vec![0; 100];
    let mut first = v.iter_mut();
    let m = Arc::new(Mutex::new(v)); // expected-error {{[E0505]}}
    let shared = m.clone();
    let handle = thread::spawn(move || shared.lock().unwrap()[0] = 1);
    *first.next().unwrap() = 2;
    handle.join().unwrap();
}
