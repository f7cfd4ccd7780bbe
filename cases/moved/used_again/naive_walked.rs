// The vector goes to a thread, and its elements are walked through here.
use std::thread;

fn main() {
    let v = vec![1, 2];
    let size = thread::spawn(move || v.len());
    let mut sum = 0;
    for x in &v { // expected-error {{[E0382]}}
        sum += x;
    }
    size.join().unwrap();
    std::process::exit(3 - sum);
}
