// The parts of a vector are lent, and the vector once more in parts of another length.
use std::thread;

fn main() {
    let mut v = vec![0; 8];
    thread::scope(|s| {
        for part in v.chunks_mut(2) {
            s.spawn(|| part.fill(1));
        }
        for part in v.chunks_mut(4) { // expected-error {{[E0499]}}
            s.spawn(|| part.fill(1));
        }
    });
    std::process::exit(v[0] - 1);
}
