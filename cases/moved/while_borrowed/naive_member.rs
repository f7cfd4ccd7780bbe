// The struct goes to a thread, and a reference into one of its fields stays here.
use std::thread;

struct Job {
    name: String,
    parts: Vec<i32>,
}

fn main() {
    let mut job = Job { name: String::from("a"), parts: vec![1, 2] };
    let last = job.parts.last_mut().unwrap();
    let run = |mine: Job| thread::spawn(move || mine.name.len() + mine.parts.len());
    let runner = run(job); // expected-error {{[E0505]}}
    runner.join().unwrap();
    *last = 3;
}
