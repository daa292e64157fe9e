//! What if: two worlds, one luck.
//!
//! - [`inquiry`]: what all inquiries share: specification, work, worlds;
//! - [`claim`]: a yes or no that is asked of a worldline: an outcome class, a measure, or
//!   any condition, on a date or by it;
//! - [`evidence`]: only histories that fit what is known;
//! - [`pairs`]: the same seeds in several worlds;
//! - [`effect`]: what a change does over many pairs, and how surely;
//! - [`endings`]: how a scenario ends, over many histories;
//! - [`comparison`]: the same seeds with and without a change;
//! - [`time_series`]: quantities over time;
//! - [`attribution`]: whether a change was needed and enough, through what, and what else
//!   was pivotal: [`outcome`], what it is measured on; [`necessity`]; [`path`], values of one
//!   world imposed on another; [`mediation`]; [`shapley`]; [`pivot`];
//! - [`sensitivity`]: what an outcome hangs on;
//! - [`rewrite`]: how far from what was to be expected a change lies, or which is the
//!   smallest that would do: [`antecedent`], its interventions done one after another;
//!   [`surprise`], in bits; [`candidate`], what a search may change;
//!   [`puzzle`], worlds in which some of that is done; [`subset_search`], the smallest set of
//!   changes that brings an outcome about;
//! - [`plausibility`]: a counterfactual by six criteria: [`criteria`], what they ask, as far
//!   as it can be computed;
//! - [`node_groups`]: what is left open in a world, as named sets of chance nodes;
//! - [`morris`]: which of many inputs matter at all;
//! - [`sobol`]: whose doing the variance is;
//! - [`sweep`]: one thing takes one value after another;
//! - [`uptake`]: whether what is done takes effect in any history;
//! - [`option_text`]: errors in the text of an option;
//! - [`cause`]: actual causes and responsibility, in any model;
//! - [`told`]: what a chronicle told, kept beyond its worldline;
//! - [`parting`]: where two histories part;
//! - [`explanation`]: twins told together: links, each undone alone, distance, reversion;
//! - [`inevitability`]: how likely an outcome was, given the state of each week.

pub mod antecedent;
pub mod attribution;
pub mod candidate;
pub mod cause;
pub mod claim;
pub mod comparison;
pub mod criteria;
pub mod effect;
pub mod endings;
pub mod evidence;
pub mod explanation;
pub mod inevitability;
pub mod inquiry;
pub mod mediation;
pub mod morris;
pub mod necessity;
pub mod node_groups;
pub mod option_text;
pub mod outcome;

pub mod pairs;
pub mod parting;
pub mod path;
pub mod pivot;
pub mod plausibility;
pub mod puzzle;
pub mod rewrite;
pub mod sensitivity;
pub mod shapley;
pub mod sobol;
pub mod subset_search;
pub mod surprise;
pub mod sweep;
pub mod time_series;
pub mod told;
pub mod uptake;
