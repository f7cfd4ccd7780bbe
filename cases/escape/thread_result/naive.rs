//@ differs: E0277: a raw pointer is not Send, and rustc does not ask whose it is
// A thread that returns a pointer to what others still change.
use std::thread;

static mut COUNTER: i32 = 0;

fn main() {
    let handle = thread::spawn(|| &raw mut COUNTER); // expected-error {{[E0277]}}
    let other = thread::spawn(|| unsafe { COUNTER += 1 });
    unsafe { *handle.join().unwrap() += 1 };
    other.join().unwrap();
}
