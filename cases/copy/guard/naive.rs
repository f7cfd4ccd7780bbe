// A copy of the guard is used after the original unlocked.
use std::sync::{Arc, Mutex};
use std::thread;

fn add(shared: &Mutex<i32>) {
    let guard = shared.lock().unwrap();
    let original = &guard;
    let mut copy = *original; // expected-error {{[E0507]}}
    drop(guard);
    *copy += 1;
}

fn main() {
    let m = Arc::new(Mutex::new(0));
    let other = m.clone();
    let handle = thread::spawn(move || add(&other));
    add(&m);
    handle.join().unwrap();
}
