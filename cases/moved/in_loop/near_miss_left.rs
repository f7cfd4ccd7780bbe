// It moves in a turn that leaves the loop, has a value again before the next one, or is a clone.
use std::sync::{Arc, Mutex};
use std::thread;

fn add(shared: Arc<Mutex<i32>>) {
    *shared.lock().unwrap() += 1;
}

fn main() {
    let mut m = Arc::new(Mutex::new(0));
    let other = m.clone();
    for i in 0..3 {
        if i < 2 {
            continue;
        }
        thread::spawn(move || add(m)).join().unwrap();
        break;
    }
    m = other.clone();
    loop {
        let copy = m.clone();
        thread::spawn(move || add(copy)).join().unwrap();
        if *m.lock().unwrap() < 3 {
            continue;
        }
        thread::spawn(move || add(m)).join().unwrap();
        break;
    }
    for _ in 0..2 {
        let mut mine = other.clone();
        thread::spawn(move || add(mine)).join().unwrap();
        mine = other.clone();
        add(mine);
    }
    println!("{}", other.lock().unwrap());
}
