//@ differs: E0597: the lender is a local, and rustc names its end; E0521 is for what the caller lends
// A method that is a coroutine: its object is a parameter like any other reference.
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};
use std::thread;

struct Account {
    balance: i64,
}
impl Account {
    async fn deposit(&mut self, by: i64) {
        self.balance += by;
    }
}

fn main() {
    let mut account = Account { balance: 0 };
    let task = account.deposit(100); // expected-error {{[E0597]}}
    let handle = thread::spawn(move || {
        let _ = pin!(task).as_mut().poll(&mut Context::from_waker(Waker::noop()));
    });
    handle.join().unwrap();
}
