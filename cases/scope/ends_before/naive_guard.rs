// The guard ends with the scope's function, and the thread has what it guards.
use std::sync::Mutex;
use std::thread;

fn main() {
    let m = Mutex::new(0);
    thread::scope(|s| {
        let mut guard = m.lock().unwrap();
        let n = &mut *guard; // expected-error {{[E0597]}}
        s.spawn(move || *n += 1);
        s.spawn(|| *m.lock().unwrap() += 1);
    });
}
