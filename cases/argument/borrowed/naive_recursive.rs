//@ differs: E0277: a raw pointer is not Send, and rustc does not ask whose it is
// Two types that own each other, one of them with a pointer to somebody else's.
use std::thread;

struct Leaf {
    under: Option<Box<Branch>>,
}
struct Branch {
    leaves: Vec<Leaf>,
    hits: *mut i32,
}

fn main() {
    let mut hits = 0;
    let branch = Branch { leaves: vec![Leaf { under: None }], hits: &mut hits };
    let handle = thread::spawn(move || {
        // expected-error@-1 {{[E0277]}}
        let b = branch;
        unsafe { *b.hits += 1 };
        b.leaves.iter().all(|leaf| leaf.under.is_none())
    });
    hits += 1;
    handle.join().unwrap();
}
