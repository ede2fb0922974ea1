//! The strokes of a signature: points in a box three times as wide as it is high.

use thiserror::Error;

/// Points lie from 0 to here across …
pub const WIDTH: u16 = 3000;
/// … and from 0 to here down.
pub const HEIGHT: u16 = 1000;
/// A line shorter than this, all strokes together, is a touch by mistake.
pub const LENGTH_LEAST: u32 = 400;
/// The most points of a signature: minutes of drawing.
pub const POINTS_LIMIT: usize = 12_000;
/// The most bytes of a signature.
pub const BYTES_LIMIT: usize = 64 * 1024;

/// First byte of what is stored.
const FORM: u8 = 1;

/// A signature as it was drawn; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strokes(Vec<Vec<(u16, u16)>>);

/// Why this is no signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum StrokesError {
    /// Nothing was drawn.
    #[error("nothing was drawn")]
    Empty,
    /// More points than [`POINTS_LIMIT`].
    #[error("a signature has at most {POINTS_LIMIT} points")]
    TooMany,
    /// A point outside the box.
    #[error("a point lies outside the box")]
    Outside,
    /// Bytes that are no strokes.
    #[error("these bytes are no strokes")]
    Garbled,
}

impl Strokes {
    /// Checks what was drawn; strokes without a point are left out.
    ///
    /// # Errors
    /// When nothing is left, or it is too much, or outside the box.
    pub fn new(mut strokes: Vec<Vec<(u16, u16)>>) -> Result<Strokes, StrokesError> {
        strokes.retain(|stroke| !stroke.is_empty());
        let points = || strokes.iter().flatten();
        if points().next().is_none() {
            return Err(StrokesError::Empty);
        }
        if points().count() > POINTS_LIMIT {
            return Err(StrokesError::TooMany);
        }
        if points().any(|(x, y)| *x > WIDTH || *y > HEIGHT) {
            return Err(StrokesError::Outside);
        }
        Ok(Strokes(strokes))
    }

    /// The strokes, each a list of points.
    pub fn points(&self) -> &[Vec<(u16, u16)>] {
        &self.0
    }

    /// How long the line is, all strokes together.
    pub fn length(&self) -> u32 {
        let steps = self.0.iter().flat_map(|stroke| stroke.windows(2));
        steps.fold(0, |length, step| match step {
            [from, to] => {
                let across = u32::from(from.0.abs_diff(to.0));
                let down = u32::from(from.1.abs_diff(to.1));
                length + (across * across + down * down).isqrt()
            }
            _ => length,
        })
    }

    /// As it is stored: a form byte, then for each stroke its number of points and the points.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![FORM];
        let mut put = |number: u16| bytes.extend(number.to_be_bytes());
        for stroke in &self.0 {
            // At most POINTS_LIMIT, as checked.
            put(u16::try_from(stroke.len()).unwrap_or(u16::MAX));
            for (x, y) in stroke {
                put(*x);
                put(*y);
            }
        }
        bytes
    }

    /// Reads [`Strokes::to_bytes`].
    ///
    /// # Errors
    /// For anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Strokes, StrokesError> {
        let Some((&FORM, rest)) = bytes.split_first() else {
            return Err(StrokesError::Garbled);
        };
        let (pairs, odd) = rest.as_chunks::<2>();
        let mut numbers = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
        if !odd.is_empty() {
            return Err(StrokesError::Garbled);
        }
        let mut strokes = Vec::new();
        while let Some(count) = numbers.next() {
            let mut point = || Some((numbers.next()?, numbers.next()?));
            let stroke: Option<Vec<_>> = (0..count).map(|_| point()).collect();
            strokes.push(stroke.ok_or(StrokesError::Garbled)?);
        }
        Strokes::new(strokes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_drawn_comes_back_point_by_point() -> Result<(), StrokesError> {
        let drawn = vec![vec![(0, 0), (WIDTH, HEIGHT)], vec![], vec![(7, 9)]];
        let strokes = Strokes::new(drawn)?;
        assert_eq!(
            strokes.points(),
            [vec![(0, 0), (WIDTH, HEIGHT)], vec![(7, 9)]]
        );
        assert_eq!(Strokes::from_bytes(&strokes.to_bytes())?, strokes);
        Ok(())
    }

    #[test]
    fn a_line_is_as_long_as_its_strokes_together() -> Result<(), StrokesError> {
        let of = |drawn| Strokes::new(drawn).map(|strokes| strokes.length());
        assert_eq!(of(vec![vec![(5, 5)], vec![(900, 900)]])?, 0);
        assert_eq!(of(vec![vec![(0, 0), (30, 40)], vec![(7, 9), (7, 19)]])?, 60);
        assert!(of(vec![vec![(0, 0), (0, HEIGHT / 2)]])? > LENGTH_LEAST);
        Ok(())
    }

    #[test]
    fn the_largest_signature_fits_its_field() -> Result<(), StrokesError> {
        let strokes = Strokes::new(vec![vec![(1, 1)]; POINTS_LIMIT])?;
        assert!(
            strokes.to_bytes().len() > BYTES_LIMIT,
            "dots alone are no signature"
        );
        let one = Strokes::new(vec![vec![(1, 1); POINTS_LIMIT]])?;
        assert!(one.to_bytes().len() <= BYTES_LIMIT);
        Ok(())
    }

    #[test]
    fn anything_else_is_refused() {
        assert_eq!(Strokes::new(vec![vec![]]), Err(StrokesError::Empty));
        assert_eq!(
            Strokes::new(vec![vec![(WIDTH + 1, 0)]]),
            Err(StrokesError::Outside)
        );
        let many = vec![vec![(1, 1); POINTS_LIMIT + 1]];
        assert_eq!(Strokes::new(many), Err(StrokesError::TooMany));
        for bytes in [
            &[][..],
            &[2],
            &[1, 0],
            &[1, 0, 2, 0, 1, 0, 1],
            &[1, 0, 1, 0, 1],
        ] {
            assert_eq!(
                Strokes::from_bytes(bytes),
                Err(StrokesError::Garbled),
                "{bytes:?}"
            );
        }
        assert_eq!(Strokes::from_bytes(&[1]), Err(StrokesError::Empty));
    }
}
