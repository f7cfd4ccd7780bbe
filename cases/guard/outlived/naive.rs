// The guard ends with its block, the reference goes on.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(0));
    let n;
    {
        let mut guard = m.lock().unwrap();
        n = &mut *guard; // expected-error {{[E0597]}}
    }
    let shared = m.clone();
    let handle = thread::spawn(move || *shared.lock().unwrap() = 1);
    *n = 2;
    handle.join().unwrap();
}
