//! The dates of wires as RFC 3339: `20140829T134951+0000`, `2022-07-11 18:33`, `Thu, 19 Feb 2015 17:18:40 +1100`,
//! `131137 GMT Nov 13`.

use crate::lexicon::Lexicon;
use crate::lexicon::page::fold;

/// A longer string is no date.
const LONGEST: usize = 64;

/// `raw` as RFC 3339, without offset where the sender gives none, or as a plain date; `None` where it is no date.
pub(super) fn rfc3339(raw: &str) -> Option<String> {
    let raw = raw.trim();
    if raw.len() > LONGEST {
        return None;
    }
    compact(raw).or_else(|| mail(raw)).or_else(|| european(raw))
}

/// `27.01.2025 10:15`, `27/01/2025`, where the day is certain: a date with slashes may be American.
fn european(raw: &str) -> Option<String> {
    let end = raw.find([' ', 'T']).unwrap_or(raw.len());
    let (date, time) = raw.split_at_checked(end)?;
    let parts: Vec<&str> = date.split(['.', '/', '-']).collect();
    let [day, month, year] = *parts.as_slice() else { return None };
    let (d, m): (u8, u8) = (day.parse().ok()?, month.parse().ok()?);
    let certain = d > 12 || date.contains('.');
    (certain && year.len() == 4 && m <= 12).then(|| compact(&format!("{year}-{m:02}-{d:02}{time}")))?
}

/// The digits of an ISO 8601 date, extended or basic, with or without time and offset.
fn compact(raw: &str) -> Option<String> {
    let mut digits = String::new();
    let mut rest = "";
    // Date and time are fourteen digits at most, whatever stands between them; what follows is the offset.
    for (n, c) in raw.char_indices() {
        match c {
            '0'..='9' if digits.len() < 14 => digits.push(c),
            '-' | '/' if digits.len() < 8 => {}
            'T' | 't' | ' ' if digits.len() == 8 => {}
            ':' if digits.len() > 8 => {}
            _ => {
                rest = raw.get(n..)?;
                break;
            }
        }
    }
    if digits.len() != 8 && digits.len() != 12 && digits.len() != 14 {
        return None;
    }
    let part = |from: usize, to: usize| digits.get(from..to);
    let date = format!("{}-{}-{}", part(0, 4)?, part(4, 6)?, part(6, 8)?);
    date.parse::<jiff::civil::Date>().ok()?;
    let Some((hour, minute)) = part(8, 10).zip(part(10, 12)) else {
        return rest.is_empty().then_some(date);
    };
    let time = format!("{hour}:{minute}:{}", part(12, 14).unwrap_or("00"));
    time.parse::<jiff::civil::Time>().ok()?;
    let fraction = rest
        .strip_prefix(['.', ','])
        .map_or(0, |f| 1 + f.len() - f.trim_start_matches(|c: char| c.is_ascii_digit()).len());
    Some(format!("{date}T{time}{}", offset(rest.get(fraction..)?.trim())?))
}

/// `Z`, `+0000`, `+00:00`, `GMT` or nothing, as RFC 3339 writes it.
fn offset(raw: &str) -> Option<String> {
    if raw.is_empty() {
        return Some(String::new());
    }
    if ["z", "gmt", "utc"].contains(&raw.to_ascii_lowercase().as_str()) {
        return Some("Z".to_owned());
    }
    let sign = raw.chars().next().filter(|c| matches!(c, '+' | '-'))?;
    let digits: String = raw.chars().skip(1).filter(|c| *c != ':').collect();
    let (hour, minute) = match digits.len() {
        2 => (digits.as_str(), "00"),
        4 => (digits.get(..2)?, digits.get(2..)?),
        _ => return None,
    };
    let valid = hour.parse::<u8>().is_ok_and(|h| h <= 14) && minute.parse::<u8>().is_ok_and(|m| m < 60);
    valid.then(|| format!("{sign}{hour}:{minute}"))
}

/// RFC 2822, as mails and feeds have it.
fn mail(raw: &str) -> Option<String> {
    let raw = raw.replace(" UTC", " +0000").replace(" GMT", " +0000");
    let zoned =
        jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_zoned(raw.trim()).ok()?;
    Some(zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

/// `DDHHMM [GMT] Mon YY`, the month in any known language.
pub(super) fn iptc(raw: &str, lexicon: &Lexicon) -> Option<String> {
    let words: Vec<&str> = raw.split_whitespace().collect();
    let (stamp, zone, month, year) = match *words.as_slice() {
        [stamp, month, year] => (stamp, "", month, year),
        [stamp, zone, month, year] => (stamp, zone, month, year),
        _ => return None,
    };
    if stamp.len() != 6 || year.len() != 2 {
        return None;
    }
    let folded = fold(month);
    let month = lexicon.languages().find_map(|(_, words)| words.page.any_month(&folded))?;
    let year: u16 = year.parse().ok()?;
    let century = if year < 70 { 2000 } else { 1900 };
    let (day, hour, minute) = (stamp.get(..2)?, stamp.get(2..4)?, stamp.get(4..)?);
    compact(&format!("{}{month:02}{day}T{hour}{minute}{zone}", century + year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dates_of_wires() {
        for (raw, expected) in [
            ("20140829T134951+0000", "2014-08-29T13:49:51+00:00"),
            ("20020211T140117Z", "2002-02-11T14:01:17Z"),
            ("20190603T160217", "2019-06-03T16:02:17"),
            ("2022-07-11 18:33", "2022-07-11T18:33:00"),
            ("20150225000000-0500", "2015-02-25T00:00:00-05:00"),
            ("2017-06-29T18:30:12.123+02:00", "2017-06-29T18:30:12+02:00"),
            ("20150225", "2015-02-25"),
            ("27/01/2025", "2025-01-27"),
            ("2.4.2019 16:02:09", "2019-04-02T16:02:09"),
            ("Thu, 19 Feb 2015 17:18:40 +1100", "2015-02-19T17:18:40+11:00"),
        ] {
            assert_eq!(rfc3339(raw).as_deref(), Some(expected), "{raw}");
        }
        for raw in ["", "hier", "01/02/2025", "20151399", "12", "2015-01-01T99:00:00", &"1".repeat(5000)] {
            assert_eq!(rfc3339(raw), None, "{raw}");
        }
    }

    #[test]
    fn the_dates_of_teleprinters() {
        let lexicon = Lexicon::built_in();
        assert_eq!(iptc("131137 GMT Nov 13", lexicon).as_deref(), Some("2013-11-13T11:37:00Z"));
        assert_eq!(iptc("091223 dec 18", lexicon).as_deref(), Some("2018-12-09T12:23:00"));
        assert_eq!(iptc("071341 GMT Okt 15", lexicon).as_deref(), Some("2015-10-07T13:41:00Z"));
        assert_eq!(iptc("991223 dec 18", lexicon), None);
    }
}
