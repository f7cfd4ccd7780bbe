// Ten scoped threads, each with a mutable borrow of the same counter.
use std::thread;

fn main() {
    let mut counter = 0;
    thread::scope(|s| {
        for _ in 0..10 {
            s.spawn(|| { // expected-error {{[E0499]}}
                for _ in 0..1000 {
                    counter += 1;
                }
            });
        }
    });
    println!("{}", counter);
}
