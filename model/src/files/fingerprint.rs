//! The fingerprint of a text, by which it can be cited: BLAKE3, 256 bits. Nobody can make
//! two texts that have the same one, so who has it can tell whether he has the text.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::{Serialize, Serializer};

/// A fingerprint: in files and in print 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Of a text. Line ends count as `\n`, so that a text has one wherever it is written; of a
    /// file that has them so it is what `b3sum` prints.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        for (place, line) in text.split("\r\n").enumerate() {
            if place > 0 {
                hasher.update(b"\n");
            }
            hasher.update(line.as_bytes());
        }
        Self(*hasher.finalize().as_bytes())
    }

    /// Of several texts, in order, by their own: that of the bytes of theirs, one after the
    /// other.
    #[must_use]
    pub fn of_all(all: impl IntoIterator<Item = Self>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for one in all {
            hasher.update(&one.0);
        }
        Self(*hasher.finalize().as_bytes())
    }

    /// Its first 16 digits: enough to tell texts apart that nobody means to confuse.
    #[must_use]
    pub fn short(&self) -> String {
        let mut digits = self.to_string();
        digits.truncate(16);
        digits
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl FromStr for Fingerprint {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no fingerprint of 64 hexadecimal digits");
        let plain = text.len() == 64 && text.bytes().all(|digit| digit.is_ascii_hexdigit());
        let mut bytes = [0; 32];
        for (place, byte) in bytes.iter_mut().enumerate().filter(|_| plain) {
            let digits = &text[2 * place..2 * place + 2];
            *byte = u8::from_str_radix(digits, 16).map_err(|_| wrong())?;
        }
        if plain { Ok(Self(bytes)) } else { Err(wrong()) }
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_that_of_the_published_function_and_of_the_text_whatever_ends_its_lines() {
        let of_nothing = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";
        assert_eq!(Fingerprint::of("").to_string(), of_nothing);
        assert_eq!(Fingerprint::of("").short(), "af1349b9f5f9a1a6");
        assert_eq!(Fingerprint::of("a\r\nb\r\n"), Fingerprint::of("a\nb\n"));
        assert_ne!(Fingerprint::of("a\nb"), Fingerprint::of("ab"));
        assert_ne!(Fingerprint::of("a\r\r\nb"), Fingerprint::of("a\n\nb"));
    }

    #[test]
    fn files_keep_it_as_digits() {
        let print = Fingerprint::of("text");
        let json = serde_json::to_string(&print).expect("JSON");
        assert_eq!(json, format!("\"{print}\""));
        assert_eq!(serde_json::from_str::<Fingerprint>(&json).expect("read"), print);
        for wrong in ["", "af13", &"g".repeat(64), &"é".repeat(32), &"0".repeat(65)] {
            assert!(wrong.parse::<Fingerprint>().is_err(), "{wrong}");
        }
    }
}
