// The guard of a lock moves to another thread, which would unlock it.
use std::sync::Mutex;
use std::thread;

static M: Mutex<i32> = Mutex::new(0);

fn main() {
    let mut guard = M.lock().unwrap();
    let handle = thread::spawn(move || *guard += 1); // expected-error {{[E0277]}}
    handle.join().unwrap();
}
