//! The tables of `assets/gazetteer/` and of a user's folder: rows of text, checked.
//!
//! Tab-separated, UTF-8. Lines that start with `#` are comments. The first other line names the columns:
//!
//! | column | holds |
//! |---|---|
//! | `class` | a name of [`Class`] |
//! | `country` | ISO 3166-1 alpha-2 (`XK` for Kosovo, a former state's last code), or nothing |
//! | `role` | a name of [`Role`]; persons only |
//! | `lat`, `lon` | degrees north and east; places only |
//! | `any` | names that are the same in every language |
//! | `fr`, `en` ... | names in that language (ISO 639-1) |
//!
//! Columns may be left out or be in any order; `class` and a column of names are needed. Names are separated by `|`;
//! the first of a language is the usual one. How a name is capitalised matters: see [`super::key::of_name`].

use super::key::{self, Shape};
use super::{Class, Country, Fault, Lang, Layer, Role};

/// One row, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub class: Class,
    pub country: Option<Country>,
    pub role: Option<Role>,
    pub at: Option<(f32, f32)>,
    pub names: Vec<Name>,
}

/// One name of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As written.
    pub text: String,
    /// `None` where it is the same in every language.
    pub lang: Option<Lang>,
    /// What is compared.
    pub key: String,
    /// How it must be capitalised.
    pub need: Shape,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Class,
    Country,
    Role,
    Lat,
    Lon,
    Names(Option<Lang>),
}

impl Column {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "class" => Self::Class,
            "country" => Self::Country,
            "role" => Self::Role,
            "lat" => Self::Lat,
            "lon" => Self::Lon,
            "any" => Self::Names(None),
            tag if tag.len() == 2 => Self::Names(Some(Lang::from_tag(tag)?)),
            _ => return None,
        })
    }
}

/// The sound rows of `layer`; what is wrong with the others goes to `faults`.
pub fn read(layer: Layer<'_>, faults: &mut Vec<Fault>) -> Vec<Row> {
    let mut columns: Option<Vec<Column>> = None;
    let mut rows = Vec::new();
    let mut at = 0;
    for line in layer.text.split_inclusive('\n') {
        let text = line.trim_end_matches(['\n', '\r']);
        if !text.trim().is_empty() && !text.starts_with('#') {
            match &columns {
                None => match header(text) {
                    Ok(found) => columns = Some(found),
                    Err((offset, message)) => {
                        faults.push(Fault::at(layer, at + offset, message));
                        return rows;
                    }
                },
                Some(columns) => match row(columns, text) {
                    Ok(row) => rows.push(row),
                    Err((offset, message)) => faults.push(Fault::at(layer, at + offset, message)),
                },
            }
        }
        at += line.len();
    }
    rows
}

/// The fields of a line with the byte that each starts at.
fn fields(line: &str) -> impl Iterator<Item = (usize, &str)> {
    line.split('\t').scan(0, |at, field| {
        let start = *at;
        *at += field.len() + 1;
        Some((start, field))
    })
}

fn header(line: &str) -> Result<Vec<Column>, (usize, String)> {
    let mut columns = Vec::new();
    for (at, name) in fields(line) {
        let column = Column::of(name.trim())
            .ok_or_else(|| (at, format!("There is no column \"{name}\" in a gazetteer table.")))?;
        if columns.contains(&column) {
            return Err((at, format!("The column \"{name}\" is there twice.")));
        }
        columns.push(column);
    }
    if !columns.contains(&Column::Class) || !columns.iter().any(|c| matches!(c, Column::Names(_))) {
        let message =
            "The first line must name the columns, at least \"class\" and one of names such as \"any\".";
        return Err((0, message.to_owned()));
    }
    Ok(columns)
}

