// Ten threads increment a local usize that they captured.
use std::thread;

fn main() {
    let mut counter: usize = 0;
    let mut handles = Vec::new();
    for _ in 0..10 {
        // expected-error@+2 {{[E0373]}}
        // expected-error@+1 {{[E0499]}}
        handles.push(thread::spawn(|| {
            for _ in 0..1000 {
                counter += 1;
            }
        }));
    }
    for handle in handles {
        handle.join().unwrap();
    }
    println!("{}", counter); // expected-error {{[E0502]}}
}
