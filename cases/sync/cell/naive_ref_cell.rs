// A RefCell counts its borrows without atomics.
use std::cell::RefCell;
use std::sync::Arc;
use std::thread;

fn main() {
    let x = Arc::new(RefCell::new(0));
    let shared = x.clone();
    let handle = thread::spawn(move || *shared.borrow_mut() = 2); // expected-error {{[E0277]}}
    drop(x.try_borrow());
    handle.join().unwrap();
}
