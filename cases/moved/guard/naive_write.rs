// A writer's guard moves into another guard that ends first.
use std::sync::{Arc, RwLock};
use std::thread;

fn main() {
    let table = Arc::new(RwLock::new(0));
    let mut outer = table.write().unwrap();
    let shared = table.clone();
    let handle = thread::spawn(move || *shared.write().unwrap() += 1);
    {
        let mut inner = outer;
        *inner += 1;
    }
    *outer += 1; // expected-error {{[E0382]}}
    handle.join().unwrap();
}
