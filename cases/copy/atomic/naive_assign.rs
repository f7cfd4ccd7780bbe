// Assigning one atomic to another would be a load and a store.
use std::sync::atomic::{AtomicI32, Ordering};

fn main() {
    let mut hits = AtomicI32::new(0);
    let other = &AtomicI32::new(1);
    hits = *other; // expected-error {{[E0507]}}
    std::process::exit(hits.load(Ordering::Relaxed) - 1);
}
