//! The plan of the house. Arrows run one way, down this list; nothing imports from a
//! room below it. The rooms above the line are a crate of their own, `hokushin-model`: it
//! cannot know who asks or tells, and is made while what the others need is still being made.
//!
//! - [`files`]: what is read from the disk and what is written to it;
//! - [`scenario`]: what RON may say: language, vocabulary, loading, located errors;
//! - [`sim`]: the world, one file a subject; its page is the week, in order;
//! - [`history`]: a history as a value; the week, lived;
//! - [`policy`]: who answers decisions, and the worlds in which they do;
//! ---
//!
//! - [`batch`]: many worldlines, statistics, files;
//! - [`hindcast`]: the record beside the ensemble: scores, calibration;
//! - [`whatif`]: two worlds in one luck: claims, links undone, effects, causes;
//! - [`report`]: text that people read;
//! - `game`: the window (behind the feature `game`);
//! - [`cli`]: one file a command.
//!
//! # Glossary
//!
//! **One history.**
//!
//! - *worldline*: one simulated history, week by week: [`Worldline`](sim::Worldline); borrowed,
//!   from there or from an ECS, it is a [`Whole`](sim::Whole);
//! - *facet*: one subject of its state, such as Japan or the pact:
//!   [`Facet`](sim::facet::Facet); its [`Past`](sim::past::Past) is what has happened in it;
//! - *phase*: a step of the week, in a fixed order: [`Phase`](sim::Phase);
//! - *premise*: what a worldline takes for granted, the compiled scenario and its
//!   parameters: [`Premise`](sim::Premise);
//! - *id*: which event, decision, option or other thing of a list is meant:
//!   [`Id`](scenario::Id);
//! - *world*: a premise and who answers in it: [`World`](policy::world::World); also the
//!   `World` of the ECS, which is always `bevy_ecs`'s;
//! - *state hash*: the published fingerprint of a worldline's state, mixed subject by
//!   subject: [`sim::fingerprint`];
//! - *chronicle*: what is told of it, each entry with its reasons:
//!   [`Chronicle`](sim::chronicle::Chronicle);
//! - *recipe*: says which history; the history follows from it to the last bit:
//!   [`Recipe`](history::Recipe);
//! - *turn*: what of a recipe holds only from a week on: [`Turn`](history::recipe::Turn);
//! - *fork*: a history that parts from another in a week:
//!   [`History::fork`](history::History::fork);
//! - *log*: what a history brought, week by week: [`Log`](history::log::Log);
//! - *save*: recipe and log in a file: [`Save`](history::save::Save).
//!
//! **Luck.**
//!
//! - *seed*: the number from which all luck of a worldline follows;
//! - *luck*: a seed, and what is lent from others: [`Luck`](sim::luck::Luck); two worldlines
//!   of one seed live in the same luck (common random numbers);
//! - *chance node*: a named source of luck: [`NODES`](sim::luck::NODES), events, options,
//!   reports and parameters; a [`NodeGroup`](whatif::node_groups::NodeGroup) is a named set;
//! - *draw*: the number that a node gives in a week, a function of seed, week and name:
//!   [`named_draws`](sim::luck::named_draws);
//! - *loan*: nodes that live in another seed's luck for some weeks:
//!   [`Loan`](sim::luck::Loan); in a recipe, by names, [`Lent`](history::recipe::Lent);
//! - *hold*: an event or a decision that is kept at what it was in another worldline:
//!   [`Holds`](sim::hold::Holds), on a worldline [`Held`](sim::hold::Held), in a recipe, by
//!   names, [`Hold`](history::recipe::Hold); what it was there is a
//!   [`Course`](sim::hold::Course).
//!
//! **Who decides.**
//!
//! - *agenda*: the questions of a week: [`Agenda`](sim::agenda::Agenda);
//! - *seat*: who answers for a power: [`Seat`](sim::agenda::Seat);
//! - *doctrine*: answers by utility, temper and luck: [`Seat::Doctrine`](sim::agenda::Seat);
//! - *visibility*: who may see a quantity as it is:
//!   [`Visibility`](sim::visibility::Visibility).
//!
//! **What if.**
//!
//! - *intervention*: one thing done to a history from outside (Pearl's *do*):
//!   [`Intervention`](scenario::Intervention), as written
//!   [`InterventionFile`](scenario::language::InterventionFile); texts that people read call
//!   it a piece of the change;
//! - *counterfactual*: interventions with their question, date of divergence and defence:
//!   [`CounterfactualFile`](scenario::language::CounterfactualFile);
//! - *change*: one counterfactual, or several at once, that an inquiry is about;
//! - *antecedent*: a change, its interventions done one after another in the order of their
//!   dates: [`Antecedent`](whatif::antecedent::Antecedent);
//! - *consequent*: what is said to follow from it, as a claim;
//! - *twin*: the worldline of the same seed without the change, or with a part of it:
//!   [`Twins`](whatif::explanation::Twins);
//! - *claim*: a yes or no that is asked of a worldline: [`Claim`](whatif::claim::Claim);
//! - *witness*: watches a worldline and says which claims hold:
//!   [`Witness`](whatif::claim::Witness);
//! - *evidence*: what is given; only histories that fit it are counted (abduction):
//!   [`Evidence`](whatif::evidence::Evidence);
//! - *uptake*: in how many histories an intervention took effect at all:
//!   [`Uptake`](whatif::uptake::Uptake);
//! - *placebo*: a counterfactual without its interventions; it must change nothing:
//!   [`Change::placebo`](whatif::comparison::Change::placebo);
//! - *surprise*: how unlikely a change was by itself, in bits: [`whatif::surprise`].
//!
//! **Asking and telling.**
//!
//! - *inquiry*: a question about histories: [`Inquiry`](whatif::inquiry::Inquiry);
//! - *specification*: all that is asked in one, as a value: what the inquiry holds, such as
//!   [`Compare`](whatif::comparison::Compare);
//! - *findings*: what came of it, as numbers, such as
//!   [`Findings`](whatif::comparison::Findings);
//! - *sheet*: findings as a reader sees them, text or page: [`Sheet`](report::sheet::Sheet);
//! - *record*: what historians know, in dated figures and events: [`hindcast::record`];
//! - *hindcast*: the record beside an ensemble of histories: [`hindcast`];
//! - *rule of order*: what must not come before, after or beside what, with its table:
//!   [`Rule`](hindcast::order_rules::Rule); a *proviso* is its condition on the world of a
//!   happening: [`Proviso`](sim::proviso::Proviso);
//! - *sample*: which seeds are run: [`Sample`](batch::seeds::Sample);
//! - *run*: all seeds of a sample in the worlds of an inquiry; saved in one file or in parts
//!   it is a [`SavedRun`](batch::journal::SavedRun) of
//!   [`SavedPart`](batch::journal::SavedPart)s;
//! - *journal*: the file in which the rows of a run are kept while it goes:
//!   [`Journal`](batch::journal::Journal).

#[doc(inline)]
pub use hokushin_model::{files, history, policy, scenario, sim};

pub mod batch;

pub mod hindcast;

pub mod whatif;

pub mod report;

#[cfg(feature = "game")]
pub mod game;

pub mod cli;
