// The same Arc is moved in every turn of the loop.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let n = Arc::new(Mutex::new(0));
    let mut handles = Vec::new();
    for _ in 0..3 {
        handles.push(thread::spawn(move || *n.lock().unwrap() += 1)); // expected-error {{[E0382]}}
    }
    for handle in handles {
        handle.join().unwrap();
    }
}
