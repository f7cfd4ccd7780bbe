// One field goes away, and the others stay; the whole moves when it has all of them again.
use std::thread;

struct Job {
    name: String,
    result: Box<i32>,
}

fn main() {
    let mut job = Job { name: String::from("a"), result: Box::new(2) };
    let result = job.result;
    let first = thread::spawn(move || *result).join().unwrap();
    job.name.push('b');
    job.result = Box::new(first);
    let all = thread::spawn(move || *job.result + job.name.len() as i32);
    std::process::exit(all.join().unwrap() - 4);
}
