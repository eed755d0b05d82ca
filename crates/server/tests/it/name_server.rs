//! A name server of the tests' own, on a free port of this machine.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};

use hickory_proto::op::{Message, OpCode, ResponseCode};
use hickory_proto::rr::rdata::TXT;
use hickory_proto::rr::{RData, Record, RecordType};
use tokio::net::UdpSocket;

/// What the server knows, by lower-case names with a dot at the end.
#[derive(Default)]
struct Zone {
    texts: HashMap<String, Vec<Vec<String>>>,
    addresses: HashMap<String, Vec<IpAddr>>,
    /// Names about which it fails.
    broken: Vec<String>,
    asked: usize,
}

/// A running name server; it ends with the test.
pub(crate) struct NameServer {
    pub(crate) address: SocketAddr,
    zone: Arc<Mutex<Zone>>,
}

impl NameServer {
    pub(crate) async fn start() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let zone = Arc::new(Mutex::new(Zone::default()));
        let known = Arc::clone(&zone);
        tokio::spawn(async move {
            let mut buffer = [0; 4096];
            while let Ok((length, client)) = socket.recv_from(&mut buffer).await {
                let Ok(query) = Message::from_vec(&buffer[..length]) else { continue };
                let answer = known.lock().unwrap().answer(&query);
                let _ = socket.send_to(&answer.to_vec().unwrap(), client).await;
            }
        });
        Self { address, zone }
    }

    /// Publishes a TXT record, in pieces.
    pub(crate) fn text(&self, name: &str, pieces: &[&str]) {
        let record = pieces.iter().map(|piece| (*piece).to_owned()).collect();
        self.zone.lock().unwrap().texts.entry(format!("{name}.")).or_default().push(record);
    }

    /// Publishes the addresses of a host.
    pub(crate) fn addresses(&self, name: &str, addresses: &[&str]) {
        let addresses = addresses.iter().map(|address| address.parse().unwrap()).collect();
        self.zone.lock().unwrap().addresses.insert(format!("{name}."), addresses);
    }

    /// Fails from now on when it is asked about a name.
    pub(crate) fn fail(&self, name: &str) {
        self.zone.lock().unwrap().broken.push(format!("{name}."));
    }

    /// How often it was asked.
    pub(crate) fn asked(&self) -> usize {
        self.zone.lock().unwrap().asked
    }
}

impl Zone {
    fn answer(&mut self, query: &Message) -> Message {
        self.asked += 1;
        let mut answer = Message::response(query.metadata.id, OpCode::Query);
        answer.add_queries(query.queries.clone());
        let Some(question) = query.queries.first() else { return answer };
        let name = question.name.to_string().to_lowercase();
        if self.broken.contains(&name) {
            answer.metadata.response_code = ResponseCode::ServFail;
            return answer;
        }
        let add = |answer: &mut Message, data| {
            answer.add_answer(Record::from_rdata(question.name.clone(), 60, data));
        };
        match question.query_type {
            RecordType::TXT => {
                for pieces in self.texts.get(&name).into_iter().flatten() {
                    add(&mut answer, RData::TXT(TXT::new(pieces.clone())));
                }
            }
            kind => {
                for address in self.addresses.get(&name).into_iter().flatten() {
                    match (kind, address) {
                        (RecordType::A, IpAddr::V4(address)) => add(&mut answer, RData::A((*address).into())),
                        (RecordType::AAAA, IpAddr::V6(address)) => add(&mut answer, RData::AAAA((*address).into())),
                        _ => {}
                    }
                }
            }
        }
        if answer.answers.is_empty() {
            answer.metadata.response_code = ResponseCode::NXDomain;
        }
        answer
    }
}
