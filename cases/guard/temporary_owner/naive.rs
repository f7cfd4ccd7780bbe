// The guard has a name, but the Arc that keeps its Mutex alive has none.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(0));
    let mut guard = m.clone().lock().unwrap(); // expected-error {{[E0716]}}
    let handle = thread::spawn(move || drop(m));
    *guard = 1;
    handle.join().unwrap();
}
