// The Receiver moved into a closure, and is used beside it.
use std::sync::mpsc;

fn main() {
    let (_tx, rx) = mpsc::channel::<i32>();
    let take = move || rx.try_recv().unwrap_or(0);
    let missed = rx.try_recv(); // expected-error {{[E0382]}}
    std::process::exit(take() + missed.unwrap_or(0));
}
