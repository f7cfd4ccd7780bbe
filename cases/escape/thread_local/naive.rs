//@ differs: E0277: no reference to a Cell crosses to a thread; E0712 is for the unstable #[thread_local]
// The address of a thread-local is handed to another thread.
use std::cell::Cell;
use std::thread;

thread_local! {
    static DEPTH: Cell<i32> = Cell::new(0);
}

fn main() {
    let mine = DEPTH.with(|d| d);
    let handle = thread::spawn(move || mine.set(mine.get() + 1)); // expected-error {{[E0277]}}
    mine.set(mine.get() + 1);
    handle.join().unwrap();
}
