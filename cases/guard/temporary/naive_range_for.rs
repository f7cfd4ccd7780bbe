//@ differs: accepts: what a for loop goes over lives as long as the loop, the guard in it too
// The loop runs while the guard that its first line made is alive.
use std::sync::{Arc, Mutex};
use std::thread;

fn add(shared: &Mutex<Vec<i32>>) {
    for n in shared.lock().unwrap().iter_mut() {
        *n += 1;
    }
}

fn main() {
    let m = Arc::new(Mutex::new(vec![0]));
    let other = m.clone();
    let handle = thread::spawn(move || add(&other));
    add(&m);
    handle.join().unwrap();
}
