// Each half goes to a thread of its own.
use std::thread;

fn main() {
    let mut v = vec![4, 3, 2, 1];
    let (low, high) = v.split_at_mut(2);
    thread::scope(|s| {
        s.spawn(|| low.sort());
        s.spawn(|| high.sort());
    });
    std::process::exit(v[0] - 3 + v[2] - 1);
}
