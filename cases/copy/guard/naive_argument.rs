//@ differs: E0505: an argument by value is moved, never copied, and the first one still refers to the guard
// A function takes a guard of its own, and a reference to the caller's.
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

fn add(from: &mut MutexGuard<i32>, mut guard: MutexGuard<i32>) {
    **from += 1;
    *guard += 1;
}

fn locked_add(shared: &Mutex<i32>) {
    let mut guard = shared.lock().unwrap();
    add(&mut guard, guard); // expected-error {{[E0505]}}
}

fn main() {
    let m = Arc::new(Mutex::new(0));
    let other = m.clone();
    let handle = thread::spawn(move || locked_add(&other));
    locked_add(&m);
    handle.join().unwrap();
}
