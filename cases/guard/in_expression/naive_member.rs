// A method of one's own struct may return anything.
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Default)]
struct Account {
    balance: i32,
}
impl Account {
    fn balance(&mut self) -> &mut i32 {
        &mut self.balance
    }
}

fn add(shared: &Mutex<Account>) {
    let balance = shared.lock().unwrap().balance(); // expected-error {{[E0716]}}
    *balance += 1;
}

fn main() {
    let account = Arc::new(Mutex::new(Account::default()));
    let other = account.clone();
    let handle = thread::spawn(move || add(&other));
    add(&account);
    handle.join().unwrap();
}
