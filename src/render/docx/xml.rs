//! XML as a string: elements are closed in their order, text and attributes are escaped.

use std::borrow::Cow;
use std::sync::Arc;

use quick_xml::escape::escape;

use crate::compose::tongue::Tongues;

/// A growing XML document.
#[derive(Default)]
pub(super) struct Xml {
    out: String,
    open: Vec<&'static str>,
    /// What is known of the languages of its words.
    pub tongues: Arc<Tongues>,
}

/// Attributes: name and value.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Xml {
    /// A document with its declaration.
    pub(super) fn document() -> Self {
        Xml {
            out: "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".into(),
            ..Xml::default()
        }
    }

    /// A piece of a document, of whose words that is known.
    pub(super) fn of(tongues: &Arc<Tongues>) -> Self {
        Xml { tongues: Arc::clone(tongues), ..Xml::default() }
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: Attributes<'_>) -> &mut Self {
        self.tag(name, attributes, ">");
        self.open.push(name);
        self
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) -> &mut Self {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
        self
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) -> &mut Self {
        self.tag(name, attributes, "/>");
        self
    }

    /// An element with the attribute `w:val` alone.
    pub(super) fn val(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.empty(name, &[("w:val", value)])
    }

    /// An element that holds text alone.
    pub(super) fn text(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) -> &mut Self {
        self.tag(name, attributes, ">");
        self.out.push_str(&escape(legal(text)));
        self.open.push(name);
        self.close()
    }

    /// What another one has written.
    pub(super) fn written(&mut self, xml: &str) -> &mut Self {
        self.out.push_str(xml);
        self
    }

    /// The document; open elements are closed.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn tag(&mut self, name: &str, attributes: Attributes<'_>, end: &str) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            self.out.push_str(&escape(legal(value)));
            self.out.push('"');
        }
        self.out.push_str(end);
    }
}

/// The text without the characters that XML 1.0 does not know.
fn legal(text: &str) -> Cow<'_, str> {
    let allowed = |c: char| {
        matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)
            && !matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    if text.chars().all(allowed) {
        text.into()
    } else {
        text.chars().filter(|c| allowed(*c)).collect::<String>().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_elements_are_closed() {
        let mut xml = Xml::default();
        xml.open("a", &[("b", "\"<&")]).text("c", &[], "x</c>]]>&amp;\u{b}\u{0}");
        assert_eq!(xml.finish(), "<a b=\"&quot;&lt;&amp;\"><c>x&lt;/c&gt;]]&gt;&amp;amp;</c></a>");
    }
}
