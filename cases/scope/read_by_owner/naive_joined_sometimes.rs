// Where nobody waits for the thread, it may still be changing what is read.
use std::thread;

fn main() {
    let mut n = 0;
    let mut seen = 0;
    thread::scope(|s| {
        let thread = s.spawn(|| n = 1);
        if std::env::args().len() > 1 {
            thread.join().unwrap();
        }
        seen = n + 1; // expected-error {{[E0503]}}
    });
    println!("{seen}");
}
