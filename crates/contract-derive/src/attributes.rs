//! Reading `#[api(…)]` and doc comments.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Expr, ExprLit, GenericArgument, Lit, LitStr, Meta, PathArguments, Result, Token, Type};

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
    /// Whether the field holds every key that the object does not name.
    pub(crate) others: bool,
    limits: Vec<TokenStream>,
    min_items: Option<Expr>,
    max_items: Option<Expr>,
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
                    "others" => api.others = true,
                    // A whole number that the documents only call a number.
                    "number" => api.limits.push(quote!(.number())),
                    "name" => api.name = Some(meta.value()?.parse()?),
                    "tag" => api.tag = Some(meta.value()?.parse()?),
                    "default" => api.default = Some(meta.value()?.parse()?),
                    "values" => api.values = Some(versions::parse_list(&meta.value()?.parse()?)?),
                    "versions" => api.versions = Some(versions::parse(&meta.value()?.parse()?)?),
                    "required" => api.required = Some(versions::parse(&meta.value()?.parse()?)?),
                    "nullable" => api.nullable = Some(versions::parse(&meta.value()?.parse()?)?),
                    "deprecated" => api.deprecated = Some(versions::parse(&meta.value()?.parse()?)?),
                    "min_items" => api.min_items = Some(meta.value()?.parse()?),
                    "max_items" => api.max_items = Some(meta.value()?.parse()?),
                    "min" | "max" | "min_length" | "max_length" | "pattern" | "format" => {
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

    /// The schema of `kind`, with the limits. Of a list, those that are not about how many items there are hold for
    /// every item.
    pub(crate) fn schema(&self, kind: &Type) -> TokenStream {
        let Some(item) = item_of(kind) else { return self.value_schema(kind) };
        let items = self.value_schema(item);
        let (min_items, max_items) = (option(self.min_items.as_ref()), option(self.max_items.as_ref()));
        quote!(&::frontdesk_contract::Schema::Array { items: #items, min_items: #min_items, max_items: #max_items })
    }

    fn value_schema(&self, kind: &Type) -> TokenStream {
        let limits = &self.limits;
        let values = self.values.as_ref().map(|values| {
            let values = values.iter().map(|(value, set)| {
                let set = versions::expression(*set);
                quote!(::frontdesk_contract::EnumValue { value: #value, versions: #set })
            });
            quote!(.values(&[#(#values),*]))
        });
        quote!(&<#kind as ::frontdesk_contract::HasSchema>::SCHEMA #(#limits)* #values)
    }

    /// The default as an `Option` expression.
    pub(crate) fn default_expression(&self) -> TokenStream {
        option(self.default.as_ref())
    }
}

/// `Some` of the value, or `None`, as an expression.
pub(crate) fn option(value: Option<&impl ToTokens>) -> TokenStream {
    value.map_or_else(|| quote!(::core::option::Option::None), |value| quote!(::core::option::Option::Some(#value)))
}

/// `T`, if the type is `Vec<T>`.
fn item_of(kind: &Type) -> Option<&Type> {
    let Type::Path(path) = kind else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Vec")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(item) => Some(item),
        _ => None,
    }
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
