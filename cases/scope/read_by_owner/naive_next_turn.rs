// What one turn lends, the next one reads.
use std::thread;

fn main() {
    let mut n = 0;
    let mut seen = 0;
    thread::scope(|s| {
        let mut next = Some(&mut n);
        for _ in 0..2 {
            seen += n; // expected-error {{[E0503]}}
            if let Some(x) = next.take() {
                s.spawn(move || *x = 1);
            }
        }
    });
    println!("{seen}");
}
