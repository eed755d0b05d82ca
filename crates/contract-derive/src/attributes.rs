//! Reading `#[api(…)]` and doc comments.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, Result, Token};

use crate::versions;

/// What `#[api(…)]` on a field, a value or a variant may say.
#[derive(Default)]
pub(crate) struct Api {
    pub(crate) name: Option<LitStr>,
    pub(crate) tag: Option<LitStr>,
    pub(crate) versions: Option<u8>,
    pub(crate) required: Option<u8>,
    pub(crate) nullable: Option<u8>,
    pub(crate) deprecated: Option<u8>,
    pub(crate) default: Option<LitStr>,
    pub(crate) values: Option<Vec<(String, u8)>>,
    pub(crate) place: Option<&'static str>,
    limits: Vec<TokenStream>,
}

impl Api {
    /// Reads and removes the `#[api]` attributes of `attributes`.
    pub(crate) fn take(attributes: &mut Vec<Attribute>) -> Result<Self> {
        let mut api = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("api")) {
            attribute.parse_nested_meta(|meta| {
                let key = meta.path.require_ident()?.to_string();
                match key.as_str() {
                    "path" | "query" | "body" | "multipart" => {
                        api.place = Some(match key.as_str() {
                            "path" => "path",
                            "query" => "query",
                            "body" => "body",
                            _ => "multipart",
                        });
                    }
                    "deprecated" if !meta.input.peek(Token![=]) => api.deprecated = Some(versions::ALL),
                    "name" => api.name = Some(meta.value()?.parse()?),
                    "tag" => api.tag = Some(meta.value()?.parse()?),
                    "default" => api.default = Some(meta.value()?.parse()?),
                    "values" => api.values = Some(versions::parse_list(&meta.value()?.parse()?)?),
                    "versions" => api.versions = Some(versions::parse(&meta.value()?.parse()?)?),
                    "required" => api.required = Some(versions::parse(&meta.value()?.parse()?)?),
                    "nullable" => api.nullable = Some(versions::parse(&meta.value()?.parse()?)?),
                    "deprecated" => api.deprecated = Some(versions::parse(&meta.value()?.parse()?)?),
                    "min" | "max" | "min_length" | "max_length" | "min_items" | "max_items" | "pattern" | "format" => {
                        let method = meta.path.require_ident()?.clone();
                        let value: Expr = meta.value()?.parse()?;
                        api.limits.push(quote!(.#method(#value)));
                    }
                    _ => return Err(meta.error("not something a declaration can say")),
                }
                Ok(())
            })?;
        }
        attributes.retain(|attribute| !attribute.path().is_ident("api"));
        Ok(api)
    }

    /// The schema of `inner`, with the limits.
    pub(crate) fn schema(&self, inner: impl ToTokens) -> TokenStream {
        let limits = &self.limits;
        let values = self.values.as_ref().map(|values| {
            let values = values.iter().map(|(value, set)| {
                let set = versions::expression(*set);
                quote!(::frontdesk_contract::EnumValue { value: #value, versions: #set })
            });
            quote!(.values(&[#(#values),*]))
        });
        quote!(&<#inner as ::frontdesk_contract::HasSchema>::SCHEMA #(#limits)* #values)
    }

    /// The default as an `Option` expression.
    pub(crate) fn default_expression(&self) -> TokenStream {
        option(self.default.as_ref())
    }
}

/// `Some` of the text, or `None`, as an expression.
pub(crate) fn option(text: Option<&LitStr>) -> TokenStream {
    text.map_or_else(|| quote!(::core::option::Option::None), |text| quote!(::core::option::Option::Some(#text)))
}

/// The text of the doc comments, one line each, blank lines kept.
pub(crate) fn doc(attributes: &[Attribute]) -> String {
    let mut lines = Vec::new();
    for attribute in attributes {
        if let Meta::NameValue(pair) = &attribute.meta
            && pair.path.is_ident("doc")
            && let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &pair.value
        {
            let text = text.value();
            lines.push(text.strip_prefix(' ').unwrap_or(&text).to_owned());
        }
    }
    lines.join("\n").trim().to_owned()
}
