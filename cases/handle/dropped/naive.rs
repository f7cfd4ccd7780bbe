//@ differs: accepts: dropping a JoinHandle detaches its thread, which lives on what it owns
// A thread whose handle nobody keeps.
use std::thread;

fn main() {
    thread::spawn(|| 1);
}
