// The guard keeps others out of the Cell, and is then lent to one of them.
use std::cell::Cell;
use std::sync::Mutex;
use std::thread;

fn main() {
    let m = Mutex::new(Cell::new(0));
    let guard = m.lock().unwrap();
    thread::scope(|s| {
        s.spawn(|| guard.set(1)); // expected-error {{[E0277]}}
        guard.set(2);
    });
    std::process::exit(if guard.get() == 0 { 1 } else { 0 });
}
