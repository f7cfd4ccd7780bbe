//@ differs: accepts: a lint warns of a future that nobody awaits
// A coroutine that nobody awaits.
async fn say(_n: i32) {}

async fn both() {
    say(1);
    say(2).await;
}

fn main() {
    let _never_polled = both();
}
