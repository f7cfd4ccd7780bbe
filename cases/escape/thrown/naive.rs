//@ differs: E0597: rustc names the guard, which ends before what is thrown does
// A thread throws the address of what its guard protects; join() brings it here.
use std::panic;
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(0));
    let shared = m.clone();
    let thrower = thread::spawn(move || {
        let guard = shared.lock().unwrap(); // expected-error {{[E0597]}}
        let inside: &i32 = &guard; // expected-error {{[E0597]}}
        panic::panic_any(inside);
    });
    let writer = thread::spawn(move || *m.lock().unwrap_or_else(|e| e.into_inner()) = 1);
    if let Err(thrown) = thrower.join() {
        println!("{}", thrown.downcast_ref::<&i32>().unwrap());
    }
    writer.join().unwrap();
}
