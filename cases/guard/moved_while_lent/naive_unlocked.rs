// The guard is unlocked, and what it guarded is still at hand.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(0));
    let mut guard = m.lock().unwrap();
    let n = &mut *guard;
    let shared = m.clone();
    let handle = thread::spawn(move || *shared.lock().unwrap() += 1);
    *n += 1;
    drop(guard); // expected-error {{[E0505]}}
    *n += 1;
    handle.join().unwrap();
}
