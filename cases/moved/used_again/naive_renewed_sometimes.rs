// What has moved gets a new value on one way only.
use std::sync::{Arc, Mutex};
use std::thread;

fn add(shared: Arc<Mutex<i32>>) {
    *shared.lock().unwrap() += 1;
}

fn main() {
    let mut m = Arc::new(Mutex::new(0));
    thread::spawn(move || add(m)).join().unwrap();
    if std::env::args().len() > 1 {
        m = Arc::new(Mutex::new(1));
    }
    add(m); // expected-error {{[E0382]}}
}
