// The Arc gets another object, under a reference into its first one.
use std::sync::Arc;

fn main() {
    let mut text = Arc::new(String::from("a text that is long enough for the heap"));
    let inside = &*text;
    text = Arc::new(String::from("another one")); // expected-error {{[E0506]}}
    println!("{inside} {text}");
}
