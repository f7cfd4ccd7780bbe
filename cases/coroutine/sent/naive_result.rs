// A coroutine on a thread gives a number that has another owner there.
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::thread;

async fn last_made(by: i64) -> Rc<i64> {
    Rc::new(by)
}

fn main() {
    let handle = thread::spawn(|| { // expected-error {{[E0277]}}
        pin!(last_made(1)).as_mut().poll(&mut Context::from_waker(Waker::noop()))
    });
    if let Poll::Ready(mine) = handle.join().unwrap() {
        println!("{mine}");
    }
}
