//! The library that is built into the program, so that one file works anywhere.

/// A file of the built-in library.
#[derive(Debug)]
pub struct BuiltIn {
    /// Its path in a folder of scenarios, such as `counterfactuals/no-sorge.ron`.
    pub name: &'static str,
    /// What it says.
    pub text: &'static str,
}

macro_rules! files {
    ($($name:literal,)*) => {
        &[$(BuiltIn {
            name: $name,
            text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../scenarios/", $name)),
        },)*]
    };
}

/// All of them, in the order of a list: each folder by name.
pub static FILES: &[BuiltIn] = files![
    "1939-khalkhin-gol.ron",
    "1941-neutrality-pact.ron",
    "1945-august-storm.ron",
    "counterfactuals/concessions-kept-word.ron",
    "counterfactuals/hitler-tells-matsuoka.ron",
    "counterfactuals/hokkaido.ron",
    "counterfactuals/honour-pact.ron",
    "counterfactuals/kantokuen-full.ron",
    "counterfactuals/konoe-received.ron",
    "counterfactuals/kwantung-kept.ron",
    "counterfactuals/matsuoka-stays.ron",
    "counterfactuals/no-bomb.ron",
    "counterfactuals/no-denunciation.ron",
    "counterfactuals/no-embargo.ron",
    "counterfactuals/no-pact.ron",
    "counterfactuals/no-siberian-transfers.ron",
    "counterfactuals/no-sorge.ron",
    "counterfactuals/no-yalta-deal.ron",
    "counterfactuals/sober-oshima.ron",
    "counterfactuals/sorge-false.ron",
    "counterfactuals/stalingrad-falls.ron",
    "counterfactuals/strike-north-1941.ron",
    "counterfactuals/vladivostok-closed.ron",
    "counterfactuals/yamashita-south.ron",
    "fitted/1941-neutrality-pact.ron",
    "record/campaigns.csv",
    "record/events.csv",
    "record/names.csv",
    "record/odds.csv",
    "record/orders.csv",
    "record/series.csv",
];

/// The file of that name.
#[must_use]
pub fn named(name: &str) -> Option<&'static BuiltIn> {
    FILES.iter().find(|file| file.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn names(root: &Path, folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder of the library").flatten() {
            let path = entry.path();
            if path.is_dir() {
                names(root, &path, found);
            } else {
                let name = path.strip_prefix(root).expect("inside").iter();
                let parts: Vec<_> = name.map(|part| part.to_string_lossy()).collect();
                found.push(parts.join("/"));
            }
        }
    }

    #[test]
    fn every_file_of_the_library_is_built_in() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
        let mut found = Vec::new();
        names(&root, &root, &mut found);
        found.sort();
        let mut listed: Vec<&str> = FILES.iter().map(|file| file.name).collect();
        listed.sort_unstable();
        assert_eq!(listed, found, "the list above and scenarios/ must name the same files");
    }
}
