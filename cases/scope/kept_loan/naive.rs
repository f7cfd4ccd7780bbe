// The loans are kept, and what they lend has ended when the scope takes them.
use std::thread;

fn main() {
    let mut lent = Vec::new();
    {
        let names = vec![String::from("a name that is long enough for the heap"); 3];
        for name in &names { // expected-error {{[E0597]}}
            lent.push(name);
        }
    }
    thread::scope(|s| {
        for each in lent {
            s.spawn(move || each.len());
        }
    });
}
