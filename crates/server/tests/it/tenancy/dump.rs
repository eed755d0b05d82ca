//! Every row of an instance, read past the server.

use std::fmt::Write;

/// All rows of every table that has instances, a line each, sorted.
pub(crate) async fn rows(address: &str, instance_id: &str) -> Vec<String> {
    let (address, instance_id) = (address.to_owned(), instance_id.to_owned());
    let read = move || match address.strip_prefix("sqlite:") {
        Some(path) => sqlite(path, &instance_id),
        None => postgres(&address, &instance_id),
    };
    let mut rows = tokio::task::spawn_blocking(read).await.unwrap();
    rows.sort_unstable();
    rows
}

fn sqlite(path: &str, instance_id: &str) -> Vec<String> {
    let database = rusqlite::Connection::open(path).unwrap();
    let sql = "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c
               WHERE m.type = 'table' AND c.name = 'instance_id'";
    let mut names = database.prepare(sql).unwrap();
    let tables: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut found = Vec::new();
    for table in tables {
        let mut statement = database.prepare(&format!("SELECT * FROM {table} WHERE instance_id = ?")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([instance_id]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let mut line = table.clone();
            for column in 0..columns {
                write!(line, " {:?}", row.get::<_, rusqlite::types::Value>(column).unwrap()).unwrap();
            }
            found.push(line);
        }
    }
    found
}

fn postgres(address: &str, instance_id: &str) -> Vec<String> {
    let mut client = postgres::Client::connect(address, postgres::NoTls).unwrap();
    let sql = "SELECT table_name::text FROM information_schema.columns
               WHERE table_schema = current_schema() AND column_name = 'instance_id'";
    let tables: Vec<String> = client.query(sql, &[]).unwrap().iter().map(|row| row.get(0)).collect();
    let mut found = Vec::new();
    for table in tables {
        let sql = format!("SELECT to_jsonb(t)::text FROM {table} t WHERE instance_id = $1");
        let rows = client.query(&sql, &[&instance_id]).unwrap();
        found.extend(rows.iter().map(|row| format!("{table} {}", row.get::<_, String>(0))));
    }
    found
}
