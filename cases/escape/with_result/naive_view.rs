// A slice of the data.
use std::sync::{Arc, Mutex};
use std::thread;

fn add(shared: &Mutex<Vec<i32>>) {
    let locked = || shared.lock().unwrap().as_mut_slice(); // expected-error {{[E0515]}}
    locked()[0] += 1;
}

fn main() {
    let m = Arc::new(Mutex::new(vec![0]));
    let other = m.clone();
    let handle = thread::spawn(move || add(&other));
    add(&m);
    handle.join().unwrap();
}
