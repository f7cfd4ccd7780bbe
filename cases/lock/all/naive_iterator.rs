// An iterator into what a guard guards, and the guards ended with their line.
use std::sync::{Arc, Mutex, MutexGuard};

type Numbers = Mutex<Vec<i32>>;

fn lock_all<'a>(a: &'a Numbers, b: &'a Numbers) -> (MutexGuard<'a, Vec<i32>>, MutexGuard<'a, Vec<i32>>) {
    (a.lock().unwrap(), b.lock().unwrap())
}

fn main() {
    let a = Arc::new(Mutex::new(vec![0; 3]));
    let b = Arc::new(Mutex::new(vec![0; 3]));
    let mut it = lock_all(&a, &b).0.iter_mut(); // expected-error {{[E0716]}}
    *it.next().unwrap() += 1;
}
