//@ differs: accepts: Rust's locks have no levels; a deadlock is no data race
// One lock is asked for while another one is held, which another thread may do the other way round.
use std::sync::Mutex;

fn main() {
    let accounts = Mutex::new(0);
    let log = Mutex::new(0);
    let l = log.lock().unwrap();
    let a = accounts.lock().unwrap();
    std::process::exit(*a + *l);
}
