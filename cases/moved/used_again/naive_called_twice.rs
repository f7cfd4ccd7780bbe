// A closure gives its capture away, and is called twice.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(0));
    let once = move || thread::spawn(move || *m.lock().unwrap() += 1).join().unwrap();
    once();
    once(); // expected-error {{[E0382]}}
}
