// A function locks, and returns a reference that outlives its guard.
use std::sync::{Arc, Mutex};
use std::thread;

fn inside(m: &Mutex<i32>) -> &mut i32 {
    let mut guard = m.lock().unwrap();
    &mut *guard // expected-error {{[E0515]}}
}

fn main() {
    let m = Arc::new(Mutex::new(0));
    let shared = m.clone();
    let handle = thread::spawn(move || *inside(&shared) += 1);
    *inside(&m) += 1;
    handle.join().unwrap();
}
