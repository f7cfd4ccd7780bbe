// Let go, and then waited for.
use std::thread;

fn main() {
    let handle = thread::spawn(|| ());
    drop(handle);
    handle.join().unwrap(); // expected-error {{[E0382]}}
}
