// One counter, lent exclusively to two threads of one scope.
use std::thread;

fn main() {
    let mut n = 0;
    thread::scope(|s| {
        s.spawn(|| n += 1);
        s.spawn(|| n += 1); // expected-error {{[E0499]}}
    });
    std::process::exit(n - 2);
}
