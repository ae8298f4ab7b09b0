//! Figures that a drawn file may hold.

/// A figure in the unit of its variable: a column in another unit would be refused, and hiding a cell may tip that; a part
/// is never larger than its whole, `rang` parts within parts.
pub fn plausible(variable: &str, rang: i32, habitants: u32, tirage: u32) -> u32 {
    let tranche = regex::Regex::new(
        "^(age|hommes|femmes)_([0-9]+_(14|19|2[0-9]|4[0-9]|59|64|7[0-9]|8[0-9]|plus))$",
    );
    match variable {
        "age_population" => habitants * (70 + tirage % 60) / 100,
        "apl_sages_femmes_pop_std" => habitants * (40 + tirage % 20) / 100,
        "revenu_median" => 15_000 + 100 * tirage,
        "taux_pauvrete" => 5 + tirage % 40,
        v if v.starts_with("apl_") && (v.ends_with("_pop") || v.ends_with("_pop_std")) => {
            habitants * (70 + tirage % 60) / 100
        }
        v if v != "age_15_64" && tranche.unwrap().is_match(v) => {
            habitants * (10 + tirage % 10) / 100
        }
        "femmes" => habitants / 2,
        v if rang > 0 => 20 * 9_u32.pow(rang.unsigned_abs()) + v.len() as u32 + tirage,
        _ => tirage % 3,
    }
}
