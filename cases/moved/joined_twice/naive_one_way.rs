// Joined on one way, and then on all.
use std::thread;

fn main() {
    let handle = thread::spawn(|| ());
    if std::env::args().len() == 1 {
        handle.join().unwrap();
    }
    handle.join().unwrap(); // expected-error {{[E0382]}}
}
