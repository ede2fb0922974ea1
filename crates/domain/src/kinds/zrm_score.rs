//! A score on one domain of the zelfredzaamheid-matrix. Names and scores only; © GGD Amsterdam.

use crate::schema::{Kind, Shape, field};
use crate::words::WordList;

/// The version that is scored now. Scores of different versions never share a trend.
pub const VERSION: &str = "ZRM-2017";

/// The Dutch names of scores 1 to 5.
pub const SCORES: [&str; 5] = [
    "acute problematiek",
    "niet zelfredzaam",
    "beperkt zelfredzaam",
    "voldoende zelfredzaam",
    "volledig zelfredzaam",
];

/// The kind table.
pub const KIND: Kind = Kind {
    name: "zrm_score",
    parent: Some("conversation"),
    natural_key: Some("domain"),
    fields: &[
        field("conversation", Shape::Record),
        field("domain", Shape::Code(WordList::ZrmDomain)),
        field("score", Shape::Int(1, 5)),
        field("version", Shape::Line(20)),
    ],
};
