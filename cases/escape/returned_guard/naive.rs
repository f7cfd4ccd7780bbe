// A function returns the guard of a Mutex of which it had an owner; the other owner may end first.
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

fn enter<'a>(m: Arc<Mutex<i32>>) -> MutexGuard<'a, i32> {
    m.lock().unwrap() // expected-error {{[E0515]}}
}

fn main() {
    let m = Arc::new(Mutex::new(0));
    let mut guard = enter(m.clone());
    let handle = thread::spawn(move || drop(m));
    *guard = 1;
    handle.join().unwrap();
}
