// The address is kept, the guard is not.
use std::ops::DerefMut;
use std::sync::{Arc, Mutex};
use std::thread;

fn add(shared: &Mutex<i32>) {
    let n = shared.lock().unwrap().deref_mut(); // expected-error {{[E0716]}}
    *n += 1;
}

fn main() {
    let m = Arc::new(Mutex::new(0));
    let other = m.clone();
    let handle = thread::spawn(move || add(&other));
    add(&m);
    handle.join().unwrap();
}
