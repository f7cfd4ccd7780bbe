// Writing through the guard of a reader.
use std::sync::{Arc, RwLock};
use std::thread;

fn main() {
    let n = Arc::new(RwLock::new(0));
    let mine = n.read().unwrap();
    let shared = n.clone();
    let handle = thread::spawn(move || {
        let guard = shared.read().unwrap();
        *guard = 5; // expected-error {{[E0594]}}
    });
    println!("{}", *mine);
    handle.join().unwrap();
}
