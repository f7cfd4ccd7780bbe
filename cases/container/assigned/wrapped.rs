// Who needs the first object keeps an owner of it.
use std::sync::Arc;

fn main() {
    let mut text = Arc::new(String::from("the first one"));
    let kept = text.clone();
    let inside = &*kept;
    text = Arc::new(String::from("another one"));
    println!("{inside}, {text}");
}
