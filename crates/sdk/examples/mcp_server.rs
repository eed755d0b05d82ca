//! Tools for a user's agent, over the Model Context Protocol. The agent's client finds out by itself where its user signs in,
//! registers there, and comes back with an access token.
//!
//! ```sh
//! CLERK_SECRET_KEY=… CLERK_ISSUER=https://clerk.example.com \
//!     cargo run --package frontdesk-sdk --features axum --example mcp_server
//! ```

use std::error::Error;
use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use frontdesk_sdk::Client;
use frontdesk_sdk::auth::{Auth, AuthLayer, ProtectedResource, Requirement, TokenKind};
use http::request::Parts;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation, JsonObject, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool,
};
use rmcp::service::RequestContext;
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{ErrorData, RoleServer, ServerHandler};
use serde_json::json;

/// The tools of one connected client.
struct Tools;

impl ServerHandler for Tools {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("mail", "1.0.0"))
    }

    async fn list_tools(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let schema: JsonObject = json!({ "type": "object" }).as_object().cloned().unwrap_or_default();
        Ok(ListToolsResult::with_all_items(vec![Tool::new("whoami", "Tells whose mail this is.", Arc::new(schema))]))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        // Every request is authenticated, and says who sent it.
        let auth = context.extensions.get::<Parts>().and_then(|parts| parts.extensions.get::<Auth>());
        match (&*request.name, auth.and_then(Auth::user_id)) {
            ("whoami", Some(user_id)) => {
                Ok(CallToolResult::success(vec![ContentBlock::text(format!("mail of {user_id}"))]).into())
            }
            (name, _) => Err(ErrorData::invalid_params(format!("there is no tool `{name}`"), None)),
        }
    }
}

/// The server at this address, as its clients know it, for users of that issuer.
fn app(client: &Client, issuer: &str, resource: &str) -> Result<Router, Box<dyn Error>> {
    let authenticator = client.authenticator().accepts([TokenKind::Oauth]).build()?;
    let resource = ProtectedResource::of_issuer(resource, issuer)?.scopes(["profile", "email"]).name("Mail of a user");
    let tools = StreamableHttpService::new(
        || Ok(Tools),
        Arc::<LocalSessionManager>::default(),
        StreamableHttpServerConfig::default().enforce_origin_validation(),
    );
    let protected = Router::new()
        .route_service("/mcp", tools)
        .layer(Requirement::scope("email").into_layer())
        .layer(AuthLayer::new(authenticator).protected_resource(&resource));
    let path = resource.path().to_owned();
    Ok(Router::new().route(&path, get(|| async { resource })).merge(protected))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().secret_key(std::env::var("CLERK_SECRET_KEY")?);
    let client = match std::env::var("CLERK_API_URL") {
        Ok(url) => client.base_url(url),
        Err(_) => client,
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}/mcp", listener.local_addr()?);
    println!("listening on {address}");
    axum::serve(listener, app(&client.build()?, &std::env::var("CLERK_ISSUER")?, &address)?).await?;
    Ok(())
}
