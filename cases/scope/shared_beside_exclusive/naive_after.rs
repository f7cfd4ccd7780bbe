// First lent for reading, then for changing.
use std::thread;

fn main() {
    let mut n = 0;
    let mut seen = 0;
    thread::scope(|s| {
        s.spawn(|| seen = n);
        s.spawn(|| n += 1); // expected-error {{[E0502]}}
    });
    std::process::exit(if n + seen == 0 { 1 } else { 0 });
}
