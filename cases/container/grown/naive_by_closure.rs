// A closure lets the vector grow, under a reference to an element.
use std::sync::Mutex;

fn main() {
    let shared = Mutex::new(vec![0; 2]);
    let mut v = shared.lock().unwrap();
    let first = &mut v[0];
    let mut more = || v.push(3); // expected-error {{[E0499]}}
    more();
    *first = 4;
}
