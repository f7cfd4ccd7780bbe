// The global does not change: what changes is inside its lock.
use std::sync::Mutex;
use std::thread;

static COUNTER: Mutex<i32> = Mutex::new(0);

fn increment() {
    for _ in 0..1000 {
        *COUNTER.lock().unwrap() += 1;
    }
}

fn main() {
    let mut handles = Vec::new();
    for _ in 0..10 {
        handles.push(thread::spawn(increment));
    }
    for handle in handles {
        handle.join().unwrap();
    }
    println!("{}", *COUNTER.lock().unwrap());
}
