// What the coroutine refers to ends with the function that makes it.
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};

type Job<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

fn append(shared: Arc<Mutex<String>>, text: &str) -> Job<'_> {
    Box::pin(async move { shared.lock().unwrap().push_str(text) })
}

fn greet<'a>(shared: Arc<Mutex<String>>, times: usize) -> Job<'a> {
    let text = "a".repeat(times);
    append(shared, &text) // expected-error {{[E0515]}}
}

fn main() {
    let mut job = greet(Arc::new(Mutex::new(String::new())), 40);
    let _ = job.as_mut().poll(&mut Context::from_waker(Waker::noop()));
}
