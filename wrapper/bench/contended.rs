// The same cases in Rust: nanoseconds for one operation, as Google Benchmark counts it.
use std::hint::black_box;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, RwLock};
use std::time::Instant;

fn measure(who: &str, what: &str, operation: impl Fn() + Sync) {
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
        println!("{who} {what} {threads} {nanoseconds:.1}");
    }
}

fn main() {
    let mutex = Mutex::new(0i64);
    measure("rust", "mutex", || *black_box(&mutex).lock().unwrap() += 1);
    let table = RwLock::new(0i64);
    measure("rust", "read", || {
        black_box(*table.read().unwrap());
    });
    measure("rust", "write", || *black_box(&table).write().unwrap() += 1);
    let count = AtomicI64::new(0);
    measure("rust", "atomic", || {
        black_box(count.fetch_add(1, Ordering::Relaxed));
    });
    let owner = Arc::new(0i64);
    measure("rust", "arc", || {
        black_box(Arc::clone(&owner));
    });

    let mutex = parking_lot::Mutex::new(0i64);
    measure("parking_lot", "mutex", || *black_box(&mutex).lock() += 1);
    let table = parking_lot::RwLock::new(0i64);
    measure("parking_lot", "read", || {
        black_box(*table.read());
    });
    measure("parking_lot", "write", || *black_box(&table).write() += 1);
}
