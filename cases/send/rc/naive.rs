// An Rc counts its owners without atomics, and its Cell is written by both.
use std::cell::Cell;
use std::rc::Rc;
use std::thread;

fn main() {
    let n = Rc::new(Cell::new(0));
    let c = n.clone();
    let handle = thread::spawn(move || c.set(c.get() + 1)); // expected-error {{[E0277]}}
    n.set(n.get() + 1);
    handle.join().unwrap();
    std::process::exit(if n.get() > 2 { 1 } else { 0 });
}
