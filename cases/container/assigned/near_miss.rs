// Another value comes behind the last use of a reference, into another field, or with a new reference to it.
use std::sync::{Arc, Mutex};

fn main() {
    let mut text = Arc::new(String::from("a text that is long enough for the heap"));
    let mut inside = &*text;
    let mut letters = inside.len();
    text = Arc::new(String::from("another one"));
    inside = &*text;
    letters -= inside.len();
    let both = Mutex::new((1, 2));
    let pair = &mut *both.lock().unwrap();
    let first = &pair.0;
    pair.1 = 3;
    println!("{letters} {first}");
}
