// The list belongs to one thread alone; the others send it messages.
use std::sync::mpsc::{channel, Receiver, Sender};
use std::thread;

struct Node {
    value: i32,
    next: Option<Box<Node>>,
}

fn own_list(messages: Receiver<i32>) -> Option<Box<Node>> {
    let mut head = None;
    for value in messages {
        head = Some(Box::new(Node { value, next: head }));
    }
    head
}

fn grow(list: Sender<i32>) {
    for _ in 0..1000 {
        list.send(1).unwrap();
    }
}

fn main() {
    let (tx, rx) = channel();
    let owner = thread::spawn(move || own_list(rx));
    let for_first = tx.clone();
    thread::spawn(move || grow(for_first));
    thread::spawn(move || grow(tx));
    let mut length = 0;
    let mut list = owner.join().unwrap();
    while let Some(node) = list {
        length += node.value;
        list = node.next;
    }
    println!("{}", length);
}
