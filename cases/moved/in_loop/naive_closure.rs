// Each turn's closure would have the Arc to itself.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let results = Arc::new(Mutex::new(Vec::new()));
    for i in 0..3 {
        let job = move || results.lock().unwrap().push(i); // expected-error {{[E0382]}}
        thread::spawn(job).join().unwrap();
    }
}
