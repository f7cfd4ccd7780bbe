// The function of one lock keeps what the function of another one got.
use std::sync::{Arc, Mutex};
use std::thread;

fn with<T>(m: &Mutex<T>, work: impl FnOnce(&mut T)) {
    work(&mut m.lock().unwrap());
}

fn main() {
    let one = Arc::new(Mutex::new(0));
    let other = Arc::new(Mutex::new(0));
    with(&one, |n| {
        let mut larger = n;
        with(&other, |m| {
            if *m >= *larger {
                larger = m; // expected-error {{[E0521]}}
            }
        });
        let shared = other.clone();
        let handle = thread::spawn(move || *shared.lock().unwrap() += 1);
        *larger += 1;
        handle.join().unwrap();
    });
}
