// The same out of a reader's guard, by the method that the arrow of C++ stands for.
use std::ops::Deref;
use std::sync::{Arc, RwLock};
use std::thread;

#[derive(Default)]
struct Config {
    limit: i32,
}

fn current(config: &RwLock<Config>) -> &Config {
    let guard = config.read().unwrap();
    guard.deref() // expected-error {{[E0515]}}
}

fn main() {
    let config = Arc::new(RwLock::new(Config::default()));
    let now = current(&config);
    let shared = config.clone();
    let handle = thread::spawn(move || shared.write().unwrap().limit = 2);
    println!("{}", now.limit);
    handle.join().unwrap();
}
