// One branch unlocks, and what was guarded is used behind both.
use std::sync::Mutex;
use std::thread;

fn main() {
    let m = Mutex::new(0);
    thread::scope(|s| {
        let mut guard = m.lock().unwrap();
        let n = &mut *guard;
        s.spawn(|| *m.lock().unwrap() += 1);
        if std::env::args().len() == 1 {
            drop(guard); // expected-error {{[E0505]}}
        }
        *n += 1;
    });
}
