// A list on the heap, reachable by two threads through a global, mutated by both.
use std::thread;

struct Node {
    value: i32,
    #[allow(dead_code)]
    next: Option<Box<Node>>,
}

static mut HEAD: Option<Box<Node>> = None;

fn grow() {
    for _ in 0..1000 {
        // expected-error@+1 {{[E0133]}}
        if let Some(head) = &mut HEAD {
            head.value += 1;
        }
    }
}

fn main() {
    HEAD = Some(Box::new(Node { value: 0, next: None })); // expected-error {{[E0133]}}
    let first = thread::spawn(grow);
    let second = thread::spawn(grow);
    first.join().unwrap();
    second.join().unwrap();
    // expected-error@+1 {{[E0133]}}
    if let Some(head) = &HEAD {
        println!("{}", head.value);
    }
}
