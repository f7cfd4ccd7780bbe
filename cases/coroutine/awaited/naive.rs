// A future is awaited twice.
async fn number(n: i32) -> i32 {
    n
}

async fn twice(n: i32) -> i32 {
    let task = number(n);
    let first = task.await;
    first + task.await // expected-error {{[E0382]}}
}

fn main() {
    let _never_polled = twice(21);
}
