//@ differs: E0499: a slice knows that it is exclusive; a span may be copied, so none enters a thread
// A parallel sort gives both threads the lower half.
use std::thread;

fn sort(v: &mut [i32]) {
    v.sort();
}

fn main() {
    let mut v = vec![4, 3, 2, 1];
    let (low, _high) = v.split_at_mut(2);
    thread::scope(|s| {
        s.spawn(|| sort(low));
        s.spawn(|| sort(low)); // expected-error {{[E0499]}}
    });
}
