// Where nobody waits for the first thread, it still has the counter.
use std::thread;

fn main() {
    let mut n = 0;
    thread::scope(|s| {
        let first = s.spawn(|| n += 1);
        if std::env::args().len() > 1 {
            first.join().unwrap();
        }
        s.spawn(|| n += 1); // expected-error {{[E0499]}}
    });
    std::process::exit(n - 2);
}
