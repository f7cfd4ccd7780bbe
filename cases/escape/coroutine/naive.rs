// What is done under the lock is a coroutine, which would go on after the unlock.
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(0));
    let later = || {
        let mut guard = m.lock().unwrap();
        let n = &mut *guard;
        async move { *n += 1 } // expected-error {{[E0515]}}
    };
    let rest = later();
    let shared = m.clone();
    let handle = thread::spawn(move || *shared.lock().unwrap() += 1);
    let _ = pin!(rest).as_mut().poll(&mut Context::from_waker(Waker::noop()));
    handle.join().unwrap();
}
