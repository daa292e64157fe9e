//! Is there a display, and something that can draw on it?
//!
//! Asked before the window is opened, because the libraries below would panic.

use std::{env, time::Duration};

use wgpu::Backends;

use super::contract::PlayError;

/// A display that answered. It is held until the window is open: a server that its last
/// client leaves may start afresh, and would not let us in meanwhile.
#[derive(Default)]
pub struct Answered {
    #[cfg(unix)]
    _x11: Option<x11rb::rust_connection::RustConnection>,
}

/// Finds a display that answers, or says why there is none.
///
/// Where Wayland is named but does not answer, and X does, the window is opened on X.
pub fn probe_display() -> Result<Answered, PlayError> {
    if cfg!(all(unix, not(target_os = "macos"))) { probe() } else { Ok(Answered::default()) }
}

#[cfg(not(unix))]
fn probe() -> Result<Answered, PlayError> {
    Ok(Answered::default())
}

#[cfg(unix)]
fn probe() -> Result<Answered, PlayError> {
    let set = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let handed = set("WAYLAND_SOCKET").map(|number| probe_handed(&number));
    let wayland = handed.or_else(|| set("WAYLAND_DISPLAY").map(|name| probe_wayland(&name)));
    if matches!(wayland, Some(Ok(()))) {
        return Ok(Answered::default());
    }
    let mut why: Vec<String> = wayland.and_then(Result::err).into_iter().collect();
    let x11 = set("DISPLAY").map(|name| probe_x11(&name, PATIENCE));
    if let Some(Ok(connection)) = x11 {
        // SAFETY: the window does not exist yet: what threads there are wait for weeks to
        // play, or for an answer of a display, and none of them reads the environment.
        unsafe {
            env::remove_var("WAYLAND_SOCKET");
            env::remove_var("WAYLAND_DISPLAY");
        }
        return Ok(Answered { _x11: Some(connection) });
    }
    why.extend(x11.and_then(Result::err));
    Err(PlayError::NoDisplay(if why.is_empty() {
        "neither DISPLAY nor WAYLAND_DISPLAY is set".into()
    } else {
        why.join("; ")
    }))
}

/// How long a display is waited for.
#[cfg(unix)]
const PATIENCE: Duration = Duration::from_secs(5);

#[cfg(unix)]
fn probe_wayland(name: &str) -> Result<(), String> {
    use std::os::unix::net::UnixStream;
    use std::path::PathBuf;

    let path = match env::var("XDG_RUNTIME_DIR") {
        _ if name.starts_with('/') => PathBuf::from(name),
        Ok(folder) => PathBuf::from(folder).join(name),
        Err(_) => {
            return Err(format!("WAYLAND_DISPLAY is {name}, XDG_RUNTIME_DIR is not set"));
        }
    };
    UnixStream::connect(path)
        .map(drop)
        .map_err(|error| format!("WAYLAND_DISPLAY is {name}, {error}"))
}

/// A connection that a compositor handed over as an open file.
#[cfg(unix)]
fn probe_handed(number: &str) -> Result<(), String> {
    use std::os::unix::fs::FileTypeExt;

    let open = std::fs::metadata(format!("/dev/fd/{number}"));
    if open.is_ok_and(|file| file.file_type().is_socket()) {
        Ok(())
    } else {
        Err(format!("WAYLAND_SOCKET is {number}, which is no open connection"))
    }
}

/// Asks an X server whether it lets us in, and whether it has the screen that is named.
#[cfg(unix)]
fn probe_x11(
    name: &str,
    patience: Duration,
) -> Result<x11rb::rust_connection::RustConnection, String> {
    use std::sync::mpsc::{RecvTimeoutError, channel};

    use x11rb::errors::ConnectError;

    let (told, heard) = channel();
    let display = name.to_owned();
    // A server that takes the connection and says nothing would hold us for ever.
    std::thread::spawn(move || {
        // Who has run out of patience does not hear it any more.
        let _ = told.send(x11rb::connect(Some(&display)));
    });
    match heard.recv_timeout(patience) {
        Ok(Ok((connection, _))) => Ok(connection),
        Ok(Err(ConnectError::DisplayParsingError(_))) => {
            Err(format!("DISPLAY is {name}, which does not name a display"))
        }
        Ok(Err(ConnectError::InvalidScreen)) => {
            Err(format!("DISPLAY is {name}, and that display has no such screen"))
        }
        Ok(Err(error)) => Err(format!("DISPLAY is {name}, {error}")),
        Err(RecvTimeoutError::Timeout) => {
            let seconds = patience.as_secs();
            Err(format!("DISPLAY is {name}, which has not answered for {seconds} seconds"))
        }
        Err(RecvTimeoutError::Disconnected) => {
            Err(format!("DISPLAY is {name}, which could not be asked"))
        }
    }
}

/// Finds the kinds of driver to draw with, or says that there is none.
///
/// OpenGL is asked only where nothing better answers, so that no second stack of
/// drivers is started for nothing.
pub fn probe_adapter() -> Result<Backends, PlayError> {
    spare_the_wayland_probe();
    let kinds = match Backends::from_env() {
        Some(wanted) => vec![wanted],
        None => vec![Backends::PRIMARY, Backends::GL],
    };
    kinds
        .into_iter()
        .find(|kind| answers(*kind))
        .ok_or_else(|| PlayError::NoAdapter("none was found".into()))
}

/// Mesa's Vulkan layer that picks among several cards asks a Wayland session which one
/// it uses, and where there can be none it complains on stderr. It is left out then.
fn spare_the_wayland_probe() {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let chosen = ["DRI_PRIME", "MESA_VK_DEVICE_SELECT"].into_iter().any(set);
    if !cfg!(unix) || set("XDG_RUNTIME_DIR") || chosen {
        return;
    }
    // SAFETY: the window does not exist yet: what threads there are wait for weeks to
    // play, and none of them reads the environment.
    unsafe { env::set_var("NODEVICE_SELECT", "1") };
}

fn answers(backends: Backends) -> bool {
    let mut descriptor = wgpu::InstanceDescriptor::new_without_display_handle();
    descriptor.backends = backends;
    let instance = wgpu::Instance::new(descriptor);
    !bevy::tasks::block_on(instance.enumerate_adapters(backends)).is_empty()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_display_that_nobody_serves_or_names_is_an_error() {
        for name in [":65000", "nonsense", ":x"] {
            let told = probe_x11(name, PATIENCE).map(drop).expect_err(name);
            assert!(told.contains(name), "{told}");
        }
        assert!(probe_handed("999").is_err());
    }

    #[test]
    fn a_display_that_takes_a_call_and_says_nothing_is_not_waited_for_for_ever() {
        let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = silent.local_addr().expect("its address").port();
        if let Some(number) = port.checked_sub(6000) {
            let name = format!("127.0.0.1:{number}");
            let told = probe_x11(&name, Duration::from_millis(200));
            let told = told.map(drop).expect_err("silence");
            assert!(told.contains("has not answered"), "{told}");
        }
    }
}
