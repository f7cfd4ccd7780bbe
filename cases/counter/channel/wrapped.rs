// Each thread sends what it counted; only the receiver adds up.
use std::sync::mpsc::{channel, Sender};
use std::thread;

fn count(counts: Sender<i32>) {
    let mut mine = 0;
    for _ in 0..1000 {
        mine += 1;
    }
    counts.send(mine).unwrap();
}

fn main() {
    let (tx, rx) = channel();
    let mut handles = Vec::new();
    for _ in 0..10 {
        let tx = tx.clone();
        handles.push(thread::spawn(move || count(tx)));
    }
    drop(tx);
    let mut total = 0;
    for mine in rx {
        total += mine;
    }
    println!("{}", total);
}
