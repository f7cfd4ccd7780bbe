//@ differs: accepts: a lint warns of guards that nobody names; what is beside the lock needs unsafe
// The guards that nobody names unlock at once.
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

static mut BESIDE: i32 = 0;

fn lock_all<'a>(a: &'a Mutex<i32>, b: &'a Mutex<i32>) -> (MutexGuard<'a, i32>, MutexGuard<'a, i32>) {
    (a.lock().unwrap(), b.lock().unwrap())
}

fn add(locks: &(Mutex<i32>, Mutex<i32>)) {
    lock_all(&locks.0, &locks.1);
    unsafe { BESIDE += 1 };
}

fn main() {
    let locks = Arc::new((Mutex::new(0), Mutex::new(0)));
    let others = locks.clone();
    let handle = thread::spawn(move || add(&others));
    add(&locks);
    handle.join().unwrap();
}
