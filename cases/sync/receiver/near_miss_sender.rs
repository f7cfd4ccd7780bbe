// One Sender may be used by several threads at once.
use std::sync::mpsc;
use std::thread;

fn main() {
    let (tx, rx) = mpsc::channel();
    thread::scope(|s| {
        for i in 0..2 {
            let tx = &tx;
            s.spawn(move || tx.send(i).unwrap());
        }
    });
    std::process::exit(rx.recv().unwrap() + rx.recv().unwrap() - 1);
}
