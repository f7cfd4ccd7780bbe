// The same with a reader's guard: a writer comes in meanwhile.
use std::sync::{Arc, RwLock};
use std::thread;

fn main() {
    let n = Arc::new(RwLock::new(vec![0]));
    let guard = n.read().unwrap();
    let seen = &guard[0];
    let mine = n.clone();
    let handle = thread::spawn(move || mine.write().unwrap().resize(1000, 0));
    drop(guard); // expected-error {{[E0505]}}
    handle.join().unwrap();
    std::process::exit(*seen);
}
