//! The whole program, stage by stage and end to end.
