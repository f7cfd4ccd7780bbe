// It grows by what it says of itself, behind the last use of a reference, and by way of an index.
use std::sync::Mutex;

fn main() {
    let shared = Mutex::new(vec![1, 2]);
    let mut v = shared.lock().unwrap();
    let v = &mut *v;
    v.push(v.len() as i32);
    v.push(v[v.len() - 1]);
    let last = v.last_mut().unwrap();
    *last += 1;
    let copy = *last;
    v.push(copy);
    for i in 0..v.len() {
        let x = &v[i];
        if *x == 2 {
            v.push(4);
        }
    }
    let mut first = &mut v[0];
    *first += 1;
    v.push(5);
    first = &mut v[0];
    *first = 0;
}
