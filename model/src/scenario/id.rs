//! Ids: which event, which decision, which region is meant. An id is the place of a thing in
//! its list of the scenario, with a type that says of which list, so that nobody asks for a
//! region by the place of an army.
//!
//! A list is indexed by its ids and by nothing else. (`Vec` itself with `Index<EventId>` would
//! read as well, but any number would still do as an index.) Where a number is written or
//! read (a file, the vocabulary, a fingerprint), an id is just its place.

use std::marker::PhantomData;
use std::ops::{Deref, DerefMut, Index, IndexMut};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_big_array::BigArray;

/// What says which thing of a list is meant.
pub trait Id: Copy + Ord {
    /// The id of what stands at a place.
    fn at(place: usize) -> Self;
    /// The place.
    fn place(self) -> usize;
}

macro_rules! ids {
    ($( $(#[$doc:meta])* $name:ident($number:ty) )*) => { $(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name($number);

        impl Id for $name {
            #[inline]
            fn at(place: usize) -> Self {
                debug_assert!(place <= <$number>::MAX as usize, "no list is so long");
                Self(place as $number)
            }

            #[inline]
            fn place(self) -> usize {
                self.0 as usize
            }
        }

        /// As the vocabulary counts it.
        impl From<$name> for u16 {
            #[inline]
            fn from(id: $name) -> Self {
                id.0.into()
            }
        }
    )* };
}

ids! {
    /// An event; those that counterfactuals add stand behind the scenario's own.
    EventId(u16)
    /// A decision.
    DecisionId(u8)
    /// An option of a decision, among that decision's.
    OptionId(u8)
    /// A power.
    PowerId(u8)
    /// A region of the theatre.
    RegionId(u8)
    /// An army.
    ArmyId(u8)
    /// Clocks of a place.
    ZoneId(u8)
    /// Who reports to a government.
    SourceId(u8)
    /// A person in one office.
    PersonId(u8)
}

/// Things of a kind, indexed by their ids.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Listed<I, T, List = Vec<T>> {
    list: List,
    of: PhantomData<fn(I) -> T>,
}

/// The same, as many as there is room for: a place for every id that there can be.
pub type Room<I, T, const MOST: usize> = Listed<I, T, [T; MOST]>;

impl<I, T, List> Listed<I, T, List> {
    /// These, in the order of their ids.
    #[must_use]
    pub const fn new(list: List) -> Self {
        Self { list, of: PhantomData }
    }

    /// The bare list, for who has no ids.
    #[must_use]
    pub fn into_list(self) -> List {
        self.list
    }
}

impl<I: Id, T, List: AsRef<[T]>> Listed<I, T, List> {
    /// The ids, in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + use<I, T, List> {
        (0..self.len()).map(I::at)
    }

    /// Each with its id, in order.
    pub fn enumerated(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        self.iter().enumerate().map(|(place, item)| (I::at(place), item))
    }

    /// The id of the first for which this holds.
    pub fn id_where(&self, holds: impl FnMut(&T) -> bool) -> Option<I> {
        self.iter().position(holds).map(I::at)
    }

    /// What an id names, if it is there.
    #[must_use]
    pub fn get(&self, id: I) -> Option<&T> {
        self.list.as_ref().get(id.place())
    }
}

impl<I: Id, T, List: AsMut<[T]> + AsRef<[T]>> Listed<I, T, List> {
    /// Each with its id, in order, to change it.
    pub fn enumerated_mut(&mut self) -> impl DoubleEndedIterator<Item = (I, &mut T)> {
        self.iter_mut().enumerate().map(|(place, item)| (I::at(place), item))
    }

    /// What an id names, if it is there, to change it.
    #[must_use]
    pub fn get_mut(&mut self, id: I) -> Option<&mut T> {
        self.list.as_mut().get_mut(id.place())
    }
}

impl<I, T> Listed<I, T> {
    /// One more, behind the others.
    pub fn add(&mut self, item: T) {
        self.list.push(item);
    }
}

impl<I: Id, T, List: AsRef<[T]>> Index<I> for Listed<I, T, List> {
    type Output = T;
    #[inline]
    fn index(&self, id: I) -> &T {
        &self.list.as_ref()[id.place()]
    }
}

impl<I: Id, T, List: AsMut<[T]> + AsRef<[T]>> IndexMut<I> for Listed<I, T, List> {
    #[inline]
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.list.as_mut()[id.place()]
    }
}

/// To go through them; the slice knows nothing of ids.
impl<I, T, List: AsRef<[T]>> Deref for Listed<I, T, List> {
    type Target = [T];
    #[inline]
    fn deref(&self) -> &[T] {
        self.list.as_ref()
    }
}

impl<I, T, List: AsMut<[T]> + AsRef<[T]>> DerefMut for Listed<I, T, List> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        self.list.as_mut()
    }
}

impl<'a, I, T, List: AsRef<[T]>> IntoIterator for &'a Listed<I, T, List> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, I, T, List: AsMut<[T]> + AsRef<[T]>> IntoIterator for &'a mut Listed<I, T, List> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl<I, T, const MOST: usize> Room<I, T, MOST> {
    /// What becomes of each.
    #[must_use]
    pub fn map<To>(self, becomes: impl FnMut(T) -> To) -> Room<I, To, MOST> {
        Listed::new(self.list.map(becomes))
    }
}

impl<I, T> FromIterator<T> for Listed<I, T> {
    fn from_iter<Items: IntoIterator<Item = T>>(items: Items) -> Self {
        Self::new(items.into_iter().collect())
    }
}

impl<I, T, List: Default> Default for Listed<I, T, List> {
    fn default() -> Self {
        Self::new(List::default())
    }
}

impl<I, T: std::fmt::Debug, List: AsRef<[T]>> std::fmt::Debug for Listed<I, T, List> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.list.as_ref().fmt(out)
    }
}

impl<I, T: Serialize> Serialize for Listed<I, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.list.serialize(serializer)
    }
}

impl<'de, I, T: Deserialize<'de>> Deserialize<'de> for Listed<I, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::new)
    }
}

impl<I, T: Serialize, const MOST: usize> Serialize for Room<I, T, MOST> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        BigArray::serialize(&self.list, serializer)
    }
}

impl<'de, I, T: Deserialize<'de>, const MOST: usize> Deserialize<'de> for Room<I, T, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <[T; MOST] as BigArray<T>>::deserialize(deserializer).map(Self::new)
    }
}
