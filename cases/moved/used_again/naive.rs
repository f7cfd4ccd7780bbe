// The Arc was moved into the thread, and is used again.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let n = Arc::new(Mutex::new(0));
    let handle = thread::spawn(move || *n.lock().unwrap() += 1);
    *n.lock().unwrap() += 1; // expected-error {{[E0382]}}
    handle.join().unwrap();
}
