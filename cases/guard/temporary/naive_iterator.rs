// An iterator into the data, which outlives the guard that its line made.
use std::sync::{Arc, Mutex};
use std::thread;

fn add(shared: &Arc<Mutex<Vec<i32>>>) {
    let mut first = shared.lock().unwrap().iter_mut(); // expected-error {{[E0716]}}
    *first.next().unwrap() += 1;
}

fn main() {
    let m = Arc::new(Mutex::new(vec![0]));
    let other = m.clone();
    let handle = thread::spawn(move || add(&other));
    add(&m);
    handle.join().unwrap();
}
