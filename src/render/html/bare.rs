//! Drawings as a page holds them: without what the page says beside them, and without quotes that HTML does without.

/// The drawing as part of a page: its name and its description, which the figure around it carries, are left out, and so is
/// what makes it a file of its own; attributes whose values need no quotes have none. What it shows stays as it is.
///
/// Text that is no drawing of ours comes out as it went in, its quotes in tags apart.
pub(super) fn bare(svg: &str) -> String {
    unquoted(&unnamed(svg))
}

/// Without the name and the description of the whole, and the attributes that lead to them.
fn unnamed(svg: &str) -> String {
    let Some((root, rest)) = svg.find('>').map(|end| svg.split_at(end)) else { return svg.to_owned() };
    let mut root = root.replace(" xmlns=\"http://www.w3.org/2000/svg\"", "");
    let mut rest = rest;
    let mut said = String::new();
    if let Some((at, labels)) = attribute(&root, " aria-labelledby=\"") {
        let labels: Vec<String> = labels.split(' ').map(str::to_owned).collect();
        root.replace_range(at, "");
        root = root.replace(" role=\"img\"", "");
        for (element, id) in ["title", "desc"].into_iter().zip(&labels) {
            let (open, close) = (format!("<{element} id=\"{id}\">"), format!("</{element}>"));
            let Some((before, after)) = rest.split_once(&open) else { continue };
            let Some((_, after)) = after.split_once(&close) else { continue };
            said.push_str(before.trim_end());
            rest = after;
        }
    }
    format!("{root}{said}{rest}")
}

/// Where an attribute stands in a tag, and its value.
fn attribute<'a>(tag: &'a str, opens: &str) -> Option<(std::ops::Range<usize>, &'a str)> {
    let from = tag.find(opens)?;
    let begins = from + opens.len();
    let length = tag.get(begins..)?.find('"')?;
    Some((from..begins + length + 1, tag.get(begins..begins + length)?))
}

/// Values of attributes without their quotes, where they need none: no space or sign of HTML is in them, and no slash that
/// closes the element would become a part of them.
fn unquoted(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        while let Some(at) = rest.find(['>', '"']) {
            if rest[at..].starts_with('>') {
                out.push_str(&rest[..=at]);
                rest = &rest[at + 1..];
                break;
            }
            let Some(length) = rest[at + 1..].find('"') else { break };
            let (value, after) = (&rest[at + 1..at + 1 + length], &rest[at + 2 + length..]);
            let plain = !value.is_empty()
                && !value.contains(|c: char| c.is_whitespace() || "'=<>`".contains(c))
                && after.starts_with([' ', '>', '\n'])
                && rest[..at].ends_with('=');
            out.push_str(&rest[..at]);
            match plain {
                true => out.push_str(value),
                false => out.push_str(&rest[at..at + 2 + length]),
            }
            rest = after;
        }
        if !rest.contains('>') {
            break;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_in_a_page_says_nothing_twice_and_shows_the_same() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"nhipso-chart\" width=\"680\" viewBox=\"0 0 680 292\" role=\"img\" aria-labelledby=\"a-title a-desc\" font-family=\"'Be Vietnam Pro', Arial\">\n<title id=\"a-title\">Tăng 2 điểm %</title>\n<desc id=\"a-desc\">Biểu đồ: a=\"1\" &gt; b</desc>\n<text x=\"5\" y=\"6.5\" fill=\"#1B242E\">nói \"thế\" và x=\"2\" rồi</text>\n<g><title>Sơn La: 95</title><circle cx=\"1\" r=\"3\"/></g><path d=\"M0 1L2 3\" fill=\"none\"/></svg>";
        assert_eq!(
            bare(svg),
            "<svg class=nhipso-chart width=680 viewBox=\"0 0 680 292\" font-family=\"'Be Vietnam Pro', Arial\">\n<text x=5 y=6.5 fill=#1B242E>nói \"thế\" và x=\"2\" rồi</text>\n<g><title>Sơn La: 95</title><circle cx=1 r=\"3\"/></g><path d=\"M0 1L2 3\" fill=\"none\"/></svg>"
        );
    }

    #[test]
    fn what_needs_its_quotes_keeps_them() {
        for kept in
            ["<a b=\"\">", "<a b=\"c d\">", "<a b=\"c=d\">", "<a b=\"c\"/>", "<a b=\"c", "a \"b\" c", ""]
        {
            assert_eq!(bare(kept), kept);
        }
        assert_eq!(bare("<a b=\"c>d\" e=\"f\">g</a>"), "<a b=\"c>d\" e=f>g</a>");
    }
}
