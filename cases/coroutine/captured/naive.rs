// An async block on a thread changes a local that it captures by reference.
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};
use std::thread;

fn spawn<F: Future<Output = ()> + Send + 'static>(future: F) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let _ = pin!(future).as_mut().poll(&mut Context::from_waker(Waker::noop()));
    })
}

fn main() {
    let mut counter = 0;
    let handle = spawn(async { counter += 1 }); // expected-error {{[E0373]}}
    handle.join().unwrap();
}
