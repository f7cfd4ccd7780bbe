//@ differs: accepts: a raw pointer may dangle; who uses it answers for that with unsafe
// A pointer to the data.
use std::sync::{Arc, Mutex};
use std::thread;

fn add(shared: &Mutex<i32>) {
    let locked = || &raw mut *shared.lock().unwrap();
    unsafe { *locked() += 1 };
}

fn main() {
    let m = Arc::new(Mutex::new(0));
    let other = m.clone();
    let handle = thread::spawn(move || add(&other));
    add(&m);
    handle.join().unwrap();
}
