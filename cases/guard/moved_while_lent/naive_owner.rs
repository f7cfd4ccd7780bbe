// The last owner of the Mutex goes to a thread, which drops it under the guard that is held here.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(0));
    let mut guard = m.lock().unwrap();
    let handle = thread::spawn(move || drop(m)); // expected-error {{[E0505]}}
    *guard = 1;
    drop(guard);
    handle.join().unwrap();
}
