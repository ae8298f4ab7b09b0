//! What the report may say: comparators, small numbers, words, what is left to complete.
