//@ differs: E0308: a Mutex is no number; E0616 is for a field that is named
// The mutex, where the number was meant.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(0));
    let shared = m.clone();
    let handle = thread::spawn(move || *shared.lock().unwrap() = 5);
    let seen: &i32 = &*m; // expected-error {{[E0308]}}
    println!("{}", 1 + seen);
    handle.join().unwrap();
}
