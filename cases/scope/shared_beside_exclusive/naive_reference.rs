// A reference that only reads is older than the loan, and used beside the thread.
use std::thread;

fn main() {
    let mut n = 0;
    let mut seen = 0;
    thread::scope(|s| {
        let same = &n;
        s.spawn(|| n += 1); // expected-error {{[E0502]}}
        seen = *same;
    });
    std::process::exit(seen);
}
