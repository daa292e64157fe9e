//! What a user of the headless program would notice, one file a subject. They are one
//! crate, so that the libraries are linked once and the tests share the cores.

mod desk;
mod folder;
mod program;
mod twins;

mod anywhere;
mod asked_again;
mod attribute;
mod broken_files;
mod certainty;
mod codes;
mod commands;
mod compare;
mod determinism;
mod explain;
#[cfg(unix)]
mod files;
mod hindcast;
mod history;
mod house;
mod inquiries;
mod interventions;
mod journals;
#[cfg(unix)]
mod kills;
mod library;
mod limits;
mod mechanisms;
mod operations;
mod orders;
mod partings;
mod pictures;
mod plausibility;
mod playthroughs;
mod politics;
mod provenance;
mod reports;
mod rewrite;
mod saves;
mod scale;
mod sensitivity;
mod stylised_facts;
mod sweep;
mod week;
mod whatif;
mod world_war;
