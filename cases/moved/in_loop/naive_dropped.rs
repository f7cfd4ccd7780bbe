// The Sender hangs up in the first turn.
use std::sync::mpsc;

fn main() {
    let (tx, _rx) = mpsc::channel();
    let mut sent = 0;
    while sent < 3 {
        sent += if tx.send(sent).is_ok() { 1 } else { 0 }; // expected-error {{[E0382]}}
        drop(tx);
    }
}
