// A Cell that two threads write.
use std::cell::Cell;
use std::sync::Arc;
use std::thread;

fn main() {
    let x = Arc::new(Cell::new(0));
    let shared = x.clone();
    let handle = thread::spawn(move || shared.set(2)); // expected-error {{[E0277]}}
    x.set(1);
    handle.join().unwrap();
}
