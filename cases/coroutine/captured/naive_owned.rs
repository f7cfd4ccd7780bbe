// The text is a copy, but it is in the function, which is gone when its async block begins.
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};

fn length_of(text: String) -> impl Future<Output = usize> {
    async { text.len() } // expected-error {{[E0373]}}
}

fn main() {
    let future = length_of(String::from("a text that does not fit into the string itself"));
    let _ = pin!(future).as_mut().poll(&mut Context::from_waker(Waker::noop()));
}
