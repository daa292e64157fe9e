//! The plan of the house.
