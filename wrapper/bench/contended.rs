// The same cases in Rust: nanoseconds for one operation, as Google Benchmark counts it.
use std::hint::black_box;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, RwLock};
use std::time::Instant;

fn measure(name: &str, operation: impl Fn() + Sync) {
    const REPEATS: u32 = 1_000_000;
    for threads in [1u32, 4] {
        let begin = Instant::now();
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    for _ in 0..REPEATS {
                        operation();
                    }
                });
            }
        });
        let nanoseconds = begin.elapsed().as_nanos() as f64 / f64::from(REPEATS * threads);
        println!("rust_{name}/threads:{threads} {nanoseconds:.1} ns");
    }
}

fn main() {
    let mutex = Mutex::new(0i64);
    measure("mutex", || *black_box(&mutex).lock().unwrap() += 1);
    let table = RwLock::new(0i64);
    measure("read", || {
        black_box(*table.read().unwrap());
    });
    let count = AtomicI64::new(0);
    measure("atomic", || {
        black_box(count.fetch_add(1, Ordering::Relaxed));
    });
    let owner = Arc::new(0i64);
    measure("arc", || {
        black_box(Arc::clone(&owner));
    });
}
