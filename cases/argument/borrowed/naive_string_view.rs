//@ differs: E0597: the lender is a local, and rustc names its end; E0521 is for what the caller lends
// A view of a local string, which changes meanwhile.
use std::thread;

fn first(s: &str) -> u8 {
    s.as_bytes()[0]
}

fn main() {
    let mut text = String::from("hello");
    let view: &str = &text; // expected-error {{[E0597]}}
    let handle = thread::spawn(move || first(view));
    text.replace_range(0..1, "j"); // expected-error {{[E0502]}}
    std::process::exit(if handle.join().unwrap() == b'x' { 1 } else { 0 });
}
