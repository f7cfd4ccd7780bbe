// The second half of a condition gives the Arc away, and only the first half is sure to be asked.
use std::sync::{Arc, Mutex};
use std::thread;

fn add(shared: Arc<Mutex<i32>>) -> i32 {
    let mut n = shared.lock().unwrap();
    *n += 1;
    *n
}

fn main() {
    let m = Arc::new(Mutex::new(0));
    if std::env::args().len() == 1 && thread::spawn(move || add(m)).join().unwrap() > 1 {
        return;
    }
    add(m); // expected-error {{[E0382]}}
}
