// A reference out of a reader's guard, used after the block.
use std::sync::{Arc, RwLock};
use std::thread;

#[derive(Clone, Default)]
struct Config {
    limit: i32,
}

fn main() {
    let config = Arc::new(RwLock::new(Config::default()));
    let kept: &Config;
    {
        let guard = config.read().unwrap();
        kept = &guard; // expected-error {{[E0597]}}
    }
    let shared = config.clone();
    let handle = thread::spawn(move || shared.write().unwrap().limit = 2);
    println!("{}", kept.limit);
    handle.join().unwrap();
}
