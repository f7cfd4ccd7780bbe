//@ differs: accepts: the borrow makes the temporary guard live to the end of the block, so nothing dangles
// The reference outlives the guard, which in C++ ended with its line.
use std::sync::{Arc, Mutex};
use std::thread;

fn add(shared: &Arc<Mutex<i32>>) {
    let n = &mut *shared.lock().unwrap();
    *n += 1;
}

fn main() {
    let m = Arc::new(Mutex::new(0));
    let other = m.clone();
    let handle = thread::spawn(move || add(&other));
    add(&m);
    handle.join().unwrap();
}
