// A closure refers to the vector, and is called when the vector has moved.
use std::thread;

fn main() {
    let mut v = vec![0; 10];
    let mut bump = || v[0] += 1;
    let size = thread::spawn(move || v.len()); // expected-error {{[E0505]}}
    size.join().unwrap();
    bump();
}
