//@ differs: E0597: the thread may have the Receiver, whose items are said to live for ever; the local does not
// A reference is sent to a local of the sender, which ends or changes while the receiver reads.
use std::sync::mpsc;
use std::thread;

fn main() {
    let (tx, rx) = mpsc::channel::<&i32>();
    let handle = thread::spawn(move || *rx.recv().unwrap());
    {
        let here = 2;
        tx.send(&here).unwrap(); // expected-error {{[E0597]}}
        handle.join().unwrap();
    }
}
