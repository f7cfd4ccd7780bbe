// The guard is unlocked by hand, and then used again.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(0));
    let mut guard = m.lock().unwrap();
    let shared = m.clone();
    let handle = thread::spawn(move || *shared.lock().unwrap() += 1);
    *guard += 1;
    drop(guard);
    *guard += 1; // expected-error {{[E0382]}}
    handle.join().unwrap();
}
