// One arm waits for the thread, another one forgot to, and behind both the number is set.
use std::thread;

fn main() {
    let mut n = 0;
    thread::scope(|s| {
        let thread = s.spawn(|| println!("{n}"));
        match std::env::args().len() {
            2 => drop(thread.join()),
            3 => return,
            _ => {}
        }
        n = 1; // expected-error {{[E0506]}}
    });
    std::process::exit(n - 1);
}
