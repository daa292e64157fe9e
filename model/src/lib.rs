//! The model: what a scenario may say, the rules of the week, a history as a value, and who
//! answers in it. It asks nothing and tells nothing: that is the crate `hokushin`, whose page
//! has the plan of the whole house and the glossary, and which shows these rooms as its own.

pub mod files;

pub mod scenario;

pub mod sim;

pub mod history;

pub mod policy;
