//! From what is stored of a template to what the API shows of one: everything but its key.

use frontdesk_contract::jwt_templates::JwtTemplate;
use frontdesk_storage::jwt_templates as stored;

use super::draft::INSTANCE_ALGORITHM;

pub(super) fn present_jwt_template(template: stored::JwtTemplate) -> JwtTemplate {
    JwtTemplate {
        object: "jwt_template".into(),
        id: template.id,
        name: template.name,
        claims: template.claims,
        lifetime: template.lifetime,
        allowed_clock_skew: template.allowed_clock_skew,
        custom_signing_key: template.signing_key.is_some(),
        signing_algorithm: template.signing_key.map_or_else(|| INSTANCE_ALGORITHM.to_owned(), |key| key.algorithm),
        created_at: template.created_at,
        updated_at: template.updated_at,
    }
}
