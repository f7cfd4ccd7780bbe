// Writing through a part of what a reader's guard guards.
use std::sync::{Arc, RwLock};
use std::thread;

#[derive(Default)]
struct Account {
    balance: i32,
}

fn main() {
    let account = Arc::new(RwLock::new(Account::default()));
    let shared = account.clone();
    let mine = account.read().unwrap();
    let handle = thread::spawn(move || {
        let guard = shared.read().unwrap();
        let balance = &guard.balance;
        *balance += 5; // expected-error {{[E0594]}}
    });
    println!("{}", mine.balance);
    handle.join().unwrap();
}
