// The same service in Rust with std only, to measure beside it: a thread for each connection, which
// blocks, as std has no event loop. Ends when killed.
//
//   server [PORT]
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, RwLock};
use std::thread;

const PARTS: usize = 16;

struct Store {
    parts: [RwLock<HashMap<String, Arc<String>>>; PARTS],
}

impl Store {
    fn part(&self, key: &str) -> &RwLock<HashMap<String, Arc<String>>> {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        &self.parts[hasher.finish() as usize % PARTS]
    }
    fn get(&self, key: &str) -> Option<Arc<String>> {
        self.part(key).read().unwrap().get(key).cloned()
    }
    fn put(&self, key: String, value: Arc<String>) -> bool {
        self.part(&key).write().unwrap().insert(key, value).is_none()
    }
    fn erase(&self, key: &str) -> bool {
        self.part(key).write().unwrap().remove(key).is_some()
    }
    fn digest(&self) -> u64 {
        let mut all = 0u64;
        for part in &self.parts {
            let values: Vec<_> = part.read().unwrap().values().cloned().collect();
            for value in values {
                let hash = value.bytes().fold(14695981039346656037u64, |hash, byte| {
                    (hash ^ u64::from(byte)).wrapping_mul(1099511628211)
                });
                all = all.wrapping_add(hash);
            }
        }
        all
    }
}

#[derive(Default)]
struct Statistics {
    connections: AtomicU64,
    found: AtomicU64,
    missed: AtomicU64,
    written: AtomicU64,
    digests: AtomicU64,
}

fn answer(store: &Store, counts: &Statistics, method: &str, target: &str, body: String) -> (u16, Arc<String>) {
    let empty = || Arc::new(String::new());
    if let Some(key) = target.strip_prefix("/kv/") {
        match method {
            "GET" => match store.get(key) {
                Some(value) => {
                    counts.found.fetch_add(1, Relaxed);
                    (200, value)
                }
                None => {
                    counts.missed.fetch_add(1, Relaxed);
                    (404, empty())
                }
            },
            "PUT" => {
                counts.written.fetch_add(1, Relaxed);
                let is_new = store.put(key.to_string(), Arc::new(body));
                (if is_new { 201 } else { 204 }, empty())
            }
            "DELETE" => (if store.erase(key) { 204 } else { 404 }, empty()),
            _ => (405, empty()),
        }
    } else if target == "/statistics" {
        let all = [
            ("connections", &counts.connections),
            ("found", &counts.found),
            ("missed", &counts.missed),
            ("written", &counts.written),
            ("digests", &counts.digests),
        ];
        let text = all.iter().map(|(name, n)| format!("{name} {}\n", n.load(Relaxed))).collect();
        (200, Arc::new(text))
    } else if target == "/digest" {
        counts.digests.fetch_add(1, Relaxed);
        (200, Arc::new(format!("{}\n", store.digest())))
    } else {
        (404, empty())
    }
}

fn serve(stream: TcpStream, store: &Store, counts: &Statistics) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut writer = stream.try_clone()?;
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let mut words = line.split_ascii_whitespace();
        let method = words.next().unwrap_or("").to_string();
        let target = words.next().unwrap_or("").to_string();
        let (mut length, mut is_last) = (0, false);
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let Some((name, value)) = line.split_once(':') else { break };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().unwrap_or(0);
            } else if name.eq_ignore_ascii_case("connection") {
                is_last = value.trim().eq_ignore_ascii_case("close");
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let body = String::from_utf8(body).unwrap_or_default();
        let (status, body) = answer(store, counts, &method, &target, body);
        let reply = format!("HTTP/1.1 {status} \r\nContent-Length: {}\r\n\r\n{body}", body.len());
        writer.write_all(reply.as_bytes())?;
        if is_last {
            return Ok(());
        }
    }
}

fn main() -> std::io::Result<()> {
    let port = std::env::args().nth(1).map_or(0, |port| port.parse().unwrap());
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    println!("listening on {}", listener.local_addr()?.port());
    let store = Arc::new(Store { parts: Default::default() });
    let counts = Arc::new(Statistics::default());
    for stream in listener.incoming() {
        let (store, counts, stream) = (store.clone(), counts.clone(), stream?);
        counts.connections.fetch_add(1, Relaxed);
        thread::spawn(move || {
            let _ = serve(stream, &store, &counts);
        });
    }
    Ok(())
}
