//@ differs: accepts: Rust's locks have no levels; a deadlock is no data race
// Two locks are taken at once, and nothing says what is held already.
use std::sync::{Mutex, MutexGuard};

fn lock_all<'a>(a: &'a Mutex<i32>, b: &'a Mutex<i32>) -> (MutexGuard<'a, i32>, MutexGuard<'a, i32>) {
    (a.lock().unwrap(), b.lock().unwrap())
}

fn main() {
    let (first, second, log) = (Mutex::new(0), Mutex::new(0), Mutex::new(0));
    {
        let (a, b) = lock_all(&first, &second);
        *log.lock().unwrap() = *a + *b;
    }
    let l = log.lock().unwrap();
    let (a, b) = lock_all(&first, &second);
    std::process::exit(*a + *b + *l);
}
