//! `#[union(tag = "…")]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::Parser;
use syn::{Fields, ItemEnum, LitStr, Result};

use crate::attributes::{self, Api};
use crate::versions;

pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let mut tag: Option<LitStr> = None;
    syn::meta::parser(|meta| {
        if meta.path.is_ident("tag") {
            tag = Some(meta.value()?.parse()?);
            Ok(())
        } else {
            Err(meta.error("`tag`"))
        }
    })
    .parse2(arguments)?;
    let mut item: ItemEnum = syn::parse2(item)?;
    let ident = item.ident.clone();
    let (mut idents, mut kinds, mut tags, mut sets) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for variant in &mut item.variants {
        let api = Api::take(&mut variant.attrs)?;
        let Fields::Unnamed(fields) = &variant.fields else {
            return Err(syn::Error::new_spanned(variant, "a variant holds one type: `Otp(VerificationOtp)`"));
        };
        kinds.push(fields.unnamed[0].ty.clone());
        tags.push(api.tag.map_or_else(String::new, |tag| tag.value()));
        sets.push(versions::expression(api.versions.unwrap_or(versions::ALL)));
        idents.push(variant.ident.clone());
    }
    let discriminator = attributes::option(tag.as_ref());
    let read = if let Some(tag) = &tag {
        quote! {
            let schema = <Self as ::frontdesk_contract::HasSchema>::SCHEMA;
            let found = match value.get(#tag).and_then(::serde_json::Value::as_str) {
                ::core::option::Option::Some(found) => found.to_owned(),
                ::core::option::Option::None => schema.guess_tag(&value).unwrap_or_default().to_owned(),
            };
            match found.as_str() {
                #(#tags => ::serde_json::from_value(value).map(Self::#idents).map_err(::serde::de::Error::custom),)*
                other => ::core::result::Result::Err(::serde::de::Error::custom(
                    ::std::format!("`{other}` is not a known kind of {}", stringify!(#ident)),
                )),
            }
        }
    } else {
        quote! {
            #(if let ::core::result::Result::Ok(inner) = ::serde_json::from_value(value.clone()) {
                return ::core::result::Result::Ok(Self::#idents(inner));
            })*
            ::core::result::Result::Err(::serde::de::Error::custom(
                ::std::concat!("the value is none of the shapes of ", stringify!(#ident)),
            ))
        }
    };
    Ok(quote! {
        #[derive(Clone, Debug, PartialEq)]
        #item

        impl ::serde::Serialize for #ident {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                match self { #(Self::#idents(inner) => inner.serialize(serializer),)* }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for #ident {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                let value = <::serde_json::Value as ::serde::Deserialize>::deserialize(deserializer)?;
                #read
            }
        }

        #(impl ::core::convert::From<#kinds> for #ident {
            fn from(inner: #kinds) -> Self { Self::#idents(inner) }
        })*

        impl ::frontdesk_contract::HasSchema for #ident {
            const SCHEMA: ::frontdesk_contract::Schema = ::frontdesk_contract::Schema::OneOf {
                variants: &[#(::frontdesk_contract::Variant {
                    tag: #tags, schema: &<#kinds as ::frontdesk_contract::HasSchema>::SCHEMA, versions: #sets,
                }),*],
                discriminator: #discriminator,
            };
        }

        impl ::frontdesk_contract::ResponseBody for #ident {
            const SCHEMA: ::core::option::Option<&'static ::frontdesk_contract::Schema> =
                ::core::option::Option::Some(&<Self as ::frontdesk_contract::HasSchema>::SCHEMA);
        }
    })
}
