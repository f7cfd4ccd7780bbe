// An iterator into the data.
use std::sync::{Arc, Mutex};
use std::thread;

fn add(shared: &Mutex<Vec<i32>>) {
    let locked = || shared.lock().unwrap().iter_mut(); // expected-error {{[E0515]}}
    *locked().next().unwrap() += 1;
}

fn main() {
    let m = Arc::new(Mutex::new(vec![0]));
    let other = m.clone();
    let handle = thread::spawn(move || add(&other));
    add(&m);
    handle.join().unwrap();
}
