// On one way what is returned was lent by the caller, on the other one a guard guards it.
use std::sync::{Arc, Mutex};
use std::thread;

fn first_or<'a>(shared: &'a Mutex<Vec<i32>>, otherwise: &'a mut i32) -> &'a mut i32 {
    let mut guard = shared.lock().unwrap();
    let first = if guard.is_empty() { otherwise } else { &mut guard[0] };
    first // expected-error {{[E0515]}}
}

fn main() {
    let shared = Arc::new(Mutex::new(vec![0; 2]));
    let mut own = 0;
    let first = first_or(&shared, &mut own);
    let mine = shared.clone();
    let handle = thread::spawn(move || mine.lock().unwrap()[0] = 1);
    *first = 2;
    handle.join().unwrap();
}
