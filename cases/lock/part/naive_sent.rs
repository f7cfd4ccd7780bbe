// A guard goes to another thread.
use std::sync::Mutex;
use std::thread;

fn main() {
    let account = Mutex::new((0, 0));
    thread::scope(|s| {
        let balance = account.lock().unwrap();
        s.spawn(move || drop(balance)); // expected-error {{[E0277]}}
    });
}
