// A box is sent away; the reference to what is in it stays here.
use std::sync::mpsc;
use std::thread;

fn main() {
    let (tx, rx) = mpsc::channel::<Box<i32>>();
    let handle = thread::spawn(move || *rx.recv().unwrap() = 1);
    let mut b = Box::new(0);
    let inside = &mut *b;
    tx.send(b).unwrap(); // expected-error {{[E0505]}}
    *inside = 2;
    handle.join().unwrap();
}
