// The variable gets the guard of another lock, which unlocks the first one.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let one = Arc::new(Mutex::new(0));
    let other = Mutex::new(0);
    let mut guard = one.lock().unwrap();
    let n = &mut *guard;
    let shared = one.clone();
    let handle = thread::spawn(move || *shared.lock().unwrap() += 1);
    guard = other.lock().unwrap(); // expected-error {{[E0506]}}
    *n = 1;
    drop(guard);
    handle.join().unwrap();
}
