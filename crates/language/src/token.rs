//! A phrase as tokens: words in one spelling, and what stands for itself (ids, addresses, numbers, quoted text).

use serde_json::Value;

use crate::vocabulary;

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    Word,
    Quoted,
    Email,
    Phone,
    Url,
    Number(i64),
    Json(Value),
    /// `name=value` or `name:=json`.
    Assign(String, Given),
    Comma,
}

/// What stands behind an equals sign.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Given {
    Text(String),
    Json(Value),
}

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    /// As it was typed, without quotes and punctuation around it.
    pub(crate) text: String,
    /// The canonical word: lower case, singular, one spelling; empty for what is no word.
    pub(crate) word: String,
    pub(crate) kind: Kind,
    /// `ann's`.
    pub(crate) possessive: bool,
    /// Whether the word was typed in the plural.
    pub(crate) plural: bool,
}

impl Token {
    fn new(text: impl Into<String>, kind: Kind) -> Self {
        Self { text: text.into(), word: String::new(), kind, possessive: false, plural: false }
    }

    pub(crate) fn is(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.word == word
    }

    pub(crate) fn is_one_of(&self, words: &[&str]) -> bool {
        self.kind == Kind::Word && words.contains(&self.word.as_str())
    }

    pub(crate) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }
}

/// A phrase taken apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrase {
    pub(crate) tokens: Vec<Token>,
    /// Whether it ends with a question mark.
    pub(crate) asks: bool,
}

/// Takes words apart as a shell hands them over. Of several, one that has a blank in it was quoted.
pub(crate) fn tokenize<S: AsRef<str>>(words: &[S]) -> Phrase {
    let mut phrase = Phrase::default();
    match words {
        [one] => split(one.as_ref(), &mut phrase),
        many => {
            for word in many {
                let word = word.as_ref();
                let assigns = word.find('=').is_some_and(|at| !word[..at].contains(char::is_whitespace));
                if word.trim().contains(char::is_whitespace) && !assigns && !word.starts_with(['{', '[']) {
                    phrase.tokens.push(Token::new(word.trim(), Kind::Quoted));
                } else if assigns {
                    phrase.tokens.push(classify(word));
                } else {
                    split(word, &mut phrase);
                }
            }
        }
    }
    phrase.tokens = vocabulary::merge(phrase.tokens);
    phrase
}

fn split(text: &str, phrase: &mut Phrase) {
    let text = text.replace(['’', '‘'], "'").replace(['“', '”'], "\"");
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        if matches!(first, '"' | '\'' | '`') {
            if let Some((inner, after)) = rest[1..].split_once(first) {
                phrase.tokens.push(Token::new(inner, Kind::Quoted));
                rest = unquoted(after, phrase);
                continue;
            }
        }
        if matches!(first, '{' | '[') {
            let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
            if let Some(Ok(value)) = values.next() {
                let end = values.byte_offset();
                phrase.tokens.push(Token::new(&rest[..end], Kind::Json(value)));
                rest = unquoted(&rest[end..], phrase);
                continue;
            }
        }
        let mut end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        // A quoted value may hold blanks: name='Acme Corp'.
        if let Some(at) = rest[..end].find(['\'', '"']).filter(|at| rest[..*at].ends_with('=')) {
            let quote = &rest[at..=at];
            end = rest[at + 1..].find(quote).map_or(end, |close| at + 1 + close + 1);
        }
        word(&rest[..end], phrase);
        rest = rest[end..].trim_start();
    }
}

/// What may follow a closing quote.
fn unquoted<'a>(after: &'a str, phrase: &mut Phrase) -> &'a str {
    let mut rest = after;
    if let Some(after) = rest.strip_prefix("'s") {
        if let Some(token) = phrase.tokens.last_mut() {
            token.possessive = true;
        }
        rest = after;
    }
    while let Some(mark) = rest.chars().next().filter(|mark| ",;.:!?".contains(*mark)) {
        punctuation(mark, phrase);
        rest = &rest[1..];
    }
    rest.trim_start()
}

