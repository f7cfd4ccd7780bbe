// A channel has one receiver.
use std::sync::mpsc;

fn main() {
    let (tx, rx) = mpsc::channel();
    tx.send(1).unwrap();
    let first = &rx;
    let second: mpsc::Receiver<i32> = *first; // expected-error {{[E0507]}}
    println!("{} {:?}", second.recv().unwrap(), rx.try_recv());
}
