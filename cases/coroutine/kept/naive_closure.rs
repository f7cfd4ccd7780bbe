// A closure's captures are in the closure, and not in the coroutine that its call makes.
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};

fn make() -> impl AsyncFn() {
    let shared = Arc::new(Mutex::new(0));
    async move || *shared.lock().unwrap() += 1
}

fn main() {
    let job = make()(); // expected-error {{[E0716]}}
    let _ = pin!(job).as_mut().poll(&mut Context::from_waker(Waker::noop()));
}
