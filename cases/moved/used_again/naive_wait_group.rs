// The group itself went into the thread, so that nobody is left who waits.
use std::sync::{Arc, Mutex};
use std::thread;

struct WaitGroup(Arc<()>);
impl WaitGroup {
    fn wait(self) {
        while Arc::strong_count(&self.0) > 1 {
            thread::yield_now();
        }
    }
}

fn main() {
    let group = WaitGroup(Arc::new(()));
    let n = Arc::new(Mutex::new(0));
    let shared = n.clone();
    thread::spawn(move || {
        let _mine = &group;
        *shared.lock().unwrap() += 1;
    });
    group.wait(); // expected-error {{[E0382]}}
    *n.lock().unwrap() += 1;
}
