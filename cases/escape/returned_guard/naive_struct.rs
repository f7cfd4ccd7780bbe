// The guard of a local Mutex leaves in a struct.
use std::sync::{Arc, Mutex, MutexGuard};

struct Entered<'a> {
    guard: MutexGuard<'a, i32>,
}

fn enter<'a>() -> Entered<'a> {
    let m = Arc::new(Mutex::new(1));
    Entered { guard: m.lock().unwrap() } // expected-error {{[E0515]}}
}

fn main() {
    let mut entered = enter();
    *entered.guard = 2;
}
