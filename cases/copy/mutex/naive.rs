// Copying a Mutex would read the data without its lock.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(0));
    let shared = m.clone();
    let handle = thread::spawn(move || {
        let mine: Mutex<i32> = *shared; // expected-error {{[E0507]}}
        let n = *mine.lock().unwrap();
        n
    });
    *m.lock().unwrap() = 1;
    std::process::exit(if handle.join().unwrap() > 1 { 1 } else { 0 });
}
