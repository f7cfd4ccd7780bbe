// A vector is lent to one thread, one of its elements to another.
use std::thread;

fn main() {
    let mut v = vec![0; 2];
    thread::scope(|s| {
        s.spawn(|| v.fill(1));
        let one = &mut v[0]; // expected-error {{[E0499]}}
        s.spawn(move || *one += 1);
    });
}
