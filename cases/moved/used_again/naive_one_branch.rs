// The Arc goes to a thread in one branch, and is used behind both.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(0));
    if std::env::args().len() == 1 {
        thread::spawn(move || *m.lock().unwrap() += 1).join().unwrap();
    }
    *m.lock().unwrap() += 1; // expected-error {{[E0382]}}
}
