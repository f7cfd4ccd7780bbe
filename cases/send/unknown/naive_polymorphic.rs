// An object behind an interface may be anything that implements it.
use std::thread;

trait Task {
    fn run(&mut self);
}
struct Add<'a>(&'a mut i32);
impl Task for Add<'_> {
    fn run(&mut self) {
        *self.0 += 1;
    }
}

fn start(mut task: Box<dyn Task>) {
    let handle = thread::spawn(move || task.run()); // expected-error {{[E0277]}}
    handle.join().unwrap();
}

fn main() {
    start(Box::new(Add(Box::leak(Box::new(0)))));
}
