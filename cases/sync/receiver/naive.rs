// A Receiver that two threads of a scope would share.
use std::sync::mpsc;
use std::thread;

fn main() {
    let (tx, rx) = mpsc::channel();
    tx.send(1).unwrap();
    thread::scope(|s| {
        s.spawn(|| rx.try_recv().unwrap_or(0)); // expected-error {{[E0277]}}
        rx.try_recv().unwrap_or(0);
    });
}
