//@ differs: E0499: rustc sees the vector grow under the loan; spawn() takes no loan that has a name, grown or not
// One loan with a name: the vector grows before a thread gets what was its first element.
use std::thread;

fn main() {
    let mut v = vec![0];
    let lent = &mut v[0];
    v.resize(1000, 0); // expected-error {{[E0499]}}
    thread::scope(|s| {
        s.spawn(move || *lent += 1);
    });
}
