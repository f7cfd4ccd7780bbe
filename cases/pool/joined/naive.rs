//@ differs: E0499: both closures are seen to borrow the counter, before anybody asks how long they live
// Two threads count in a local that they capture by reference.
use std::thread;

fn main() {
    let mut counter = 0;
    thread::scope(|s| {
        s.spawn(|| counter += 1);
        s.spawn(|| counter += 1); // expected-error {{[E0499]}}
    });
    println!("{counter}");
}
