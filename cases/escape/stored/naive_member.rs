// The reference goes into a field of what the caller has.
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Default)]
struct Last<'a> {
    changed: Option<&'a mut i32>,
}

fn with<T>(m: &Mutex<T>, work: impl FnOnce(&mut T)) {
    work(&mut m.lock().unwrap());
}

fn change(m: &Mutex<i32>, last: &mut Last) {
    with(m, |n| {
        *n += 1;
        last.changed = Some(n); // expected-error {{[E0521]}}
    });
}

fn main() {
    let m = Arc::new(Mutex::new(0));
    let mut last = Last::default();
    change(&m, &mut last);
    let shared = m.clone();
    let handle = thread::spawn(move || *shared.lock().unwrap() = 1);
    *last.changed.unwrap() = 2;
    handle.join().unwrap();
}
