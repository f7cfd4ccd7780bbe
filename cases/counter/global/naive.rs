// Ten threads increment a global in a named function.
use std::thread;

static mut COUNTER: i32 = 0;

fn increment() {
    for _ in 0..1000 {
        COUNTER += 1; // expected-error {{[E0133]}}
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
    println!("{}", COUNTER); // expected-error {{[E0133]}}
}
