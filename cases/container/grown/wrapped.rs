// An index stays right when the vector grows.
use std::sync::Mutex;

fn main() {
    let shared = Mutex::new(vec![0; 2]);
    let mut guard = shared.lock().unwrap();
    let last = guard.len() - 1;
    guard.push(1);
    guard[last] = 2;
    println!("{}{}{}", guard[0], guard[1], guard[2]);
}
