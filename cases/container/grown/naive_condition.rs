// One turn of the loop has the reference refer to the vector's own, and the next one lets that grow.
use std::sync::Mutex;

fn main() {
    let shared = Mutex::new(vec![0]);
    let mut guard = shared.lock().unwrap();
    let v = &mut *guard;
    let mut other = 0;
    let mut x = &mut other;
    for i in 0..3 {
        *x += 1;
        v.push(i); // expected-error {{[E0499]}}
        if i == 0 {
            x = &mut v[0];
        }
    }
}
