// The vector grows in the loop over it.
use std::sync::Mutex;

fn main() {
    let shared = Mutex::new(vec![1, 2, 3]);
    let mut guard = shared.lock().unwrap();
    for x in guard.iter() {
        if *x == 2 {
            guard.push(2); // expected-error {{[E0502]}}
        }
    }
}
