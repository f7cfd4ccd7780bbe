// The loop's condition gives the vector away, each time that it is asked.
use std::thread;

fn main() {
    let v = vec![1, 2];
    while thread::spawn(move || v.len()).join().unwrap() > 0 { // expected-error {{[E0382]}}
        println!("once more");
    }
}
