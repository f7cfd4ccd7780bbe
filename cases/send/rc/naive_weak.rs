// A Weak counts on the same counter.
use std::cell::Cell;
use std::rc::Rc;
use std::thread;

fn main() {
    let n = Rc::new(Cell::new(0));
    let weak = Rc::downgrade(&n);
    let handle = thread::spawn(move || weak.upgrade().unwrap().set(2)); // expected-error {{[E0277]}}
    n.set(n.get() + 1);
    handle.join().unwrap();
}
