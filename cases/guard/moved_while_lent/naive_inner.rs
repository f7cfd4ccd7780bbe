// A Mutex in a Mutex: the outer guard unlocks under the inner one, and somebody puts another Mutex there.
use std::sync::Mutex;

fn main() {
    let both = Mutex::new(Box::new(Mutex::new(0)));
    let outer = both.lock().unwrap();
    let mut inner = outer.lock().unwrap();
    drop(outer); // expected-error {{[E0505]}}
    *both.lock().unwrap() = Box::new(Mutex::new(1));
    *inner = 1;
}
