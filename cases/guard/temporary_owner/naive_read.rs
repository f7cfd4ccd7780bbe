// A reader's guard, of a lock that a function hands out.
use std::sync::{Arc, RwLock};
use std::thread;

type Table = Arc<RwLock<Vec<i32>>>;

fn table_of(all: &Table) -> Table {
    all.clone()
}

fn main() {
    let all = Arc::new(RwLock::new(vec![0; 100]));
    let guard = table_of(&all).read().unwrap(); // expected-error {{[E0716]}}
    let handle = thread::spawn(move || drop(all));
    println!("{}", guard[99]);
    handle.join().unwrap();
}
