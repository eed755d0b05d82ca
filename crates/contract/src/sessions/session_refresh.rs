use crate::{Text, object, union};

#[union]
pub enum SessionRefresh {
    Token(Token),
    Cookies(Cookies),
}

#[object(closed)]
pub struct Cookies {
    #[api(values = "cookies")]
    pub object: Text,
    pub cookies: Vec<String>,
}

#[object(closed)]
pub struct Token {
    #[api(values = "token")]
    pub object: Text,
    pub jwt: String,
}
