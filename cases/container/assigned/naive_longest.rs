// What is received goes into one string, and a view of the longest one is kept meanwhile.
use std::sync::mpsc;

fn main() {
    let (tx, rx) = mpsc::channel();
    for n in [60, 50, 40] {
        tx.send("a".repeat(n)).unwrap();
    }
    let mut line;
    let mut longest: &str = "";
    while let Ok(next) = rx.try_recv() {
        line = next; // expected-error {{[E0506]}}
        if longest.len() < line.len() {
            longest = &line;
        }
    }
    println!("{longest}");
}
