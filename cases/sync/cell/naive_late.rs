// A struct that is made now and completed later, by whoever comes first.
use std::cell::RefCell;
use std::sync::Arc;
use std::thread;

struct Connection {
    port: i32,
    session: RefCell<Option<i32>>,
}

fn complete(c: &Connection) {
    if let Ok(mut session) = c.session.try_borrow_mut() {
        *session = Some(c.port);
    }
}

fn main() {
    let c = Arc::new(Connection { port: 80, session: RefCell::new(None) });
    let shared = c.clone();
    let handle = thread::spawn(move || complete(&shared)); // expected-error {{[E0277]}}
    complete(&c);
    handle.join().unwrap();
}
