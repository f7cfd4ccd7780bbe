// Reborrows: a thread uses its loan, lends it on for a while, and has it again; a function lends each half.
use std::thread;

#[derive(Default)]
struct Halves {
    left: i32,
    right: i32,
}

fn add_to_both(both: &mut Halves) {
    let (left, right) = (&mut both.left, &mut both.right);
    thread::scope(|s| {
        s.spawn(|| *left += 1);
        s.spawn(|| *right += 1);
    });
    *left += 1;
}

fn main() {
    let mut halves = Halves::default();
    thread::scope(|s| {
        let mine = &mut halves;
        s.spawn(move || {
            mine.left = 1;
            add_to_both(mine);
            let again = &mut *mine;
            add_to_both(again);
            mine.right += 1;
        });
    });
    std::process::exit(halves.left + halves.right - 8);
}
