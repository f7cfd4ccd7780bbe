// A copy of an atomic counts for itself.
use std::sync::atomic::{AtomicI32, Ordering};

fn main() {
    let hits = AtomicI32::new(0);
    let shared = &hits;
    let mine = *shared; // expected-error {{[E0507]}}
    mine.fetch_add(1, Ordering::Relaxed);
    std::process::exit(hits.load(Ordering::Relaxed));
}
