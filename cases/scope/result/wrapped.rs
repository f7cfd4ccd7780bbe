// scope() returns what its function returns, after all threads are joined.
use std::thread;

fn main() {
    let v = vec![1, 2, 3, 4];
    let mut ended = 0;
    let sum = thread::scope(|s| {
        let rest = s.spawn(|| v[2] + v[3]);
        s.spawn(|| ended += 1);
        v[0] + v[1] + rest.join().unwrap()
    });
    let b = thread::scope(|_| Box::new(5));
    println!("{sum} {ended} {b} 1");
}
