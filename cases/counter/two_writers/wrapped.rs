// Both threads are joined, and what they share is inside its lock.
use std::sync::{Arc, Mutex};
use std::thread;

fn add_thousand(shared: Arc<Mutex<i32>>) {
    for _ in 0..1000 {
        *shared.lock().unwrap() += 1;
    }
}

fn main() {
    let shared = Arc::new(Mutex::new(0));
    let for_first = shared.clone();
    let for_second = shared.clone();
    let first = thread::spawn(move || add_thousand(for_first));
    let second = thread::spawn(move || add_thousand(for_second));
    first.join().unwrap();
    second.join().unwrap();
    println!("{}", *shared.lock().unwrap());
}
