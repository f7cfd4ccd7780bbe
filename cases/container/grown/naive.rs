// A guarded vector grows, and a reference that may change its last element stays where the elements were.
use std::sync::Mutex;

fn main() {
    let shared = Mutex::new(vec![0; 2]);
    let mut guard = shared.lock().unwrap();
    let last = &mut guard[1];
    guard.push(1); // expected-error {{[E0499]}}
    *last = 2;
}
