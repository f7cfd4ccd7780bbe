// Reading without the lock races with who writes under it.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(0));
    let shared = m.clone();
    let handle = thread::spawn(move || {
        shared.data // expected-error {{[E0616]}}
    });
    *m.lock().unwrap() = 5;
    handle.join().unwrap();
}
