// See channels.cpp.
use crossbeam_channel::{bounded, unbounded, Receiver, Select, Sender};
use std::time::Instant;

const RUNS: usize = 5;
const MESSAGES: usize = 1_000_000;
const THREADS: usize = 4;

fn measure(what: &str, f: impl Fn()) {
    let best = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            f();
            start.elapsed().as_secs_f64()
        })
        .fold(f64::MAX, f64::min);
    println!("crossbeam {what} {best:.3}");
}

fn send(out: &Sender<i32>, count: usize) {
    for i in 0..count {
        out.send(i as i32).unwrap();
    }
}

fn through(ends: (Sender<i32>, Receiver<i32>), senders: usize, count: usize) {
    let (tx, rx) = ends;
    std::thread::scope(|s| {
        for _ in 0..senders {
            let tx = tx.clone();
            s.spawn(move || send(&tx, count / senders));
        }
        drop(tx);
        while rx.recv().is_ok() {}
    });
}

fn select_all() {
    std::thread::scope(|s| {
        let inboxes: Vec<_> = (0..THREADS)
            .map(|_| {
                let (tx, rx) = unbounded();
                s.spawn(move || send(&tx, MESSAGES / THREADS));
                rx
            })
            .collect();
        let mut got = 0;
        while got < MESSAGES / THREADS * THREADS {
            let mut select = Select::new();
            for rx in &inboxes {
                select.recv(rx);
            }
            let case = select.select();
            let index = case.index();
            if case.recv(&inboxes[index]).is_ok() {
                got += 1;
            }
        }
    });
}

fn main() {
    measure("unbounded_seq", || {
        let (tx, rx) = unbounded();
        send(&tx, MESSAGES);
        for _ in 0..MESSAGES {
            rx.recv().unwrap();
        }
    });
    measure("unbounded_spsc", || through(unbounded(), 1, MESSAGES));
    measure("unbounded_mpsc", || through(unbounded(), THREADS, MESSAGES));
    measure("bounded_spsc", || through(bounded(MESSAGES), 1, MESSAGES));
    measure("bounded_mpsc", || through(bounded(MESSAGES), THREADS, MESSAGES));
    measure("bounded1_spsc", || through(bounded(1), 1, MESSAGES / 10));
    measure("bounded0_spsc", || through(bounded(0), 1, MESSAGES / 10));
    measure("unbounded_select_rx", select_all);
}
