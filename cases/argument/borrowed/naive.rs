//@ differs: E0597: the lender is a local, and rustc names its end; E0521 is for what the caller lends
// A reference to a local.
use std::thread;

fn main() {
    let mut n = 0;
    let p = &mut n; // expected-error {{[E0597]}}
    let handle = thread::spawn(move || *p += 1);
    n += 1; // expected-error {{[E0503]}}
    handle.join().unwrap();
    std::process::exit(if n == 2 { 0 } else { 1 });
}
