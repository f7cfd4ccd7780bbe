// What a thread sent grows here, and a reference that only reads stays where the elements were.
use std::thread;

fn main() {
    let mut v = thread::spawn(|| vec![0; 2]).join().unwrap();
    let first = &v[0];
    v.push(1); // expected-error {{[E0502]}}
    std::process::exit(*first);
}
