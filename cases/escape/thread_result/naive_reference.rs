//@ differs: E0133: what is static may be referred to for ever; that it changes is what has to be answered for
// A thread whose result is a reference.
use std::thread;

static mut COUNTER: i32 = 0;

fn main() {
    let handle = thread::spawn(|| &mut COUNTER); // expected-error {{[E0133]}}
    let other = thread::spawn(|| COUNTER += 1); // expected-error {{[E0133]}}
    *handle.join().unwrap() += 1;
    other.join().unwrap();
}
