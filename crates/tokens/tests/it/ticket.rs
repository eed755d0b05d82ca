//! Tickets: their exact text, and everything that makes one invalid.

use frontdesk_tokens::{
    Category, Header, NewTicket, SessionTokenClaims, SigningKey, TicketError, TicketKind, TokenError, agent_task_url,
    issue_ticket, read_ticket, ticket_url,
};
use serde_json::json;

use crate::{INSTANCE, ISSUER, KEY, NOW, NOW_MS, part};

const ALL: [TicketKind; 5] = [
    TicketKind::Invitation,
    TicketKind::SignInToken,
    TicketKind::ActorToken,
    TicketKind::OrganizationInvitation,
    TicketKind::AgentTask,
];

fn ticket(kind: TicketKind) -> String {
    let new =
        NewTicket { instance_id: INSTANCE, resource_id: "inv_1", kind, issued_at_ms: NOW_MS, lifetime_seconds: 60 };
    issue_ticket(&KEY, &new).unwrap()
}

fn plain_header() -> Header {
    Header { alg: "RS256".to_owned(), cat: None, kid: None, typ: Some("JWT".to_owned()) }
}

#[test]
fn a_ticket_has_a_bare_header_and_five_claims() {
    let names = ["invitation", "sign_in_token", "actor_token", "organization_invitation", "agent_task"];
    for (kind, name) in ALL.into_iter().zip(names) {
        assert_eq!(part(&ticket(kind), 0), r#"{"alg":"RS256","typ":"JWT"}"#);
        let expected = format!(r#"{{"eis":60,"exp":{},"iid":"{INSTANCE}","sid":"inv_1","st":"{name}"}}"#, NOW + 60);
        assert_eq!(part(&ticket(kind), 1), expected);
    }
}

#[test]
fn a_ticket_is_read_until_it_expires() {
    for kind in ALL {
        let read = |now_ms| read_ticket(&KEY, &ticket(kind), INSTANCE, &[kind], now_ms);
        let ticket = read(NOW_MS).unwrap();
        assert_eq!((ticket.kind, ticket.resource_id.as_str()), (kind, "inv_1"));
        assert_eq!(ticket.lifetime_seconds, 60);
        assert_eq!(ticket.expires_at_seconds, NOW + 60);
        assert!(read((NOW + 60) * 1000 - 1).is_ok());
        assert_eq!(read((NOW + 60) * 1000), Err(TicketError::Expired));
    }
}

#[test]
fn a_ticket_of_another_instance_kind_or_key_is_refused() {
    let invitation = ticket(TicketKind::Invitation);
    let read = |instance, kinds: &[TicketKind]| read_ticket(&KEY, &invitation, instance, kinds, NOW_MS);
    assert_eq!(read("ins_other", &ALL), Err(TicketError::WrongInstance));
    assert_eq!(read(INSTANCE, &ALL[1..]), Err(TicketError::WrongKind(TicketKind::Invitation)));
    assert!(read(INSTANCE, &ALL).is_ok());
    let other = SigningKey::generate(INSTANCE).unwrap();
    assert_eq!(
        read_ticket(&other, &invitation, INSTANCE, &ALL, NOW_MS),
        Err(TicketError::Token(TokenError::InvalidSignature))
    );
}

#[test]
fn other_tokens_of_ours_are_not_tickets() {
    let session = SessionTokenClaims::new(ISSUER, "user_1", "sess_1", NOW_MS, "0");
    let look_alike = json!({"eis": 60, "exp": NOW + 60, "iid": INSTANCE, "sid": "inv_1", "st": "invitation"});
    for token in [
        session.sign(&KEY).unwrap(),
        KEY.sign(&KEY.header(Category::Template), &look_alike).unwrap(),
        KEY.sign(&Header { cat: None, ..KEY.header(Category::Template) }, &look_alike).unwrap(),
        KEY.sign(&plain_header(), &json!({"exp": NOW + 60})).unwrap(),
        KEY.sign(&plain_header(), &json!({"eis": 60, "exp": NOW, "iid": INSTANCE, "sid": "x", "st": "new"})).unwrap(),
    ] {
        assert_eq!(read_ticket(&KEY, &token, INSTANCE, &ALL, NOW_MS), Err(TicketError::NotATicket));
    }
    assert!(read_ticket(&KEY, &KEY.sign(&plain_header(), &look_alike).unwrap(), INSTANCE, &ALL, NOW_MS).is_ok());
}

#[test]
fn the_link_leads_to_the_frontend_api() {
    assert_eq!(ticket_url("clerk.example.com", "a.b.c"), "https://clerk.example.com/v1/tickets/accept?ticket=a.b.c");
    assert_eq!(ticket_url("http://127.0.0.1:80", "a.b.c"), "http://127.0.0.1:80/v1/tickets/accept?ticket=a.b.c");
    assert_eq!(agent_task_url("clerk.example.com", "a.b.c"), "https://clerk.example.com/v1/agents/tasks?ticket=a.b.c");
}
