//! Days and moments as numbers, where the number gives the very same text back.

use chrono::{Datelike, NaiveDate};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// How a text writes a day or moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `2026-11-24`: days.
    Day,
    /// `2026-11-24T10:15:00Z`: seconds.
    Seconds,
    /// `2026-11-24T10:15:00.250Z`: milliseconds.
    Millis,
    /// `2026-11-24T10:15:00+01:00`: seconds on the clock of that place; the offset goes apart.
    Placed,
}

/// The form of a text, its number, and for [`Form::Placed`] the offset in minutes.
pub fn read(text: &str) -> Option<(Form, i64, i64)> {
    let bytes = text.as_bytes();
    let form = match (bytes.len(), bytes.last()?) {
        (10, _) => Form::Day,
        (20, b'Z') => Form::Seconds,
        (24, b'Z') => Form::Millis,
        (25, _) => Form::Placed,
        _ => return None,
    };
    let (year, month, day) = (
        digits(bytes, 0, 4)?,
        digits(after(bytes, 4, b'-')?, 5, 2)?,
        digits(after(bytes, 7, b'-')?, 8, 2)?,
    );
    let date = NaiveDate::from_ymd_opt(
        i32::try_from(year).ok()?,
        u32::try_from(month).ok()?,
        u32::try_from(day).ok()?,
    )?;
    let days = i64::from(date.num_days_from_ce());
    if form == Form::Day {
        return Some((form, days, 0));
    }
    let hours = below(24, digits(after(bytes, 10, b'T')?, 11, 2)?)?;
    let minutes = below(60, digits(after(bytes, 13, b':')?, 14, 2)?)?;
    let seconds = below(60, digits(after(bytes, 16, b':')?, 17, 2)?)?;
    let millis = days * DAY + ((hours * 60 + minutes) * 60 + seconds) * 1000;
    match form {
        Form::Millis => Some((form, millis + digits(after(bytes, 19, b'.')?, 20, 3)?, 0)),
        Form::Placed => {
            let sign = match bytes.get(19)? {
                b'+' => 1,
                b'-' => -1,
                _ => return None,
            };
            let hours = below(24, digits(bytes, 20, 2)?)?;
            let minutes = below(60, digits(after(bytes, 22, b':')?, 23, 2)?)?;
            let offset = hours * 60 + minutes;
            // `-00:00` would come back as `+00:00`.
            (sign > 0 || offset > 0).then_some((form, millis / 1000, sign * offset))
        }
        _ => Some((form, millis / 1000, 0)),
    }
}

/// The text of a number; none for a number that [`read`] does not give.
pub fn write(form: Form, number: i64, offset: i64) -> Option<String> {
    let (days, millis) = match form {
        Form::Day => (number, 0),
        Form::Millis => (number.div_euclid(DAY), number.rem_euclid(DAY)),
        Form::Seconds | Form::Placed => (
            number.div_euclid(DAY / 1000),
            number.rem_euclid(DAY / 1000) * 1000,
        ),
    };
    let date = NaiveDate::from_num_days_from_ce_opt(i32::try_from(days).ok()?)?;
    let year = u32::try_from(date.year())
        .ok()
        .filter(|year| *year < 10_000)?;
    let mut text = String::with_capacity(25);
    put(&mut text, u64::from(year), 4);
    text.push('-');
    put(&mut text, u64::from(date.month()), 2);
    text.push('-');
    put(&mut text, u64::from(date.day()), 2);
    if form == Form::Day {
        return Some(text);
    }
    let millis = u64::try_from(millis).ok()?;
    for (mark, part) in [
        ('T', millis / 3_600_000),
        (':', millis / 60_000 % 60),
        (':', millis / 1000 % 60),
    ] {
        text.push(mark);
        put(&mut text, part, 2);
    }
    match form {
        Form::Millis => {
            text.push('.');
            put(&mut text, millis % 1000, 3);
            text.push('Z');
        }
        Form::Placed => {
            let minutes = offset.unsigned_abs();
            if minutes >= 24 * 60 {
                return None;
            }
            text.push(if offset < 0 { '-' } else { '+' });
            put(&mut text, minutes / 60, 2);
            text.push(':');
            put(&mut text, minutes % 60, 2);
        }
        _ => text.push('Z'),
    }
    Some(text)
}

fn digits(bytes: &[u8], from: usize, count: usize) -> Option<i64> {
    let mut number = 0;
    for byte in bytes.get(from..from + count)? {
        number = number * 10 + i64::from(byte.checked_sub(b'0').filter(|digit| *digit < 10)?);
    }
    Some(number)
}

fn after(bytes: &[u8], at: usize, mark: u8) -> Option<&[u8]> {
    (bytes.get(at) == Some(&mark)).then_some(bytes)
}

fn below(limit: i64, number: i64) -> Option<i64> {
    (number < limit).then_some(number)
}

fn put(text: &mut String, number: u64, count: u32) {
    for place in (0..count).rev() {
        let digit = number / 10_u64.pow(place) % 10;
        text.push(char::from(b'0' + digit as u8));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_that_is_read_comes_back_as_it_was() {
        for text in [
            "2026-11-24",
            "0001-01-01",
            "0000-02-29",
            "9999-12-31",
            "2026-11-24T10:15:00Z",
            "2024-02-29T23:59:59.999Z",
            "2026-11-24T10:15:00+01:00",
            "1969-12-31T00:00:00-23:59",
            "0000-01-01T00:00:00+00:00",
        ] {
            let (form, number, offset) = read(text).unwrap();
            assert_eq!(write(form, number, offset).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_would_come_back_otherwise_is_not_read() {
        for text in [
            "",
            "2026-11-31",
            "2026-1-024",
            "2026-11-24T24:00:00Z",
            "2026-11-24T10:15:60Z",
            "2026-11-24t10:15:00Z",
            "2026-11-24 10:15:00Z",
            "2026-11-24T10:15:00z",
            "2026-11-24T10:15:00-00:00",
            "2026-11-24T10:15:00.25Z",
            "2026-11-24T10:15:00.250+",
            "+026-11-24",
            "één-11-24",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    #[test]
    fn wild_numbers_are_refused_without_a_panic() {
        for form in [Form::Day, Form::Seconds, Form::Millis, Form::Placed] {
            for number in [i64::MIN, i64::MIN / 2, -1_000_000_000_000_000, i64::MAX] {
                assert_eq!(write(form, number, 0), None, "{form:?} {number}");
            }
        }
        assert_eq!(write(Form::Placed, 63_000_000_000, i64::MIN), None);
    }
}
