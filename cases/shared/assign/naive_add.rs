// Adding in the thread, reading outside.
use std::sync::Arc;
use std::thread;

fn main() {
    let n = Arc::new(0);
    let p = n.clone();
    let handle = thread::spawn(move || *p += 1); // expected-error {{[E0594]}}
    println!("{n}");
    handle.join().unwrap();
}
