//@ differs: accepts: Rust's locks have no levels; a deadlock is no data race
// One lock is asked for while another one is held, which another thread may do the other way round.
use std::sync::{Mutex, MutexGuard};

fn lock_all<'a>(a: &'a Mutex<i32>, b: &'a Mutex<i32>) -> (MutexGuard<'a, i32>, MutexGuard<'a, i32>) {
    (a.lock().unwrap(), b.lock().unwrap())
}

fn main() {
    let accounts = Mutex::new(0);
    let other = Mutex::new(0);
    let log = Mutex::new(0);
    let l = log.lock().unwrap();
    let (a, b) = lock_all(&accounts, &other);
    std::process::exit(*a + *b + *l);
}
