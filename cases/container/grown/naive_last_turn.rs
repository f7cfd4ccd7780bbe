// A reference into the vector is kept from one turn to the next, in which the vector grows.
use std::sync::mpsc;

fn main() {
    let (tx, rx) = mpsc::channel();
    for i in 0..10 {
        tx.send(i).unwrap();
    }
    let mut all = Vec::new();
    let mut last: Option<&i32> = None;
    let mut ups = 0;
    while let Ok(n) = rx.try_recv() {
        all.push(n); // expected-error {{[E0502]}}
        if last.is_some_and(|before| *before < n) {
            ups += 1;
        }
        last = all.last();
    }
    std::process::exit(9 - ups);
}
