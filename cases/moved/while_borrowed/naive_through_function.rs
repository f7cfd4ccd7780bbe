// A function returns one of its two parameters, and either of them may be the one that goes to a thread.
use std::thread;

fn larger<'a>(a: &'a mut i32, b: &'a mut i32) -> &'a mut i32 {
    if *a < *b { b } else { a }
}

fn main() {
    let mut one = vec![1];
    let mut other = vec![2];
    let which = larger(&mut one[0], &mut other[0]);
    thread::spawn(move || drop(other)).join().unwrap(); // expected-error {{[E0505]}}
    *which += 1;
}
