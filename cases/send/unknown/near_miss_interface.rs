// An interface that says of everybody who implements it that they are Send.
use std::thread;

trait Task: Send {
    fn run(&mut self) -> i32;
}
struct Return;
impl Task for Return {
    fn run(&mut self) -> i32 {
        0
    }
}

fn main() {
    let mut task: Box<dyn Task> = Box::new(Return);
    std::process::exit(thread::spawn(move || task.run()).join().unwrap());
}
