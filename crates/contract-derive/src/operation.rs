//! `#[operation(…)]`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse::Parser;
use syn::{Fields, ItemStruct, LitInt, LitStr, Result, Type};

use crate::attributes::{self, Api};
use crate::object::{self, Presence, is_called};
use crate::versions;

#[derive(Default)]
struct Arguments {
    id: Option<LitStr>,
    method: Option<&'static str>,
    path: Option<LitStr>,
    tags: Vec<LitStr>,
    returns: Option<Type>,
    status: Option<LitInt>,
    errors: Vec<TokenStream>,
    versions: Option<u8>,
    deprecated: Option<u8>,
    risk: Option<syn::Ident>,
    destroys: Option<LitStr>,
    public: bool,
    credential: Option<syn::Ident>,
    sdk: Sdk,
}

/// `sdk(js = "…", python = "…", go = "…")`: what the official SDKs call it.
#[derive(Default)]
struct Sdk {
    javascript: Option<LitStr>,
    python: Option<LitStr>,
    go: Option<LitStr>,
}

impl Arguments {
    fn parse(tokens: TokenStream) -> Result<Self> {
        let mut arguments = Self::default();
        syn::meta::parser(|meta| {
            let key = meta.path.require_ident()?.to_string();
            match key.as_str() {
                "get" | "post" | "put" | "patch" | "delete" => {
                    arguments.method = Some(match key.as_str() {
                        "get" => "Get",
                        "post" => "Post",
                        "put" => "Put",
                        "patch" => "Patch",
                        _ => "Delete",
                    });
                    arguments.path = Some(meta.value()?.parse()?);
                }
                "id" => arguments.id = Some(meta.value()?.parse()?),
                "tag" => arguments.tags.push(meta.value()?.parse()?),
                "returns" => arguments.returns = Some(meta.value()?.parse()?),
                "status" => arguments.status = Some(meta.value()?.parse()?),
                "versions" => arguments.versions = Some(versions::parse(&meta.value()?.parse()?)?),
                "deprecated" if meta.input.peek(syn::Token![=]) => {
                    arguments.deprecated = Some(versions::parse(&meta.value()?.parse()?)?);
                }
                "deprecated" => arguments.deprecated = Some(versions::ALL),
                "risk" => arguments.risk = Some(meta.value()?.parse()?),
                "destroys" => arguments.destroys = Some(meta.value()?.parse()?),
                "public" => arguments.public = true,
                "credential" => arguments.credential = Some(meta.value()?.parse()?),
                "sdk" => meta.parse_nested_meta(|call| {
                    let name = Some(call.value()?.parse()?);
                    match call.path.require_ident()?.to_string().as_str() {
                        "js" => arguments.sdk.javascript = name,
                        "python" => arguments.sdk.python = name,
                        "go" => arguments.sdk.go = name,
                        _ => return Err(call.error("`js`, `python` or `go`")),
                    }
                    Ok(())
                })?,
                "errors" => {
                    for (code, set) in versions::parse_list(&meta.value()?.parse()?)? {
                        let code: u16 = code.parse().map_err(|_| meta.error("`400 404@<=2021-02-05`"))?;
                        let set = versions::expression(set);
                        arguments.errors.push(quote!(::frontdesk_contract::Status { code: #code, versions: #set }));
                    }
                }
                _ => return Err(meta.error("not something an operation can say")),
            }
            Ok(())
        })
        .parse2(tokens)?;
        Ok(arguments)
    }
}

#[derive(Default)]
struct Parts {
    parameters: Vec<TokenStream>,
    body: Option<TokenStream>,
    multipart: Vec<TokenStream>,
    /// Whether a multipart body has parts besides the upload.
    has_form: bool,
    write: Vec<TokenStream>,
    read: Vec<TokenStream>,
    path_names: Vec<String>,
    /// Some field has no value to begin with, as a body that must be there.
    needs_values: bool,
}

fn collect(item: &mut ItemStruct) -> Result<Parts> {
    let mut parts = Parts::default();
    let fields = match &mut item.fields {
        Fields::Named(named) => &mut named.named,
        Fields::Unit => return Ok(parts),
        Fields::Unnamed(_) => return Err(syn::Error::new_spanned(item, "a request has named fields")),
    };
    for field in fields {
        let mut api = Api::take(&mut field.attrs)?;
        let ident = field.ident.clone();
        let kind = field.ty.clone();
        let (presence, inner) = object::presence(&kind);
        let is_list = is_called(inner, "Vec");
        parts.needs_values |= presence == Presence::Required && !is_list && !is_called(inner, "String");
        if api.place == Some("query") && is_list {
            // A list that is not sent is empty.
            api.required = api.required.or(Some(0));
        }
        let (description, _) = object::field(field, &api)?;
        let own_name = ident.as_ref().map(ToString::to_string).unwrap_or_default();
        let own_name = own_name.strip_prefix("r#").unwrap_or(&own_name).to_owned();
        let name = api.name.as_ref().map_or_else(|| own_name.clone(), LitStr::value);
        match api.place {
            Some(place @ ("path" | "query")) => {
                let variant = if place == "path" { format_ident!("Path") } else { format_ident!("Query") };
                let map = format_ident!("{place}");
                if place == "path" {
                    parts.path_names.push(name.clone());
                }
                parts.parameters.push(quote!(::frontdesk_contract::Parameter {
                    place: ::frontdesk_contract::Place::#variant, field: #description,
                }));
                parts.write.push(quote!(::frontdesk_contract::operation::put(&mut parts.#map, #name, self.#ident)?;));
                parts.read.push(if is_list && presence == Presence::Required {
                    quote!(#ident: ::frontdesk_contract::operation::take::<::core::option::Option<#kind>>(&mut parts.#map, #name)?.unwrap_or_default(),)
                } else {
                    quote!(#ident: ::frontdesk_contract::operation::take(&mut parts.#map, #name)?,)
                });
            }
            Some("body") => {
                let all = versions::ALL;
                let in_versions = api.versions.unwrap_or(all);
                let default = if presence == Presence::Required { all } else { 0 };
                let required = versions::expression(api.required.unwrap_or(default) & in_versions);
                let in_versions = versions::expression(in_versions);
                let schema = api.schema(inner);
                let rust = format!("{own_name}: {}", object::type_text(&kind));
                parts.body = Some(quote!(::frontdesk_contract::Body {
                    format: ::frontdesk_contract::BodyFormat::Json, schema: #schema,
                    versions: #in_versions, required: #required, rust: #rust,
                }));
                if presence == Presence::Required {
                    parts.write.push(quote!(parts.body = ::frontdesk_contract::operation::put_body(self.#ident)?;));
                    parts.read.push(quote!(#ident: ::frontdesk_contract::operation::take_body(parts.body.take())?,));
                } else {
                    parts.write.push(quote!(parts.body = match self.#ident {
                        ::core::option::Option::Some(body) => ::frontdesk_contract::operation::put_body(body)?,
                        ::core::option::Option::None => ::core::option::Option::None,
                    };));
                    parts.read.push(quote!(#ident: match parts.body.take() {
                        ::core::option::Option::Some(body) => ::core::option::Option::Some(
                            ::frontdesk_contract::operation::take_body(::core::option::Option::Some(body))?,
                        ),
                        ::core::option::Option::None => ::core::option::Option::None,
                    },));
                }
            }
            Some("multipart") => {
                parts.multipart.push(description);
                if is_called(inner, "Upload") {
                    parts.write.push(quote!(parts.upload = ::core::convert::Into::into(self.#ident);));
                    parts.read.push(if presence == Presence::Required {
                        quote!(#ident: parts.upload.take().ok_or_else(|| ::frontdesk_contract::DecodeError {
                            name: #name.to_owned(),
                            source: <::serde_json::Error as ::serde::de::Error>::custom("the file is missing"),
                        })?,)
                    } else {
                        quote!(#ident: parts.upload.take(),)
                    });
                } else {
                    parts.has_form = true;
                    parts.write.push(quote!(::frontdesk_contract::operation::put(&mut form, #name, self.#ident)?;));
                    parts.read.push(quote!(#ident: ::frontdesk_contract::operation::take(&mut form, #name)?,));
                }
            }
            _ => {
                return Err(syn::Error::new_spanned(
                    &field.ty,
                    "say where it travels: #[api(path)], #[api(query)], #[api(body)] or #[api(multipart)]",
                ));
            }
        }
    }
    Ok(parts)
}

#[expect(clippy::too_many_lines, reason = "one quote that writes the whole implementation")]
pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let arguments = Arguments::parse(arguments)?;
    let mut item: ItemStruct = syn::parse2(item)?;
    let ident = item.ident.clone();
    let doc = attributes::doc(&item.attrs);
    let missing = |what: &str| syn::Error::new_spanned(&ident, format!("the operation needs {what}"));
    let id = arguments.id.ok_or_else(|| missing("`id = \"…\"`, Clerk's operationId"))?;
    let path = arguments.path.ok_or_else(|| missing("its method and path: `get = \"/users\"`"))?;
    let method_name = arguments.method.unwrap_or("Get");
    let method = format_ident!("{method_name}");
    let parts = collect(&mut item)?;

    let text = path.value();
    let placeholders: Vec<&str> =
        text.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
    for placeholder in &placeholders {
        if !parts.path_names.iter().any(|name| name == placeholder) {
            return Err(syn::Error::new_spanned(&path, format!("no #[api(path)] field is called `{placeholder}`")));
        }
    }
    if let Some(name) = parts.path_names.iter().find(|name| !placeholders.contains(&name.as_str())) {
        return Err(syn::Error::new_spanned(&path, format!("the path has no placeholder `{{{name}}}`")));
    }
    if method_name == "Get" && (parts.body.is_some() || !parts.multipart.is_empty()) {
        return Err(syn::Error::new_spanned(&path, "a GET has no body"));
    }

    let risk = arguments.risk.map_or_else(
        || match method_name {
            "Get" => "Read".to_owned(),
            "Delete" => "Irreversible".to_owned(),
            _ => "Write".to_owned(),
        },
        |risk| {
            let risk = risk.to_string();
            risk[..1].to_uppercase() + &risk[1..]
        },
    );
    let risk = format_ident!("{risk}");
    let destroys = arguments.destroys.map_or_else(String::new, |text| text.value());
    let in_versions = arguments.versions.unwrap_or(versions::ALL);
    let deprecated = versions::expression(arguments.deprecated.unwrap_or(0) & in_versions);
    let all = versions::expression(versions::ALL);
    let in_versions = versions::expression(in_versions);
    let (tags, errors, public) = (&arguments.tags, &arguments.errors, arguments.public);
    let credential = match arguments.credential {
        None => format_ident!("Instance"),
        Some(name) if name == "machine" => format_ident!("Machine"),
        Some(name) if name == "either" => format_ident!("Either"),
        Some(name) => return Err(syn::Error::new_spanned(name, "`machine` or `either`")),
    };
    let returns = arguments.returns.map_or_else(|| quote!(()), |returns| quote!(#returns));
    let status = arguments.status.map_or_else(|| quote!(200), |status| quote!(#status));
    let [javascript, python, go] = [&arguments.sdk.javascript, &arguments.sdk.python, &arguments.sdk.go]
        .map(|name| attributes::option(name.as_ref()));
    let name = ident.to_string();
    let default = (!parts.needs_values).then(|| quote!(#[derive(Default)]));
    let Parts { parameters, body, multipart, has_form, write, read, .. } = parts;
    let body_name = format!("{ident}Body");
    let body = if multipart.is_empty() {
        body.map_or_else(|| quote!(::core::option::Option::None), |body| quote!(::core::option::Option::Some(#body)))
    } else {
        quote!(::core::option::Option::Some(::frontdesk_contract::Body {
            format: ::frontdesk_contract::BodyFormat::Multipart,
            schema: &::frontdesk_contract::Schema::Object(&::frontdesk_contract::ObjectSchema {
                name: #body_name, doc: "The parts of the form.", fields: &[#(#multipart),*], closed: ::frontdesk_contract::Versions::NONE, rust: "", others: "",
            }),
            versions: #all,
            required: #all,
            rust: "",
        }))
    };
    // Only what is used is written, so that the code needs no `allow`.
    let form_mut = has_form.then(|| quote!(mut));
    let (mut form_write, mut form_read, mut form_store) = (quote!(), quote!(), quote!());
    if !multipart.is_empty() {
        form_write = quote!(let #form_mut form = ::serde_json::Map::new(););
        form_store = quote!(parts.body = ::core::option::Option::Some(::serde_json::Value::Object(form)););
    }
    if has_form {
        form_read = quote!(let mut form = match parts.body.take() {
            ::core::option::Option::Some(::serde_json::Value::Object(form)) => form,
            _ => ::serde_json::Map::new(),
        };);
    }
    let into_parts = if write.is_empty() {
        quote!(::core::result::Result::Ok(::frontdesk_contract::Parts::default()))
    } else {
        quote!(
            let mut parts = ::frontdesk_contract::Parts::default();
            #form_write
            #(#write)*
            #form_store
            ::core::result::Result::Ok(parts)
        )
    };
    let received = if read.is_empty() { quote!(_) } else { quote!(mut parts) };
    Ok(quote! {
        #[derive(Clone, Debug, PartialEq)]
        #default
        #item

        impl ::frontdesk_contract::Operation for #ident {
            type Response = #returns;

            const DESCRIPTOR: &'static ::frontdesk_contract::Descriptor = &::frontdesk_contract::Descriptor {
                id: #id,
                method: ::frontdesk_contract::Method::#method,
                path: #path,
                tags: &[#(#tags),*],
                doc: #doc,
                versions: #in_versions,
                deprecated: #deprecated,
                parameters: &[#(#parameters),*],
                body: #body,
                success: #status,
                response: <#returns as ::frontdesk_contract::ResponseBody>::SCHEMA,
                errors: &[#(#errors),*],
                risk: ::frontdesk_contract::Risk::#risk,
                destroys: #destroys,
                public: #public,
                credential: ::frontdesk_contract::Credential::#credential,
                sdk: ::frontdesk_contract::SdkCalls { javascript: #javascript, python: #python, go: #go },
                rust: ::core::concat!(::core::module_path!(), "::", #name),
            };

            fn into_parts(self) -> ::core::result::Result<::frontdesk_contract::Parts, ::frontdesk_contract::DecodeError> {
                #into_parts
            }

            fn from_parts(#received: ::frontdesk_contract::Parts) -> ::core::result::Result<Self, ::frontdesk_contract::DecodeError> {
                #form_read
                ::core::result::Result::Ok(Self { #(#read)* })
            }
        }
    })
}
