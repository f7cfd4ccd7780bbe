//@ differs: E0308: an atomic of Rust holds one type of integer, and a string is none
// An atomic of a string: no instruction reads or writes one at once.
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

fn main() {
    let name = AtomicUsize::new(String::from("a")); // expected-error {{[E0308]}}
    thread::scope(|s| {
        s.spawn(|| name.store(String::from("b"), Ordering::Release)); // expected-error {{[E0308]}}
        name.store(String::from("c"), Ordering::Release); // expected-error {{[E0308]}}
    });
    std::process::exit(if name.load(Ordering::Acquire) == 1 { 0 } else { 1 });
}
