//! One commune, one figure, everywhere: indicator, table, map, summary, findings and funding.
