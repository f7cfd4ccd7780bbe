// The lock is given away while a reference into the vector is out.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let items = Arc::new(Mutex::new(vec![1]));
    let mut guard = items.lock().unwrap();
    let first = &mut guard[0];
    let mine = items.clone();
    let handle = thread::spawn(move || mine.lock().unwrap().resize(1000, 0));
    drop(guard); // expected-error {{[E0505]}}
    handle.join().unwrap();
    *first = 2;
}
