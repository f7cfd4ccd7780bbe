// The same of a reader.
use std::sync::{Arc, RwLock};
use std::thread;

fn main() {
    let m = Arc::new(RwLock::new(vec![0; 3]));
    let all = m.try_read().unwrap().as_slice(); // expected-error {{[E0716]}}
    let shared = m.clone();
    let handle = thread::spawn(move || shared.write().unwrap()[0] = 1);
    println!("{}", all[0]);
    handle.join().unwrap();
}
