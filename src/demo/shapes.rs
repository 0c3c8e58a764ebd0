//! What is built into the invented data: which series rise, which fall, which stay flat.

/// Which way a series goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// From year to year higher.
    Rising,
    /// Noise around one level.
    Flat,
    /// From year to year lower.
    Falling,
}

impl Shape {
    /// The factor on a series' level at `progress` (0 in the first year, 1 in the last): 0.2 to 1.8, 1, or 1.8 to 0.2.
    /// As many topics rise as fall and all have one level, so the shares of the flat ones stay as they are.
    pub(super) fn factor(self, progress: f64) -> f64 {
        match self {
            Shape::Rising => 0.2 + 1.6 * progress,
            Shape::Flat => 1.0,
            Shape::Falling => 1.8 - 1.6 * progress,
        }
    }
}

/// What a series counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Series {
    /// The share of a topic.
    Topic,
    /// The percentage of an indicator.
    Indicator,
}

/// One series that was built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltIn {
    /// What it counts.
    pub series: Series,
    /// Id of the topic or indicator.
    pub id: &'static str,
    /// Which way it goes, in every province and in all together.
    pub shape: Shape,
}

const fn topic(id: &'static str, shape: Shape) -> BuiltIn {
    BuiltIn { series: Series::Topic, id, shape }
}

const fn indicator(id: &'static str, shape: Shape) -> BuiltIn {
    BuiltIn { series: Series::Indicator, id, shape }
}

/// Every series that does not stay flat, and the indicators that do. Topics that are not named here are flat.
pub const BUILT_IN: &[BuiltIn] = &[
    topic("ai-tools", Shape::Rising),
    topic("online-fraud", Shape::Rising),
    topic("cashless", Shape::Rising),
    topic("e-commerce", Shape::Rising),
    topic("digital-id", Shape::Rising),
    topic("green-jobs", Shape::Rising),
    topic("paper-forms", Shape::Falling),
    topic("weak-signal", Shape::Falling),
    topic("old-phones", Shape::Falling),
    topic("public-wifi", Shape::Falling),
    topic("remote-lessons", Shape::Falling),
    topic("junk-calls", Shape::Falling),
    indicator("villages_mobile_broadband", Shape::Rising),
    indicator("online_service_files", Shape::Rising),
    indicator("adults_smartphone", Shape::Flat),
    indicator("files_late", Shape::Falling),
];

/// The shape of a topic.
pub(super) fn of_topic(id: &str) -> Shape {
    BUILT_IN
        .iter()
        .find(|built| built.series == Series::Topic && built.id == id)
        .map_or(Shape::Flat, |built| built.shape)
}
