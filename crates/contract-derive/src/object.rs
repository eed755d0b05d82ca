//! `#[object]`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::Parser;
use syn::{Fields, GenericArgument, ItemStruct, LitStr, PathArguments, Result, Type};

use crate::attributes::{self, Api};
use crate::versions;

/// How the type of a field says whether it may be missing or null.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    Required,
    Optional,
    Nullable,
    Maybe,
}

/// Splits `Option<T>`, `Nullable<T>` and `Maybe<T>` into their mark and `T`.
pub(crate) fn presence(kind: &Type) -> (Presence, &Type) {
    let Type::Path(path) = kind else { return (Presence::Required, kind) };
    let Some(segment) = path.path.segments.last() else { return (Presence::Required, kind) };
    let presence = match segment.ident.to_string().as_str() {
        "Option" => Presence::Optional,
        "Nullable" => Presence::Nullable,
        "Maybe" => Presence::Maybe,
        _ => return (Presence::Required, kind),
    };
    if let PathArguments::AngleBracketed(arguments) = &segment.arguments
        && let Some(GenericArgument::Type(inner)) = arguments.args.first()
    {
        return (presence, inner);
    }
    (Presence::Required, kind)
}

/// Whether the type's own name, without its path, is `name`.
pub(crate) fn is_called(kind: &Type, name: &str) -> bool {
    matches!(kind, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == name))
}

/// The type as it is written, without the spaces of its tokens.
pub(crate) fn type_text(kind: &Type) -> String {
    kind.to_token_stream().to_string().replace(' ', "").replace(',', ", ")
}

/// A field as it is declared, `first_name: Maybe<String>`.
fn declaration(field: &syn::Field) -> Result<String> {
    let ident = field.ident.as_ref().ok_or_else(|| syn::Error::new_spanned(&field.ty, "fields have names"))?;
    Ok(format!("{ident}: {}", type_text(&field.ty)))
}

/// Whether a field of the type has a value to begin with: it may be missing, or is of a plain type.
fn has_default(kind: &Type) -> bool {
    const PLAIN: [&str; 8] = ["String", "Text", "Vec", "Map", "Value", "bool", "i64", "f64"];
    presence(kind).0 != Presence::Required || PLAIN.iter().any(|name| is_called(kind, name))
}

/// Whether the attributes derive `Default` already.
fn derives_default(attributes: &[syn::Attribute]) -> bool {
    attributes
        .iter()
        .any(|one| one.path().is_ident("derive") && one.meta.to_token_stream().to_string().contains("Default"))
}

/// The `Field` expression of one field, and its serde attribute.
pub(crate) fn field(field: &mut syn::Field, api: &Api) -> Result<(TokenStream, TokenStream)> {
    let ident = field.ident.as_ref().ok_or_else(|| syn::Error::new_spanned(&field.ty, "fields have names"))?;
    let own_name = ident.to_string();
    let own_name = own_name.strip_prefix("r#").unwrap_or(&own_name);
    let name = api.name.as_ref().map_or_else(|| own_name.to_owned(), LitStr::value);
    let doc = attributes::doc(&field.attrs);
    let (presence, inner) = presence(&field.ty);
    let all = versions::ALL;
    let in_versions = api.versions.unwrap_or(all);
    let required = api.required.unwrap_or(match presence {
        Presence::Required | Presence::Nullable => all,
        Presence::Optional | Presence::Maybe => 0,
    }) & in_versions;
    let nullable = api.nullable.unwrap_or(match presence {
        Presence::Nullable | Presence::Maybe => all,
        Presence::Required | Presence::Optional => 0,
    }) & in_versions;
    // What a version may lack is read as empty there, although it is always written.
    let lenient = (in_versions != all || required == 0).then(|| quote!(#[serde(default)]));
    let deprecated = versions::expression(api.deprecated.unwrap_or(0) & in_versions);
    let (in_versions, required, nullable) =
        (versions::expression(in_versions), versions::expression(required), versions::expression(nullable));
    let schema = api.schema(inner);
    let rust = declaration(field)?;
    let default = api.default_expression();
    let rename = (name != own_name).then(|| quote!(#[serde(rename = #name)]));
    let serde = match presence {
        Presence::Required | Presence::Nullable => quote!(#rename #lenient),
        Presence::Optional => quote!(#rename #[serde(default, skip_serializing_if = "Option::is_none")]),
        Presence::Maybe => {
            quote!(#rename #[serde(default, skip_serializing_if = "::frontdesk_contract::Maybe::is_absent")])
        }
    };
    let expression = quote!(::frontdesk_contract::Field {
        name: #name, doc: #doc, schema: #schema, versions: #in_versions, required: #required,
        nullable: #nullable, deprecated: #deprecated, default: #default, rust: #rust,
    });
    Ok((expression, serde))
}

pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let mut closed = 0;
    let mut name = None;
    syn::meta::parser(|meta| {
        if meta.path.is_ident("closed") {
            closed = match meta.value() {
                Ok(value) => versions::parse(&value.parse()?)?,
                Err(_) => versions::ALL,
            };
            Ok(())
        } else if meta.path.is_ident("name") {
            name = Some(meta.value()?.parse::<LitStr>()?);
            Ok(())
        } else {
            Err(meta.error("`closed` or `name`"))
        }
    })
    .parse2(arguments)?;
    let mut item: ItemStruct = syn::parse2(item)?;
    let ident = item.ident.clone();
    let doc = attributes::doc(&item.attrs);
    let Fields::Named(named) = &mut item.fields else {
        return Err(syn::Error::new_spanned(&item, "an object has named fields"));
    };
    // So that a body is written by naming what differs.
    let default = (named.named.iter().all(|field| has_default(&field.ty)) && !derives_default(&item.attrs))
        .then(|| quote!(#[derive(Default)]));
    let mut fields = Vec::new();
    let mut others = String::new();
    for one in &mut named.named {
        let api = Api::take(&mut one.attrs)?;
        if api.others {
            one.attrs.push(syn::parse_quote!(#[serde(flatten)]));
            others = declaration(one)?;
            continue;
        }
        let (expression, serde) = field(one, &api)?;
        fields.push(expression);
        let parsed = syn::Attribute::parse_outer.parse2(serde)?;
        one.attrs.extend(parsed);
    }
    let own_name = ident.to_string();
    let name = name.map_or_else(|| own_name.clone(), |name| name.value());
    let closed = versions::expression(closed);
    let item = item.into_token_stream();
    Ok(quote! {
        #[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
        #default
        #item

        impl ::frontdesk_contract::HasSchema for #ident {
            const SCHEMA: ::frontdesk_contract::Schema =
                ::frontdesk_contract::Schema::Object(&::frontdesk_contract::ObjectSchema {
                    name: #name, doc: #doc, fields: &[#(#fields),*], closed: #closed,
                    rust: ::core::concat!(::core::module_path!(), "::", #own_name),
                    others: #others,
                });
        }

        impl ::frontdesk_contract::ResponseBody for #ident {
            const SCHEMA: ::core::option::Option<&'static ::frontdesk_contract::Schema> =
                ::core::option::Option::Some(&<Self as ::frontdesk_contract::HasSchema>::SCHEMA);
        }
    })
}
