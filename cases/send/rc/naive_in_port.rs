// The Rc sits in a generic, and that in a class with a destructor.
use std::cell::Cell;
use std::rc::Rc;
use std::thread;

struct Port<T> {
    connection: Rc<T>,
}
struct Session {
    port: Port<Cell<i32>>,
}
impl Drop for Session {
    fn drop(&mut self) {
        self.port.connection.set(0);
    }
}

fn main() {
    let mine = Session { port: Port { connection: Rc::new(Cell::new(1)) } };
    let theirs = Session { port: Port { connection: mine.port.connection.clone() } };
    let handle = thread::spawn(move || theirs.port.connection.set(2)); // expected-error {{[E0277]}}
    mine.port.connection.set(3);
    handle.join().unwrap();
}
