// The way that unlocks leaves, or takes the lock and its reference again.
use std::sync::Mutex;

fn add(m: &Mutex<i32>, early: bool) -> i32 {
    let mut guard = m.lock().unwrap();
    let n = &mut *guard;
    if early {
        drop(guard);
        return 0;
    }
    *n += 1;
    *n
}

fn main() {
    let m = Mutex::new(0);
    let before = add(&m, true) + add(&m, false);
    let mut guard = m.lock().unwrap();
    for _ in 0..3 {
        let n = &mut *guard;
        *n += 1;
        drop(guard);
        guard = m.lock().unwrap();
    }
    println!("{} {before}", *guard);
}
