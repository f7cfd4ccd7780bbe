//@ differs: accepts: Rust's locks have no levels; a deadlock is no data race
// Two locks have no order: who takes them the other way round waits for ever.
use std::sync::Mutex;

fn transfer(from: &Mutex<i32>, to: &Mutex<i32>) {
    let mut a = from.lock().unwrap();
    let mut b = to.lock().unwrap();
    *a -= 1;
    *b += 1;
}

fn main() {
    let (first, second) = (Mutex::new(0), Mutex::new(0));
    transfer(&first, &second);
    transfer(&second, &first);
}
