//! The shared vocabulary: periods, places, registers, rules, tables and settings.
//!
//! Every stage speaks in these words and `model` imports no stage.

pub(crate) mod arrange;
pub mod called;
pub(crate) mod fast;
pub mod figure;
pub mod fold;
pub mod message;
pub mod near;
pub mod numbers;
pub mod overrides;
pub mod period;
pub mod place;
pub mod reason;
pub mod register;
pub mod rule;
pub mod settings;
pub mod table;

pub use figure::FigureId;
pub use message::{Lang, OwnText, Text};
pub use overrides::Overrides;
pub use period::{Period, PeriodKind};
pub use place::{Level, Place, Vintage};
pub use rule::Rule;
pub use settings::Settings;
