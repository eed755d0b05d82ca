//! JSON as YAML, its keys in the order they came.

use serde_transcode::Transcoder;

use crate::failure::{Failure, Outcome};

pub(super) fn document(json: &str) -> Outcome<String> {
    let mut reader = serde_json::Deserializer::from_str(json);
    serde_saphyr::to_string(&Transcoder::new(&mut reader))
        .map_err(|error| Failure::failed("yaml", format!("the answer cannot be written as YAML: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_keep_their_order_and_texts_stay_texts() {
        let yaml = document(r#"{"b":"yes","a":[1,{"c":null}],"d":{},"e":"a: b"}"#).unwrap();
        insta::assert_snapshot!(yaml, @r#"
        b: "yes"
        a:
        - 1
        - c: null
        d: {}
        e: "a: b"
        "#);
    }
}
