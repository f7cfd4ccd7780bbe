//@ differs: E0597: the lender is a local, and rustc names its end; E0521 is for what the caller lends
// A coroutine on a thread reads a string through a slice of it.
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};
use std::thread;

async fn is_greeting(text: &str) -> bool {
    text.starts_with('h')
}

fn main() {
    let text = String::from("hello");
    let task = is_greeting(&text); // expected-error {{[E0597]}}
    let handle = thread::spawn(move || {
        let _ = pin!(task).as_mut().poll(&mut Context::from_waker(Waker::noop()));
    });
    handle.join().unwrap();
}
