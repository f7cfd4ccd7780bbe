// It is lent again when the scope of the thread that had it is over.
use std::thread;

fn add(n: &mut i32) {
    *n += 1;
}

fn add_and_wait(n: &mut i32) {
    thread::scope(|s| s.spawn(|| add(n)).join().unwrap());
}

fn main() {
    let mut n = 0;
    add_and_wait(&mut n);
    for _ in 0..2 {
        thread::scope(|s| {
            s.spawn(|| add(&mut n));
        });
    }
    n += 1;
    add_and_wait(&mut n);
    std::process::exit(n - 5);
}
