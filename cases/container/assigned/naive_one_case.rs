// One way of two gives the guarded optional another value, under a reference to its first one.
use std::sync::Mutex;

fn main() {
    let shared = Mutex::new(Some("a".repeat(40)));
    let name = &mut *shared.lock().unwrap();
    if let Some(inside) = name {
        if std::env::args().len() == 1 {
            *name = None; // expected-error {{[E0506]}}
        } else {
            return;
        }
        println!("{inside}");
    }
}
