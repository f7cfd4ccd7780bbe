// A function takes the guard, a temporary of its caller's, and gives the reference back.
use std::ops::DerefMut;
use std::sync::{Arc, Mutex};
use std::thread;

fn data_of<G: DerefMut>(guard: &mut G) -> &mut G::Target {
    guard
}

fn add(shared: &Mutex<i32>) {
    let n = data_of(&mut shared.lock().unwrap()); // expected-error {{[E0716]}}
    *n += 1;
}

fn main() {
    let m = Arc::new(Mutex::new(0));
    let other = m.clone();
    let handle = thread::spawn(move || add(&other));
    add(&m);
    handle.join().unwrap();
}
