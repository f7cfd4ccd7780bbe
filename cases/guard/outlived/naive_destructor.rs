// What is older than the guard ends after it, and its drop looks at what was guarded.
use std::sync::{Arc, Mutex};
use std::thread;

struct Report<'a> {
    of: Option<&'a i32>,
}
impl Drop for Report<'_> {
    fn drop(&mut self) {
        println!("{:?}", self.of);
    }
}

fn count(shared: &Mutex<i32>) {
    let mut report = Report { of: None };
    let mut guard = shared.lock().unwrap();
    *guard += 1;
    report.of = Some(&*guard); // expected-error {{[E0597]}}
}

fn main() {
    let m = Arc::new(Mutex::new(0));
    let other = m.clone();
    let handle = thread::spawn(move || count(&other));
    count(&m);
    handle.join().unwrap();
}
