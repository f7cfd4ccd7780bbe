// A vector moves into a thread; a reference to its first element stays here.
use std::thread;

fn main() {
    let mut v = vec![0; 100];
    let first = &mut v[0];
    let handle = thread::spawn(move || {
        // expected-error@-1 {{[E0505]}}
        let mut mine = v;
        mine[0] = 1;
    });
    *first = 2;
    handle.join().unwrap();
}
