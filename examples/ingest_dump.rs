use nhipso::{ingest, model};
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let regs = model::register::Registers::default();
    let _ = &regs;
    let t = std::time::Instant::now();
    let ex = ingest::discover(dir.as_ref(), &model::Settings::default(), &regs).unwrap();
    eprintln!("discover {:?}", t.elapsed());
    for u in &ex.unusable {
        println!("UNUSABLE {:?} {} {:?} | {}", u.source, u.rule.code(), u.line, u.problem.vi);
    }
    for e in &ex.exports {
        println!(
            "{:?} {:?} {} {:.2} sep={:?} header_line={} above={} carries={}",
            e.source,
            e.kind,
            e.encoding,
            e.encoding_confidence,
            e.separator.map(char::from),
            e.header_line,
            e.form_lines_above,
            e.carries_place
        );
        println!("   {:?} {:?}", e.headers, e.caption);
        println!("   {:?}", e.roles);
        let t = std::time::Instant::now();
        let n = e
            .fold(
                || (0u64, 0u64, 0u64, 0u64),
                |a, r| {
                    match r.kind {
                        ingest::RowKind::Data => a.0 += 1,
                        ingest::RowKind::Form => a.1 += 1,
                        ingest::RowKind::Broken(_) => a.2 += 1,
                    };
                    a.3 += r.cell(1).len() as u64;
                },
                |a, b| {
                    a.0 += b.0;
                    a.1 += b.1;
                    a.2 += b.2;
                    a.3 += b.3;
                },
            )
            .unwrap();
        eprintln!("fold {:?}", t.elapsed());
        println!("   data {} form {} broken {}", n.0, n.1, n.2);
    }
}
