//! Watch: write the report again whenever an export changes, and show it on a page that reloads by itself.
//!
//! The page is served to this computer alone (loopback); the files of the edition are not changed for it.

use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::model::Text;

/// What a folder looks like from outside: enough to see that something in it changed.
pub type Snapshot = Vec<(PathBuf, u64, Option<SystemTime>)>;

/// Looks at every file below `input`, the edition at `except` left out.
pub fn snapshot(input: &Path, except: &Path) -> Snapshot {
    let mut files = Snapshot::new();
    let mut open = vec![input.to_owned()];
    while let Some(next) = open.pop() {
        if same(&next, except) {
            continue;
        }
        match fs::read_dir(&next) {
            Ok(entries) => {
                open.extend(entries.flatten().map(|entry| entry.path()).filter(|path| !hidden(path)))
            }
            Err(_) => {
                if let Ok(meta) = fs::metadata(&next) {
                    files.push((next, meta.len(), meta.modified().ok()));
                }
            }
        }
    }
    files.sort();
    files
}

fn hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

fn same(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

/// Waits until `input` looks different from `before`, and quiet for a moment: a file being saved is not read by half.
pub fn wait_for_change(input: &Path, except: &Path, before: &Snapshot) -> Snapshot {
    let pause = Duration::from_millis(300);
    let mut last = snapshot(input, except);
    loop {
        thread::sleep(pause);
        let now = snapshot(input, except);
        if now != *before && now == last {
            return now;
        }
        last = now;
    }
}

/// What became of the files between two looks at a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are new or hold something else.
    pub written: Vec<PathBuf>,
    /// Files that are gone.
    pub gone: Vec<PathBuf>,
}

/// What changed between two looks, with names below `input`.
pub fn changes(input: &Path, before: &Snapshot, now: &Snapshot) -> Changes {
    let name = |path: &PathBuf| match path.strip_prefix(input) {
        Ok(below) if below.as_os_str().is_empty() => path.clone(),
        Ok(below) => below.to_owned(),
        Err(_) => path.clone(),
    };
    let there = |snapshot: &Snapshot, path: &PathBuf| snapshot.iter().any(|(other, ..)| other == path);
    Changes {
        written: now.iter().filter(|file| !before.contains(file)).map(|(path, ..)| name(path)).collect(),
        gone: before.iter().filter(|(path, ..)| !there(now, path)).map(|(path, ..)| name(path)).collect(),
    }
}

impl Changes {
    /// `coverage.csv thay đổi; teams.csv không còn`; of many files the first few.
    pub fn text(&self) -> Text {
        let named = |files: &[PathBuf]| -> String {
            let mut names: Vec<String> =
                files.iter().take(NAMED).map(|path| path.display().to_string()).collect();
            if files.len() > NAMED {
                names.push("…".to_owned());
            }
            names.join(", ")
        };
        let mut parts = Vec::new();
        if !self.written.is_empty() {
            let files = named(&self.written);
            parts.push((format!("{files} thay đổi"), format!("{files} changed")));
        }
        if !self.gone.is_empty() {
            let files = named(&self.gone);
            let en = if self.gone.len() == 1 { "is" } else { "are" };
            parts.push((
                format!("{files} không còn trong thư mục"),
                format!("{files} {en} gone from the folder"),
            ));
        }
        let (vi, en): (Vec<String>, Vec<String>) = parts.into_iter().unzip();
        Text::new(vi.join("; "), en.join("; "))
    }
}

/// So many files are named.
const NAMED: usize = 4;

/// The time of day in Vietnam: `08:30:05`.
pub fn time_of_day() -> String {
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::offset(7).to_time_zone());
    format!("{:02}:{:02}:{:02}", now.hour(), now.minute(), now.second())
}

/// Serves a folder to this computer.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    version: Arc<AtomicU64>,
}

impl Server {
    /// Starts serving `folder` on `port` (0: any that is free).
    pub fn start(folder: &Path, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let version = Arc::new(AtomicU64::new(1));
        let (folder, seen) = (folder.to_owned(), Arc::clone(&version));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A reader that goes away in the middle of a page concerns nobody else.
                let _ = answer(stream, &folder, seen.load(Ordering::Relaxed));
            }
        });
        Ok(Server { address, version })
    }

    /// Where the page is.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Tells open pages to reload.
    pub fn reload(&self) {
        self.version.fetch_add(1, Ordering::Relaxed);
    }
}

const VERSION: &str = "/.version";
const RELOAD: &str = "<script>(()=>{let seen;setInterval(async()=>{try{const now=await(await fetch('/.version')).text();\
    if(seen&&now!==seen)location.reload();seen=now}catch{}},700)})()</script>";

