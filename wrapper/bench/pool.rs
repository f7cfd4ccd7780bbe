// What pool.cpp measures, with rayon.
use rayon::prelude::*;
use std::time::Instant;

const RUNS: usize = 15;

fn fib(n: u64) -> u64 {
    if n < 2 {
        return n;
    }
    let (a, b) = rayon::join(|| fib(n - 1), || fib(n - 2));
    a + b
}

fn best(what: &str, mut prepare: impl FnMut(), mut run: impl FnMut()) {
    let mut best = f64::MAX;
    for _ in 0..RUNS {
        prepare();
        let start = Instant::now();
        run();
        best = best.min(start.elapsed().as_secs_f64() * 1e3);
    }
    println!("rayon {what} {best:.2}");
}

fn main() {
    let numbers = vec![3u64; 20_000_000];
    best("sum", || (), || {
        std::hint::black_box(numbers.par_iter().sum::<u64>());
    });
    let shuffled = std::cell::RefCell::new(vec![0u64; 2_000_000]);
    best(
        "sort",
        || {
            let mut state = 1u64;
            for x in shuffled.borrow_mut().iter_mut() {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                *x = state;
            }
        },
        || shuffled.borrow_mut().par_sort_unstable(),
    );
    best("tree", || (), || {
        std::hint::black_box(fib(27));
    });
}
