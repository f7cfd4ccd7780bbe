// A Mutex in a Mutex: the outer guard ends with its block, the inner one is kept.
use std::sync::Mutex;

fn main() {
    let both = Mutex::new(Box::new(Mutex::new(0)));
    let mut kept;
    {
        let outer = both.lock().unwrap();
        kept = outer.lock().unwrap(); // expected-error {{[E0597]}}
    }
    *both.lock().unwrap() = Box::new(Mutex::new(1));
    *kept = 1;
}
