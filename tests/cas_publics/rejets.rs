//! Known, masked, rejected, absent, zero: five things, on every path.
