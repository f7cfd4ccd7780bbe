// Two threads of a scope are lent one Rc, and each makes a clone of its own: both count.
use std::rc::Rc;
use std::thread;

fn main() {
    let n = Rc::new(22);
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| *n.clone() + 0); // expected-error {{[E0277]}}
        }
    });
}
