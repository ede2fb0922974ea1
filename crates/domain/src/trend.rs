//! Scores over time. Scores of different versions of an instrument never share a trend: the same
//! number means something else in each.

use std::collections::BTreeMap;

/// One score of one talk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score<'a> {
    /// The version of the instrument; empty where it has none.
    pub version: &'a str,
    /// What was scored: code of a domain, dimension or result.
    pub code: &'a str,
    /// When the talk was, in seconds since 1970.
    pub moment: i64,
    /// The same as it was written down.
    pub at: &'a str,
    /// The score.
    pub score: i32,
}

/// The scores of one version of an instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trend<'a> {
    /// The version.
    pub version: &'a str,
    /// What was scored, in the order of `codes`, each with its scores, oldest first.
    pub lines: Vec<(&'a str, Vec<Score<'a>>)>,
}

/// The trends in `scores`, the version used last first. What is not in `codes` is left out.
pub fn trends<'a>(
    codes: impl IntoIterator<Item = &'a str> + Clone,
    scores: impl IntoIterator<Item = Score<'a>>,
) -> Vec<Trend<'a>> {
    let mut by_version: BTreeMap<&str, Vec<Score<'_>>> = BTreeMap::new();
    for score in scores {
        by_version.entry(score.version).or_default().push(score);
    }
    let newest = |scores: &[Score<'_>]| scores.iter().map(|score| score.moment).max();
    let mut versions: Vec<_> = by_version.into_iter().collect();
    versions.sort_by_key(|(_, scores)| std::cmp::Reverse(newest(scores)));
    let lines = |scores: Vec<Score<'a>>| {
        let line = |code: &'a str| {
            let mut line: Vec<_> = scores
                .iter()
                .filter(|score| score.code == code)
                .cloned()
                .collect();
            line.sort_by_key(|score| score.moment);
            (!line.is_empty()).then_some((code, line))
        };
        codes.clone().into_iter().filter_map(line).collect()
    };
    let trend = |(version, scores)| Trend {
        version,
        lines: lines(scores),
    };
    versions.into_iter().map(trend).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(version: &'static str, code: &'static str, moment: i64, score: i32) -> Score<'static> {
        Score {
            version,
            code,
            moment,
            at: "",
            score,
        }
    }

    fn numbers(line: &[Score<'_>]) -> Vec<i32> {
        line.iter().map(|score| score.score).collect()
    }

    #[test]
    fn versions_never_share_a_line() {
        let scores = [
            score("ZRM-2013", "financien", 1, 2),
            score("ZRM-2017", "financien", 2, 4),
            score("ZRM-2017", "financien", 3, 5),
        ];
        let trends = trends(["financien"], scores);
        let told: Vec<_> = trends
            .iter()
            .map(|trend| (trend.version, numbers(&trend.lines[0].1)))
            .collect();
        assert_eq!(told, [("ZRM-2017", vec![4, 5]), ("ZRM-2013", vec![2])]);
    }

    #[test]
    fn lines_are_in_the_order_of_the_list_and_of_time() {
        let scores = [
            score("", "slaap", 9, 4),
            score("", "dagritme", 5, 1),
            score("", "slaap", 3, 2),
            score("", "weer", 3, 2),
        ];
        let trends = trends(["dagritme", "slaap", "conditie"], scores);
        let lines: Vec<_> = trends[0]
            .lines
            .iter()
            .map(|(code, line)| (*code, numbers(line)))
            .collect();
        assert_eq!(lines, [("dagritme", vec![1]), ("slaap", vec![2, 4])]);
    }
}
