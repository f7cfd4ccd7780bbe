// The guard unlocks before the scope joins the thread that was lent the data.
use std::sync::Mutex;
use std::thread;

fn main() {
    let m = Mutex::new(0);
    thread::scope(|s| {
        let mut guard = m.lock().unwrap();
        let n = &mut *guard; // expected-error {{[E0597]}}
        s.spawn(move || *n += 1);
        drop(guard); // expected-error {{[E0505]}}
        *m.lock().unwrap() += 1;
    });
}
