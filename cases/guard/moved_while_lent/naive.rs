// The guard is given away, and what it guarded is still at hand.
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

fn finish(mut guard: MutexGuard<i32>) {
    *guard += 1;
}

fn main() {
    let m = Arc::new(Mutex::new(0));
    let shared = m.clone();
    let handle = thread::spawn(move || *shared.lock().unwrap() += 1);
    let mut guard = m.lock().unwrap();
    let n = &mut *guard;
    finish(guard); // expected-error {{[E0505]}}
    *n += 1;
    handle.join().unwrap();
}
