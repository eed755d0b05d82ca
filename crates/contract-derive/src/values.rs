//! `#[values]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Fields, ItemEnum, Result};

use crate::attributes::Api;
use crate::versions;

pub(crate) fn expand(item: TokenStream) -> Result<TokenStream> {
    let mut item: ItemEnum = syn::parse2(item)?;
    let (mut idents, mut texts, mut sets) = (Vec::new(), Vec::new(), Vec::new());
    for variant in &mut item.variants {
        let api = Api::take(&mut variant.attrs)?;
        if !matches!(variant.fields, Fields::Unit) {
            return Err(syn::Error::new_spanned(variant, "a value has no fields"));
        }
        texts.push(api.name.as_ref().map_or_else(|| snake_case(&variant.ident.to_string()), syn::LitStr::value));
        sets.push(versions::expression(api.versions.unwrap_or(versions::ALL)));
        idents.push(variant.ident.clone());
    }
    let (attributes, visibility, ident, variants) = (&item.attrs, &item.vis, &item.ident, item.variants.iter());
    Ok(quote! {
        #(#attributes)*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #visibility enum #ident {
            #(#variants,)*
            /// A value that this program does not know.
            Unknown(::std::string::String),
        }

        impl #ident {
            /// The text as it travels.
            pub fn as_str(&self) -> &str {
                match self { #(Self::#idents => #texts,)* Self::Unknown(text) => text }
            }
        }

        impl ::core::convert::From<&str> for #ident {
            fn from(text: &str) -> Self {
                match text { #(#texts => Self::#idents,)* other => Self::Unknown(other.to_owned()) }
            }
        }

        impl ::core::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::serde::Serialize for #ident {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for #ident {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                let text = <::std::borrow::Cow<'de, str> as ::serde::Deserialize>::deserialize(deserializer)?;
                ::core::result::Result::Ok(Self::from(&*text))
            }
        }

        impl ::frontdesk_contract::HasSchema for #ident {
            const SCHEMA: ::frontdesk_contract::Schema = ::frontdesk_contract::Schema::TEXT.values(&[
                #(::frontdesk_contract::EnumValue { value: #texts, versions: #sets },)*
            ]);
        }
    })
}

fn snake_case(name: &str) -> String {
    let mut text = String::new();
    for (position, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && position > 0 {
            text.push('_');
        }
        text.extend(letter.to_lowercase());
    }
    text
}
