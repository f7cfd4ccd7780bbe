// The vector moves to another name, and under that to a thread.
use std::thread;

fn main() {
    let mut v = vec![0; 10];
    let first = &mut v[0];
    let other = v; // expected-error {{[E0505]}}
    thread::spawn(move || drop(other)).join().unwrap();
    *first = 1;
}
