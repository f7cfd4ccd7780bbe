// One counter by two names.
use std::thread;

fn main() {
    let mut n = 0;
    let alias = &mut n;
    let name = &mut n; // expected-error {{[E0499]}}
    thread::scope(|s| {
        s.spawn(|| *name += 1);
        s.spawn(|| *alias += 1);
    });
    std::process::exit(n - 2);
}
