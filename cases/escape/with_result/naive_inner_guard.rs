// The guard of a RefCell inside: it would end after the lock.
use std::cell::RefCell;
use std::sync::{Arc, Mutex};
use std::thread;

fn add(shared: &Mutex<RefCell<i32>>) {
    let locked = || shared.lock().unwrap().borrow_mut(); // expected-error {{[E0515]}}
    *locked() += 1;
}

fn main() {
    let m = Arc::new(Mutex::new(RefCell::new(0)));
    let other = m.clone();
    let handle = thread::spawn(move || add(&other));
    add(&m);
    handle.join().unwrap();
}
