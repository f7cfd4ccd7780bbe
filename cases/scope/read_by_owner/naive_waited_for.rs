// A flag that another thread sets is waited for in a loop.
use std::thread;

fn main() {
    let mut is_done = false;
    thread::scope(|s| {
        s.spawn(|| is_done = true);
        while !is_done { // expected-error {{[E0503]}}
            thread::yield_now();
        }
    });
}
