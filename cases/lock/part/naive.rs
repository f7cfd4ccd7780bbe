// A reference to the part outlives its guard, which ended with its line. (std maps the guards of a RefCell alone.)
use std::cell::{RefCell, RefMut};
use std::ops::DerefMut;

#[derive(Default)]
struct Account {
    balance: i32,
}

fn balance_of(account: &RefCell<Account>) -> RefMut<'_, i32> {
    RefMut::map(account.borrow_mut(), |all| &mut all.balance)
}

fn main() {
    let account = RefCell::new(Account::default());
    let balance = balance_of(&account).deref_mut(); // expected-error {{[E0716]}}
    *balance += 1;
}
