// The only Sender was moved into the thread.
use std::sync::mpsc;
use std::thread;

fn main() {
    let (tx, rx) = mpsc::channel();
    let handle = thread::spawn(move || tx.send(1).unwrap());
    tx.send(2).unwrap(); // expected-error {{[E0382]}}
    handle.join().unwrap();
    drop(rx);
}
