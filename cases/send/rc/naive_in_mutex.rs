// A Mutex guards its own Rc, not the copies outside.
use std::cell::Cell;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let n = Rc::new(Cell::new(0));
    let m = Arc::new(Mutex::new(n.clone()));
    let handle = thread::spawn(move || m.lock().unwrap().set(2)); // expected-error {{[E0277]}}
    n.set(1);
    handle.join().unwrap();
}
