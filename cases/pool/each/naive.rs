//@ differs: E0499: both closures are seen to borrow the sum, before anybody asks how long they live
// Two threads sum up in a local that they capture by reference.
use std::thread;

fn main() {
    let v = vec![1; 20];
    let mut sum = 0;
    thread::scope(|s| {
        for part in v.chunks(10) {
            s.spawn(|| sum += part.len()); // expected-error {{[E0499]}}
        }
    });
    println!("{sum}");
}
