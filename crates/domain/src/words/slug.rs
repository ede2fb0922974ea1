//! From a Dutch label to a code.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest code.
const CODE_LIMIT: usize = 60;

/// Whether `code` is well-formed: 1 to 60 of `a-z`, `0-9` and `_`.
pub fn is_code(code: &str) -> bool {
    (1..=CODE_LIMIT).contains(&code.len()) && code.bytes().all(is_code_byte)
}

fn is_code_byte(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_')
}

/// The code for a label: lower case, accents dropped, everything between words one `_`.
///
/// Empty when nothing of the label can be written in ASCII; check with [`is_code`].
pub fn slug(label: &str) -> String {
    let mut code = String::with_capacity(label.len());
    for letter in label.nfkd().flat_map(char::to_lowercase) {
        if letter.is_ascii_alphanumeric() {
            code.push(letter);
        } else if !is_combining_mark(letter)
            && !letter.is_alphanumeric()
            && !code.is_empty()
            && !code.ends_with('_')
        {
            code.push('_');
        }
    }
    code.truncate(CODE_LIMIT);
    code.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_letters_and_join_words() {
        assert_eq!(slug("Werk & Opleiding"), "werk_opleiding");
        assert_eq!(slug("re-integratie"), "re_integratie");
        assert_eq!(slug("diëtist"), "dietist");
        assert_eq!(slug("  Millingen aan de Rijn "), "millingen_aan_de_rijn");
        assert_eq!(slug("Beek–Ooij"), "beek_ooij");
        assert_eq!(slug("'t Zand"), "t_zand");
        assert_eq!(slug("القرية"), "");
    }

    #[test]
    fn slugs_are_codes_however_long_the_label() {
        let code = slug(&"wijk 12 ".repeat(40));
        assert!(is_code(&code), "{code}");
    }

    #[test]
    fn codes_are_bounded() {
        assert!(is_code(&"a".repeat(60)));
        assert!(!is_code(&"a".repeat(61)));
        assert!(!is_code(""));
        assert!(!is_code("Sport"));
        assert!(!is_code("diëtist"));
    }
}
