//@ differs: E0277: rustc looks through the closure and finds the Rc, which owns but is not Send
// A function makes a closure that owns an Rc; who starts the thread sees a closure, not the Rc.
use std::cell::Cell;
use std::rc::Rc;
use std::thread;

fn counting(n: Rc<Cell<i32>>) -> impl Fn() {
    move || n.set(n.get() + 1)
}

fn main() {
    let n = Rc::new(Cell::new(0));
    let handle = thread::spawn(counting(n.clone())); // expected-error {{[E0277]}}
    n.set(n.get() + 1);
    handle.join().unwrap();
}