fn row(columns: &[Column], line: &str) -> Result<Row, (usize, String)> {
    let mut class = None;
    let mut row = Row { class: Class::Nothing, country: None, role: None, at: None, names: Vec::new() };
    let (mut lat, mut lon) = (None, None);
    for (n, (at, field)) in fields(line).enumerate() {
        let column = *columns
            .get(n)
            .ok_or_else(|| (at, "This row has more fields than there are columns.".to_owned()))?;
        let value = field.trim();
        if value.is_empty() {
            continue;
        }
        let unknown = |what: &str| (at, format!("\"{value}\" is no {what}."));
        match column {
            Column::Class => class = Some(Class::from_name(value).ok_or_else(|| unknown("class"))?),
            Column::Country => {
                row.country = Some(Country::from_code(value).ok_or_else(|| unknown("country code"))?);
            }
            Column::Role => row.role = Some(Role::from_name(value).ok_or_else(|| unknown("role"))?),
            Column::Lat => lat = Some(degrees(value, 90.0).ok_or_else(|| unknown("latitude"))?),
            Column::Lon => lon = Some(degrees(value, 180.0).ok_or_else(|| unknown("longitude"))?),
            Column::Names(lang) => names(lang, at, field, &mut row.names)?,
        }
    }
    row.class = class.ok_or_else(|| (0, "This row has no class.".to_owned()))?;
    row.at = match (lat, lon) {
        (Some(lat), Some(lon)) => Some((lat, lon)),
        (None, None) => None,
        _ => return Err((0, "This row has a latitude without a longitude, or the reverse.".to_owned())),
    };
    if row.names.is_empty() {
        return Err((0, "This row has no name.".to_owned()));
    }
    Ok(row)
}

fn degrees(value: &str, limit: f32) -> Option<f32> {
    value.parse().ok().filter(|d: &f32| d.abs() <= limit)
}

fn names(lang: Option<Lang>, at: usize, field: &str, into: &mut Vec<Name>) -> Result<(), (usize, String)> {
    let mut at = at;
    for name in field.split('|') {
        let text = name.trim();
        let (key, need) =
            key::of_name(text).ok_or_else(|| (at, format!("\"{text}\" is no name that a text can hold.")))?;
        into.push(Name { text: text.to_owned(), lang, key, need });
        at += name.len() + 1;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<(usize, usize, String)> {
        let mut faults = Vec::new();
        read(Layer { file: "mine.tsv", text }, &mut faults);
        faults.into_iter().map(|f| (f.line, f.column, f.message)).collect()
    }

    #[test]
    fn a_row_is_read_with_its_names_in_order() {
        let text = "# note\nclass\tcountry\tlat\tlon\tany\tfr\ncity\tSY\t36.2\t37.16\tHalab\tAlep|Alep-Est\n";
        let mut faults = Vec::new();
        let rows = read(Layer { file: "mine.tsv", text }, &mut faults);
        assert_eq!(faults, []);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].at, Some((36.2, 37.16)));
        let names: Vec<_> = rows[0].names.iter().map(|n| (n.text.as_str(), n.lang)).collect();
        let fr = Lang::from_tag("fr");
        assert_eq!(names, [("Halab", None), ("Alep", fr), ("Alep-Est", fr)]);
    }

    #[test]
    fn faults_name_line_and_column() {
        let text = "class\tcountry\tany\ncity\tSYR\tX\nville\tSY\tY\ncity\tSY\tÉté|A (b)\ncity\tSY\n";
        let at: Vec<_> = faults(text).into_iter().map(|(line, column, _)| (line, column)).collect();
        assert_eq!(at, [(2, 6), (3, 1), (4, 13), (5, 1)]);
    }

    #[test]
    fn coordinates_must_be_on_the_globe() {
        assert_eq!(faults("class\tlat\tlon\tany\ncity\t91\t0\tX\n")[0].2, "\"91\" is no latitude.");
        assert_eq!(faults("class\tlat\tlon\tany\ncity\t9\t\tX\n").len(), 1);
    }

    #[test]
    fn an_unknown_column_is_a_fault() {
        assert_eq!(
            faults("class\tname\ncity\tX\n")[0].2,
            "There is no column \"name\" in a gazetteer table."
        );
    }
}
