// A class that says that it belongs to its thread.
use std::marker::PhantomData;
use std::thread;

#[derive(Clone, Copy)]
struct Window {
    owned_by_ui_thread: PhantomData<*const ()>,
    id: i32,
}

fn main() {
    let window = Window { owned_by_ui_thread: PhantomData, id: 0 };
    let handle = thread::spawn(move || {
        // expected-error@-1 {{[E0277]}}
        let mine = window;
        println!("{}", mine.id);
    });
    println!("{}", window.id);
    handle.join().unwrap();
}
