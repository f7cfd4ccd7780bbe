// The guard went into a function, which unlocked at its end; then it is used again.
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

fn add_one(mut guard: MutexGuard<i32>) {
    *guard += 1;
}

fn main() {
    let m = Arc::new(Mutex::new(0));
    let mut guard = m.lock().unwrap();
    let shared = m.clone();
    let handle = thread::spawn(move || *shared.lock().unwrap() += 1);
    add_one(guard);
    *guard += 1; // expected-error {{[E0382]}}
    handle.join().unwrap();
}
