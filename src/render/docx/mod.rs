//! stub
use super::{Edition, File, RenderError, Writer};
/// Stub.
pub(super) struct Docx;
impl Writer for Docx {
    fn files(&self, _: &Edition<'_>) -> Result<Vec<File>, RenderError> {
        Ok(Vec::new())
    }
}
