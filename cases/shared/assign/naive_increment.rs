// Incrementing through an Arc.
use std::sync::Arc;
use std::thread;

fn main() {
    let mut n = Arc::new(0);
    let p = n.clone();
    let handle = thread::spawn(move || *p + 1);
    *n += 1; // expected-error {{[E0594]}}
    println!("{}", handle.join().unwrap());
}
