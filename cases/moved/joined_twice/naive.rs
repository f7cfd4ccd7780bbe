// One thread, joined twice.
use std::thread;

fn main() {
    let handle = thread::spawn(|| 2);
    let once = handle.join().unwrap();
    std::process::exit(once + handle.join().unwrap()); // expected-error {{[E0382]}}
}