fn punctuation(mark: char, phrase: &mut Phrase) {
    match mark {
        ',' => phrase.tokens.push(Token::new(",", Kind::Comma)),
        ';' => phrase.tokens.push(Token { word: "then".to_owned(), ..Token::new(";", Kind::Word) }),
        '?' => phrase.asks = true,
        _ => {}
    }
}

fn word(text: &str, phrase: &mut Phrase) {
    let bare = text.trim_end_matches([',', ';', '.', ':', '!', '?']);
    if !bare.is_empty() {
        phrase.tokens.push(classify(bare.trim_start_matches('(').trim_end_matches(')')));
    }
    for mark in text[bare.len()..].chars() {
        punctuation(mark, phrase);
    }
}

fn classify(text: &str) -> Token {
    if let Some((name, value)) = text.split_once('=').filter(|(name, _)| is_name(name.trim_end_matches(':'))) {
        let value = value.trim_matches(['\'', '"']);
        let (name, given) = match name.strip_suffix(':') {
            Some(name) => match serde_json::from_str(value) {
                Ok(json) => (name, Given::Json(json)),
                Err(_) => (name, Given::Text(value.to_owned())),
            },
            None => (name, Given::Text(value.to_owned())),
        };
        return Token::new(text, Kind::Assign(name.to_owned(), given));
    }
    let (text, possessive) =
        match text.strip_suffix("'s").or_else(|| text.strip_suffix("s'").map(|_| &text[..text.len() - 1])) {
            Some(owner) => (owner, true),
            None => (text, false),
        };
    let kind = kind(text);
    let mut token = Token { possessive, ..Token::new(text, kind) };
    if token.kind == Kind::Word {
        token.word = vocabulary::canonical(text);
        token.plural = vocabulary::is_plural(text);
    }
    token
}

/// A name as fields have it: `public_metadata.plan`.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '[' | ']'))
}

fn kind(text: &str) -> Kind {
    if text.contains("://") {
        return Kind::Url;
    }
    if let Some((local, domain)) = text.split_once('@') {
        if !local.is_empty() && domain.contains('.') && !domain.contains('@') && !domain.ends_with('.') {
            return Kind::Email;
        }
    }
    if let Some(digits) = text.strip_prefix('+') {
        let count = digits.chars().filter(char::is_ascii_digit).count();
        if count >= 7 && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | '.')) {
            return Kind::Phone;
        }
    }
    if text.chars().all(|c| c.is_ascii_digit()) {
        if let Ok(number) = text.parse() {
            return Kind::Number(number);
        }
    }
    Kind::Word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokenize(&[text])
            .tokens
            .into_iter()
            .map(|token| if token.word.is_empty() { token.text } else { token.word })
            .collect()
    }

    #[test]
    fn words_have_one_spelling() {
        assert_eq!(words("List the organisations!"), ["list", "the", "organization"]);
        assert_eq!(words("e-mail addresses"), ["email", "address"]);
        assert_eq!(words("turn off 2FA"), ["disable", "mfa"]);
    }

    #[test]
    fn quotes_hold_text_together_and_apostrophes_do_not() {
        let phrase = tokenize(&["don't rename Ann's org 'Acme Corp', please?"]);
        assert!(phrase.asks);
        assert_eq!(phrase.tokens[4].kind, Kind::Quoted);
        assert_eq!(phrase.tokens[4].text, "Acme Corp");
        assert!(phrase.tokens[2].possessive);
        let shell = tokenize(&["create", "organization", "Acme Corp"]);
        assert_eq!(shell.tokens[2].kind, Kind::Quoted);
    }

    #[test]
    fn values_are_told_apart() {
        let kinds: Vec<Kind> =
            tokenize(&[r#"ann@example.com +15551234567 https://a.example/x 7 a=b {"a":[1, 2]} a.b@"#])
                .tokens
                .into_iter()
                .map(|token| token.kind)
                .collect();
        assert_eq!(kinds[..4], [Kind::Email, Kind::Phone, Kind::Url, Kind::Number(7)]);
        assert_eq!(kinds[4], Kind::Assign("a".into(), Given::Text("b".into())));
        assert_eq!(kinds[5], Kind::Json(serde_json::json!({"a": [1, 2]})));
        assert_eq!(kinds[6], Kind::Word);
    }
}
