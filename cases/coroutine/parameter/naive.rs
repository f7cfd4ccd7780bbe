//@ differs: E0597: the lender is a local, and rustc names its end; E0521 is for what the caller lends
// A coroutine on a thread changes a local of its caller's.
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

struct Unpark(thread::Thread);
impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

async fn add_to(n: &mut i64) {
    *n += 1;
}

fn main() {
    let mut counter = 0;
    let task = add_to(&mut counter); // expected-error {{[E0597]}}
    let handle = thread::spawn(move || block_on(task));
    handle.join().unwrap();
}
