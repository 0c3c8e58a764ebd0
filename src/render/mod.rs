//! Render: [`Report`] → files. Writers never compute, never round, never sort.
