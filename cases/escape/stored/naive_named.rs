// The closure that keeps an element has a name, and is called by the one that has the lock.
use std::sync::{Arc, Mutex};
use std::thread;

fn with<T>(m: &Mutex<T>, work: impl FnOnce(&mut T)) {
    work(&mut m.lock().unwrap());
}

fn main() {
    let m = Arc::new(Mutex::new(vec![0; 2]));
    let mut kept = None;
    let mut keep = |all| kept = Some(all);
    with(&m, |all| keep(&mut all[0])); // expected-error {{[E0521]}}
    let shared = m.clone();
    let handle = thread::spawn(move || shared.lock().unwrap()[0] = 1);
    *kept.unwrap() = 2;
    handle.join().unwrap();
}
