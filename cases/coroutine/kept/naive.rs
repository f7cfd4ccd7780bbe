// The coroutine got a reference, and wakes when what it refers to is gone.
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};

async fn append(shared: Arc<Mutex<String>>, text: &str) {
    shared.lock().unwrap().push_str(text);
}

fn main() {
    let shared = Arc::new(Mutex::new(String::new()));
    let job;
    {
        let text = "a".repeat(40);
        job = append(shared, &text); // expected-error {{[E0597]}}
    }
    let _ = pin!(job).as_mut().poll(&mut Context::from_waker(Waker::noop()));
}
