// A struct with a reference in it is returned.
use std::sync::{Arc, Mutex};
use std::thread;

struct View<'a> {
    balance: &'a i64,
}

fn current(balance: &Mutex<i64>) -> View<'_> {
    let guard = balance.lock().unwrap();
    let view = View { balance: &guard };
    view // expected-error {{[E0515]}}
}

fn main() {
    let balance = Arc::new(Mutex::new(0));
    let view = current(&balance);
    let b = balance.clone();
    let handle = thread::spawn(move || *b.lock().unwrap() = 1);
    println!("{}", view.balance);
    handle.join().unwrap();
}
