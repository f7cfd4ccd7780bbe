// What is done under the lock would return a reference to the data.
use std::sync::{Arc, Mutex};
use std::thread;

fn add(shared: &Mutex<i32>) {
    let locked = || &mut *shared.lock().unwrap(); // expected-error {{[E0515]}}
    *locked() += 1;
}

fn main() {
    let m = Arc::new(Mutex::new(0));
    let other = m.clone();
    let handle = thread::spawn(move || add(&other));
    add(&m);
    handle.join().unwrap();
}
