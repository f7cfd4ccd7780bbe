// A reference to an element, through a guard that has no name.
use std::sync::Mutex;

fn main() {
    let shared = Mutex::new(vec![7]);
    let first = shared.lock().unwrap().first_mut().unwrap(); // expected-error {{[E0716]}}
    shared.lock().unwrap().resize(1000, 0);
    std::process::exit(*first - 7);
}
