//! The lists: a line names a resource's module, or an operation's file and type, and that is all it takes.

/// Declares the modules of the resources and lists their operations.
macro_rules! resources {
    ($($resource:ident),* $(,)?) => {
        $(pub mod $resource;)*

        /// The operations of every resource.
        pub(crate) const RESOURCES: &[&[&$crate::Descriptor]] = &[$($resource::OPERATIONS),*];
    };
}

/// Declares the modules of a resource's operations, re-exports them and lists their descriptors.
macro_rules! operations {
    ($($module:ident::$operation:ident),* $(,)?) => {
        $(mod $module; pub use $module::*;)*

        /// The operations of this resource.
        pub const OPERATIONS: &[&$crate::Descriptor] =
            &[$(<$operation as $crate::Operation>::DESCRIPTOR),*];
    };
}

pub(crate) use {operations, resources};
