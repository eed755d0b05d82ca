//! Finds the operation that a concrete path belongs to.

use std::collections::BTreeMap;

use crate::OperationDocument;

/// A tree of path segments: a literal segment wins over a placeholder, from left to right.
#[derive(Debug, Default)]
pub(super) struct Routes {
    root: Node,
}

#[derive(Debug, Default)]
struct Node {
    literals: BTreeMap<String, Node>,
    placeholder: Option<Box<Node>>,
    /// The place of the operation in the list, by method.
    methods: BTreeMap<String, usize>,
}

impl Routes {
    pub(super) fn new(operations: &[OperationDocument]) -> Self {
        let mut routes = Self::default();
        for (place, operation) in operations.iter().enumerate() {
            let mut node = &mut routes.root;
            for segment in operation.path.split('/').skip(1) {
                node = if segment.starts_with('{') && segment.ends_with('}') {
                    node.placeholder.get_or_insert_default()
                } else {
                    node.literals.entry(segment.to_owned()).or_default()
                };
            }
            node.methods.insert(operation.method.clone(), place);
        }
        routes
    }

    /// The place of the operation. The path is decided first, as routers do: a method that the winning template
    /// lacks finds nothing, even if a template with more placeholders has it.
    pub(super) fn find(&self, method: &str, path: &str) -> Option<usize> {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let path = path.strip_prefix("/v1").filter(|rest| rest.starts_with('/')).unwrap_or(path);
        let segments: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
        self.root.find(&segments)?.methods.get(method).copied()
    }
}

impl Node {
    fn find(&self, segments: &[&str]) -> Option<&Self> {
        let Some((first, rest)) = segments.split_first() else {
            return (!self.methods.is_empty()).then_some(self);
        };
        let literal = self.literals.get(*first).and_then(|node| node.find(rest));
        let placeholder = self.placeholder.as_ref().filter(|_| !first.is_empty());
        literal.or_else(|| placeholder?.find(rest))
    }
}
