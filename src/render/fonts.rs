//! The fonts that travel inside the program: charts and pages look the same on every machine.
//!
//! Be Vietnam Pro (sans serif, drawn for Vietnamese) is for charts and screens; Tinos has the widths of Times New
//! Roman and is for typeset pages. Tinos also fills in for the few signs that Be Vietnam Pro lacks (arrows, τ).

/// Family name of the sans serif font.
pub const SANS: &str = "Be Vietnam Pro";
/// Family name of the serif font.
pub const SERIF: &str = "Tinos";
/// CSS font stack of everything in [`SANS`], for places where the embedded font is not at hand.
pub const SANS_STACK: &str = "'Be Vietnam Pro', 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif";

/// Be Vietnam Pro, weight 400.
pub const SANS_REGULAR: &[u8] = include_bytes!("../../data/fonts/BeVietnamPro_400Regular.ttf");
/// Be Vietnam Pro, weight 600.
pub const SANS_SEMIBOLD: &[u8] = include_bytes!("../../data/fonts/BeVietnamPro_600SemiBold.ttf");
/// Be Vietnam Pro, weight 700.
pub const SANS_BOLD: &[u8] = include_bytes!("../../data/fonts/BeVietnamPro_700Bold.ttf");
/// Tinos, upright.
pub const SERIF_REGULAR: &[u8] = include_bytes!("../../data/fonts/Tinos_400Regular.ttf");
/// Tinos, italic.
pub const SERIF_ITALIC: &[u8] = include_bytes!("../../data/fonts/Tinos_400Regular_Italic.ttf");
/// Tinos, bold.
pub const SERIF_BOLD: &[u8] = include_bytes!("../../data/fonts/Tinos_700Bold.ttf");
/// Tinos, bold italic.
pub const SERIF_BOLD_ITALIC: &[u8] = include_bytes!("../../data/fonts/Tinos_700Bold_Italic.ttf");

/// Every embedded font, sans serif first.
pub const ALL: [&[u8]; 7] =
    [SANS_REGULAR, SANS_SEMIBOLD, SANS_BOLD, SERIF_REGULAR, SERIF_ITALIC, SERIF_BOLD, SERIF_BOLD_ITALIC];
