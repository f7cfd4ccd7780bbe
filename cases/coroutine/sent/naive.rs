// A coroutine on a thread has one of two owners of a number.
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Waker};
use std::thread;

fn run<F: Future<Output = i32>>(future: F) {
    let _ = pin!(future).as_mut().poll(&mut Context::from_waker(Waker::noop()));
}

async fn read(n: Rc<i32>) -> i32 {
    let mine = n.clone();
    *mine
}

fn main() {
    let shared = Rc::new(1);
    let mine = shared.clone();
    let handle = thread::spawn(move || run(read(mine))); // expected-error {{[E0277]}}
    println!("{shared}");
    handle.join().unwrap();
}
