// What refers to a turn's own guard gets another place to look at before the guard ends, or looks no more.
use std::sync::Mutex;

struct Report<'a>(&'a i32);
impl Drop for Report<'_> {
    fn drop(&mut self) {
        println!("{}", self.0);
    }
}

fn main() {
    let all = [Mutex::new(0), Mutex::new(1), Mutex::new(2)];
    let own = 0;
    let mut there = &own;
    let mut sum = *there;
    for each in &all {
        let guard = each.lock().unwrap();
        let _report = Report(&guard);
        there = &guard;
        sum += *there;
        there = &own;
    }
    println!("{sum} {there}");
}
