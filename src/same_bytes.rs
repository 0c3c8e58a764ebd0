//! However exports are read — in one block or in many tiny ones, with one thread or several — the same bytes come out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Write;
use std::path::Path;

use crate::compose::report::Rows;
use crate::ingest::{self, ReadOptions};
use crate::model::Settings;
use crate::model::register::Registers;
use crate::{analyse, clean, compose, edition, render};

/// Communes, months, faults of every sort, quoted line breaks, sessions with repeats: many files of a few hundred rows.
fn write_exports(folder: &Path) {
    let indicator = "Số thôn, bản được phủ sóng băng rộng di động";
    for (file, places) in [("a.csv", ["Sơn La", "Lào Cai"]), ("b.csv", ["Cao Bằng", "TP. Cần Thơ"])] {
        let mut text = format!("Tháng,Tỉnh,Xã,\"{indicator}\",\"Tổng số thôn, bản\",Nguồn\n");
        for (month, province, commune) in (1..=6)
            .flat_map(|month| places.map(|place| (month, place)))
            .flat_map(|(month, place)| (1..=25).map(move |commune| (month, place, commune)))
        {
            let covered = (commune * 7 + month) % 9;
            let row = match (commune * month) % 29 {
                3 => format!("0{month}/2023,{province},Xã {commune},10,9,\n"),
                5 => format!("0{month}/2023,{province},XÃ {commune},{covered},9,\"Sở\nTTTT\"\n").repeat(2),
                7 => format!("0{month}/2023,{province},Xã {commune},{covered}\n"),
                11 => format!("0{month}/2023,Không Đâu,Xã {commune},{covered},9,\n"),
                13 => format!("0{month}/2023,{province},Xã \"{commune},{covered},9,\n"),
                _ => format!("0{month}/2023,{province},Xã {commune},{covered},9,\n"),
            };
            text.push_str(&row);
        }
        std::fs::write(folder.join(file), text).unwrap();
    }
    let mut text = String::from("Ngày;Tỉnh;Chủ đề;Câu hỏi;Số ý kiến\n");
    for n in 0..300 {
        let province = ["Sơn La", "SON LA", "Lào Cai", "Hà Nội"][n % 4];
        let topic = ["Giáo dục", "giao duc", "Chuyện khác", "Dịch vụ công"][n % 3];
        let (day, question) = (1 + n % 28, n % 90);
        _ = writeln!(
            text,
            "{day}/{}/2023;{province};{topic};\"Bao giờ xong\nviệc số {question}?\";{}",
            1 + n % 2,
            n % 5
        );
    }
    std::fs::write(folder.join("c.csv"), text).unwrap();
}

/// Tables and quality files of one run, by name.
fn bytes(folder: &Path, options: ReadOptions) -> Vec<(String, Vec<u8>)> {
    let (settings, registers) = (Settings::default(), Registers::default_set().unwrap());
    let exports = ingest::discover_with(folder, &settings, &registers, options).unwrap();
    assert_eq!(exports.exports.len(), 3);
    let clean::Cleaned { tables, mut audit } = clean::clean(&exports, &settings, &registers).unwrap();
    assert!(audit.rejections.len() > 20 && audit.files[0].repeats.count > 0);
    let summary = analyse::analyse(&tables, &mut audit, &settings, &registers).unwrap();
    let named = |table: &compose::SummaryTable<'_>| {
        let mut bytes = Vec::new();
        render::csv::write(table, &mut bytes).unwrap();
        (table.table().name.to_owned(), bytes)
    };
    let tables = compose::data_tables(&summary, &settings, &registers);
    let mut files: Vec<(String, Vec<u8>)> = tables.iter().map(named).collect();
    let out = tempfile::tempdir().unwrap();
    let origins = compose::origins(&summary, &audit, &settings, &registers);
    for resource in edition::quality::write(&audit, &origins, settings.lang, out.path()).unwrap() {
        files.push((resource.path.clone(), std::fs::read(out.path().join(&resource.path)).unwrap()));
    }
    files
}

#[test]
fn blocks_and_threads_change_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    write_exports(folder.path());
    let one = ReadOptions { block: 1 << 22, threads: 1, ..ReadOptions::default() };
    let expected = bytes(folder.path(), one);
    assert!(expected.iter().filter(|(_, file)| file.len() > 1000).count() > 4);
    // More threads than the machine may have, so that who reads what differs from one try to the next.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap();
    let ways = [(1, 0, 3), (7, 1, 2), (64, 1, 5), (256, 2, 4), (1000, 6, 4), (4096, 3, 2)];
    for (block, proof, threads) in ways.into_iter().cycle().take(3 * ways.len()) {
        let many = ReadOptions { block, proof, threads, ..ReadOptions::default() };
        for (one, many) in expected.iter().zip(pool.install(|| bytes(folder.path(), many))) {
            assert_eq!(one.0, many.0);
            assert!(one.1 == many.1, "{} differs with blocks of {block} and proofs of {proof}", one.0);
        }
    }
}
