//! How the words of a session's row tell its topic.

use std::collections::BTreeMap;
use std::fs;

use nhipso::Project;
use nhipso::model::Overrides;

/// Topics of the rows, with the number of questions on each.
fn topics(rows: &str) -> BTreeMap<String, u64> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("s.csv"), format!("date,province,topic,question\n{rows}")).unwrap();
    let project = Project::open(folder.path(), &Overrides::default()).unwrap();
    let summary = project.run(&|_| ()).unwrap().summary;
    let places = summary.topics.iter().filter(|row| !row.place.is_country());
    places.map(|row| (row.topic.to_string(), row.questions.unwrap_or(0))).collect()
}

#[test]
fn a_label_wins_then_words_of_the_cell_then_words_of_the_question() {
    let found = topics(
        "2023-03-12,Sơn La,An ninh mạng,Bản em bao giờ có sóng 4G?\n\
         2023-03-12,Sơn La,Lừa đảo trên mạng,Bản bên cũng thiếu sóng\n\
         2023-03-12,Sơn La,,Bao giờ bản em được phủ sóng?\n",
    );
    let expected = [("cyber-safety".to_owned(), 2), ("infrastructure".to_owned(), 1)];
    assert_eq!(found, BTreeMap::from(expected));
}

#[test]
fn everyday_words_are_no_topic() {
    let found = topics("2023-03-12,Sơn La,Chuyện khác,Ai giúp và ai trả lời chúng em?\n");
    assert_eq!(found, BTreeMap::from([("unmatched".to_owned(), 1)]));
}
