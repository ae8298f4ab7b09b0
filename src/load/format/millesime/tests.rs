//! Tests of `millesime`.

use super::*;

#[test]
fn the_year_of_a_path_must_be_alone() {
    assert_eq!(an_du_chemin("bpe/bpe_2024_sante.csv"), Some(2024));
    assert_eq!(an_du_chemin("2023/bpe.csv"), Some(2023));
    assert_eq!(an_du_chemin("apl_2022_2023.csv"), None);
    assert_eq!(an_du_chemin("cc_20230101.csv"), None);
}
