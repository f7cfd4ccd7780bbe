// A closure that owns a string, and borrows the data beside it.
use std::sync::{Arc, Mutex};
use std::thread;

fn add(shared: &Mutex<usize>) {
    let later = || {
        let mut guard = shared.lock().unwrap();
        let n = &mut *guard;
        let by = String::from("x");
        move || *n += by.len() // expected-error {{[E0515]}}
    };
    later()();
}

fn main() {
    let m = Arc::new(Mutex::new(0));
    let other = m.clone();
    let handle = thread::spawn(move || add(&other));
    add(&m);
    handle.join().unwrap();
}
