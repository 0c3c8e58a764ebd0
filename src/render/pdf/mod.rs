//! stub
use super::{Edition, File, RenderError, Writer};
/// Stub.
pub(super) struct Pdf;
impl Writer for Pdf {
    fn files(&self, _: &Edition<'_>) -> Result<Vec<File>, RenderError> {
        Ok(Vec::new())
    }
}
