// The inner loop ends when the Arc has moved, and the outer one goes on.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(0));
    for i in 0..3 {
        for j in 0..3 {
            if i + j < 2 {
                continue;
            }
            let thread = thread::spawn(move || *m.lock().unwrap() += 1); // expected-error {{[E0382]}}
            thread.join().unwrap();
            break;
        }
    }
}
