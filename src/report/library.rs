//! What is said of the library: of what it holds, and of a copy of it.

use std::path::Path;

use crate::report::Language;

mod say {
    use crate::report::sentences::sentences;

    sentences! {
        EMPTY: "the folder of scenarios is empty", "la carpeta de escenarios está vacía";
        unreadable(file, error): "{file}  ·  cannot be read: {error}", "{file}  ·  no se puede leer: {error}";
        written[files, folder]:
            "{files} file was written to {folder}; to make it the library: HOKUSHIN_SCENARIOS={folder}"
            | "{files} files were written to {folder}; to make them the library: HOKUSHIN_SCENARIOS={folder}",
            "{files} archivo se escribió en {folder}; para que sea la biblioteca: HOKUSHIN_SCENARIOS={folder}"
            | "{files} archivos se escribieron en {folder}; para que sean la biblioteca: HOKUSHIN_SCENARIOS={folder}";
    }
}

/// That it holds nothing.
#[must_use]
pub const fn empty(language: Language) -> &'static str {
    say::EMPTY.of(language)
}

/// That one of its files cannot be read, and the first of its errors.
#[must_use]
pub fn unreadable(file: &str, error: &str, language: Language) -> String {
    say::unreadable(language, file, error)
}

/// That it was written to a folder.
#[must_use]
pub fn written(files: usize, folder: &Path, language: Language) -> String {
    say::written(language, files, folder.display().to_string())
}
