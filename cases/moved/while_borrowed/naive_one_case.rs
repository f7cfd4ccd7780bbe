// In one arm the vector goes to a thread; its first element is used behind all of them.
use std::thread;

fn main() {
    let mut v = vec![0; 10];
    let first = &mut v[0];
    match std::env::args().len() {
        1 => thread::spawn(move || drop(v)).join().unwrap(), // expected-error {{[E0505]}}
        2 => *first = 1,
        _ => return,
    }
    *first += 1;
}