/// What a page says that it may load, and the same with this server beside it: only so does it learn that it is old.
const POLICY: &str = "default-src 'none';";
const SERVED: &str = "default-src 'none'; connect-src 'self';";

/// A page of the edition as it is served: it asks whether there is a newer one.
fn served(page: &[u8]) -> Vec<u8> {
    let page = String::from_utf8_lossy(page);
    let mut served = page.replacen(POLICY, SERVED, 1);
    served.push_str(RELOAD);
    served.into_bytes()
}

fn answer(mut stream: TcpStream, folder: &Path, version: u64) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut request = String::new();
    BufReader::new(io::Read::take(&stream, 8192)).read_line(&mut request)?;
    let target =
        request.strip_prefix("GET ").and_then(|rest| rest.split([' ', '?']).next()).unwrap_or_default();
    let (status, kind, body) = if target == VERSION {
        ("200 OK", "text/plain", version.to_string().into_bytes())
    } else {
        match local_file(folder, target).and_then(|path| fs::read(&path).ok().map(|bytes| (path, bytes))) {
            Some((path, mut bytes)) => {
                let kind = content_type(&path);
                if kind.starts_with("text/html") {
                    bytes = served(&bytes);
                }
                ("200 OK", kind, bytes)
            }
            None => ("404 Not Found", "text/plain", b"not found".to_vec()),
        }
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(&body)
}

/// The file of the edition that a request names, never one outside it and never a private one.
fn local_file(folder: &Path, target: &str) -> Option<PathBuf> {
    let target = target.strip_prefix('/')?;
    let target = Path::new(if target.is_empty() { "index.html" } else { target });
    let inside = target.components().all(|part| matches!(part, Component::Normal(_)));
    (inside && !target.starts_with("private")).then(|| folder.join(target))
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("csv") => "text/csv; charset=utf-8",
        Some("json") => "application/json",
        Some("pdf") => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::io::Read;

    fn get(server: &Server, target: &str) -> String {
        let mut stream = TcpStream::connect(server.address).unwrap();
        write!(stream, "GET {target} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn serves_the_edition_and_nothing_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let edition = dir.path().join("edition");
        fs::create_dir_all(edition.join("private")).unwrap();
        fs::write(edition.join("index.html"), "<h1>x</h1>").unwrap();
        fs::write(edition.join("private/rows.csv"), "secret").unwrap();
        fs::write(dir.path().join("beside"), "secret").unwrap();
        let server = Server::start(&edition, 0).unwrap();
        assert!(get(&server, "/").contains("<h1>x</h1>"));
        for target in ["/../beside", "/private/rows.csv", "//etc/passwd", "/nothing"] {
            let answer = get(&server, target);
            assert!(answer.starts_with("HTTP/1.1 404"), "{target}: {answer}");
        }
        let before = get(&server, VERSION);
        server.reload();
        assert_ne!(before, get(&server, VERSION));
    }

    #[test]
    fn a_served_page_may_ask_for_its_version() {
        let page = include_str!("../reports/published/index.html");
        let served = String::from_utf8(served(page.as_bytes())).unwrap();
        let policy =
            served.split_once("Content-Security-Policy\" content=\"").unwrap().1.split('"').next().unwrap();
        assert!(policy.split("; ").any(|rule| rule == "connect-src 'self'"), "{policy}");
        assert!(served.ends_with(RELOAD) && !page.contains("connect-src"));
    }

    #[test]
    fn sees_a_change_and_not_its_own_output() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out");
        fs::create_dir(&out).unwrap();
        fs::write(dir.path().join("a.csv"), "1").unwrap();
        let before = snapshot(dir.path(), &out);
        fs::write(out.join("index.html"), "x").unwrap();
        assert_eq!(snapshot(dir.path(), &out), before);
        fs::write(dir.path().join("a.csv"), "12").unwrap();
        assert_ne!(snapshot(dir.path(), &out), before);
        let now = wait_for_change(dir.path(), &out, &before);
        assert_ne!(now, before);
        fs::write(dir.path().join("b.csv"), "1").unwrap();
        fs::remove_file(dir.path().join("a.csv")).unwrap();
        let changes = changes(dir.path(), &now, &snapshot(dir.path(), &out));
        assert_eq!((&changes.written[..], &changes.gone[..]), (&["b.csv".into()][..], &["a.csv".into()][..]));
        assert_eq!(changes.text().vi, "b.csv thay đổi; a.csv không còn trong thư mục");
        assert_eq!(changes.text().en, "b.csv changed; a.csv is gone from the folder");
    }
}
