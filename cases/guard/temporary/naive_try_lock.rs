// What try_lock() gives is a temporary too, and so is the guard in it.
use std::ops::DerefMut;
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(0));
    let n = m.try_lock().unwrap().deref_mut(); // expected-error {{[E0716]}}
    let shared = m.clone();
    let handle = thread::spawn(move || *shared.lock().unwrap() += 1);
    *n += 1;
    handle.join().unwrap();
}
