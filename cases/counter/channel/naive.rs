// Ten threads append what they counted to one vector that they were passed by reference.
use std::thread;

fn count(counts: &mut Vec<i32>) {
    for _ in 0..100 {
        counts[0] += 10;
    }
}

fn start(counts: &mut Vec<i32>) {
    let mut handles = Vec::new();
    for _ in 0..10 {
        let lent = &mut *counts; // expected-error 0-1 {{[E0499]}}
        handles.push(thread::spawn(move || count(lent))); // expected-error {{[E0521]}}
    }
    for handle in handles {
        handle.join().unwrap();
    }
}

fn main() {
    let mut counts = vec![0];
    start(&mut counts);
    println!("{}", counts[0]);
}
