// The thread that runs the scope looks at what another thread has to itself.
use std::thread;

fn main() {
    let mut n = 0;
    let mut seen = 0;
    thread::scope(|s| {
        s.spawn(|| n += 1);
        seen = n; // expected-error {{[E0503]}}
    });
    std::process::exit(if seen > 1 { 1 } else { 0 });
}
