// Two threads write a global; nobody waits for them, the main thread only sleeps and prints.
use std::thread;
use std::time::Duration;

static mut SHARED: i32 = 0;

fn add_thousand() {
    for _ in 0..1000 {
        SHARED += 1; // expected-error {{[E0133]}}
    }
}

fn main() {
    let _first = thread::spawn(add_thousand);
    let _second = thread::spawn(add_thousand);
    thread::sleep(Duration::from_millis(100));
    println!("{}", SHARED); // expected-error {{[E0133]}}
}
