//! The side that speaks the protocol.

use std::sync::Arc;

use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool,
};
use rmcp::service::RequestContext;
use rmcp::{ErrorData, RoleServer, ServerHandler};
use serde_json::{Value, json};

use super::desk::{Desk, Refused};
use super::tools;

/// One connected client.
#[derive(Clone)]
pub(crate) struct Handler {
    desk: Arc<Desk>,
}

impl Handler {
    pub(crate) fn new(desk: Arc<Desk>) -> Self {
        Self { desk }
    }

    fn instructions(&self) -> String {
        let start = self.desk.start();
        let allowed = match (start.allowed.grant(&["write"]), start.allowed.grant(&["delete"])) {
            (false, _) => {
                "They were started to read only; a person can start them with --allow write or --allow delete."
            }
            (true, false) => "They were started with --allow write: deleting is refused.",
            (true, true) => "They were started with --allow delete: writing and deleting are possible.",
        };
        format!(
            "Clerk's Backend API (users, sessions, organizations, invitations, …) of {}, version {}. Find an operation \
             with `search`, look at it with `describe`, check a request with `plan`, then `read` or `write`. {allowed} \
             Something irreversible needs `confirm` with the token that `write` answers; show a person what goes and ask \
             before you call it. A refusal is final: nothing was sent, and only a person can change that.",
            start.destination.url(),
            start.version,
        )
    }
}

impl ServerHandler for Handler {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("frontdesk", env!("CARGO_PKG_VERSION")))
            .with_instructions(self.instructions())
    }

    async fn list_tools(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(tools::offered(self.desk.start().allowed)))
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        tools::offered(self.desk.start().allowed).into_iter().find(|tool| tool.name == name)
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let desk = Arc::clone(&self.desk);
        let name = request.name.to_string();
        let arguments = request.arguments.unwrap_or_default();
        // Sending waits, and so does the server inside this program.
        let outcome = tokio::task::spawn_blocking(move || desk.call(&name, arguments))
            .await
            .map_err(|error| ErrorData::internal_error(error.to_string(), None))?;
        match outcome {
            Some(outcome) => Ok(result(outcome).into()),
            None => Err(ErrorData::invalid_params(format!("there is no tool `{}`", request.name), None)),
        }
    }
}

fn result(outcome: Result<Value, Refused>) -> CallToolResult {
    match outcome {
        Ok(Value::String(text)) => CallToolResult::success(vec![ContentBlock::text(text)]),
        Ok(value) => CallToolResult::success(vec![ContentBlock::text(value.to_string())]),
        Err(refused) => {
            let mut value = json!({ "error": refused.failure });
            if let Some(confirmation) = refused.confirmation {
                value["confirmation"] = confirmation;
            }
            CallToolResult::error(vec![ContentBlock::text(value.to_string())])
        }
    }
}
