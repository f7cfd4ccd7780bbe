// A part's guard made of a copy. (std maps the guards of a RefCell alone.)
use std::cell::{RefCell, RefMut};

#[derive(Default)]
struct Account {
    balance: i32,
}

fn main() {
    let account = RefCell::new(Account::default());
    let guard = account.borrow_mut();
    let original = &guard;
    let mut balance = RefMut::map(*original, |all| &mut all.balance); // expected-error {{[E0507]}}
    drop(guard);
    *balance += 1;
}
