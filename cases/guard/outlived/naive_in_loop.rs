// Each turn takes a lock, and a reference into what it guards is kept for later.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let all = [Arc::new(Mutex::new(1)), Arc::new(Mutex::new(2))];
    let mut kept: Vec<&mut i32> = Vec::new();
    for each in &all {
        let mut guard = each.lock().unwrap();
        kept.push(&mut guard); // expected-error {{[E0597]}}
    }
    let shared = all[0].clone();
    let handle = thread::spawn(move || *shared.lock().unwrap() += 1);
    for n in kept {
        *n = 1;
    }
    handle.join().unwrap();
}
