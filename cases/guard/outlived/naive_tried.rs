// The guard of an if let ends with the if let.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(0));
    let mut there = &mut 0;
    if let Ok(mut guard) = m.try_lock() {
        there = &mut guard; // expected-error {{[E0597]}}
    }
    let shared = m.clone();
    let handle = thread::spawn(move || *shared.lock().unwrap() += 1);
    *there = 1;
    handle.join().unwrap();
}
