//@ differs: E0277: rustc asks first whether what implements the trait is Send
// A reference to an interface, of whatever implements it.
use std::thread;

trait Shape {
    fn grow(&mut self);
}
struct Circle {
    radius: i32,
}
impl Shape for Circle {
    fn grow(&mut self) {
        self.radius += 1;
    }
}

fn grow_both(shape: &'static mut dyn Shape) {
    let handle = thread::spawn(move || shape.grow()); // expected-error {{[E0277]}}
    handle.join().unwrap();
}

fn main() {
    grow_both(Box::leak(Box::new(Circle { radius: 0 })));
}
