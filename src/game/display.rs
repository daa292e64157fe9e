//! Is there a display, and something that can draw on it?
//!
//! Asked before the window is opened, because the libraries below would panic.

use std::{env, net::TcpStream, path::PathBuf, time::Duration};

use wgpu::Backends;

use super::contract::PlayError;

/// Finds a display that answers, or says why there is none.
pub fn probe_display() -> Result<(), PlayError> {
    if !cfg!(all(unix, not(target_os = "macos"))) {
        return Ok(());
    }
    let set = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let wayland = set("WAYLAND_DISPLAY").map(|name| probe_wayland(&name));
    if matches!(wayland, Some(Ok(()))) {
        return Ok(());
    }
    let x11 = set("DISPLAY").map(|name| probe_x11(&name));
    match (wayland, x11) {
        (_, Some(Ok(()))) => Ok(()),
        (_, Some(Err(why))) | (Some(Err(why)), None) => Err(PlayError::NoDisplay(why)),
        (_, None) => Err(PlayError::NoDisplay("neither DISPLAY nor WAYLAND_DISPLAY is set".into())),
    }
}

#[cfg(unix)]
fn probe_socket(path: &std::path::Path) -> std::io::Result<()> {
    std::os::unix::net::UnixStream::connect(path).map(drop)
}

#[cfg(not(unix))]
fn probe_socket(_: &std::path::Path) -> std::io::Result<()> {
    Ok(())
}

fn probe_wayland(name: &str) -> Result<(), String> {
    let path = match env::var("XDG_RUNTIME_DIR") {
        _ if name.starts_with('/') => PathBuf::from(name),
        Ok(folder) => PathBuf::from(folder).join(name),
        Err(_) => {
            return Err(format!("WAYLAND_DISPLAY is {name}, XDG_RUNTIME_DIR is not set"));
        }
    };
    probe_socket(&path).map_err(|error| format!("WAYLAND_DISPLAY is {name}, {error}"))
}

fn probe_x11(name: &str) -> Result<(), String> {
    let (host, number) = parse_x11(name)
        .ok_or_else(|| format!("DISPLAY is {name}, which does not name a display"))?;
    let local = || probe_socket(&PathBuf::from(format!("/tmp/.X11-unix/X{number}")));
    let answered = if host.is_empty() || host == "unix" {
        local().or_else(|error| probe_tcp("localhost", number).map_err(|_| error))
    } else {
        probe_tcp(&host, number)
    };
    answered.map_err(|error| format!("DISPLAY is {name}, {error}"))
}

fn probe_tcp(host: &str, number: u16) -> std::io::Result<()> {
    use std::net::ToSocketAddrs;
    let mut last = std::io::ErrorKind::NotFound.into();
    for address in (host, 6000_u16.saturating_add(number)).to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, Duration::from_secs(2)) {
            Ok(_) => return Ok(()),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// Host and display number of `host:number.screen`.
fn parse_x11(name: &str) -> Option<(String, u16)> {
    let (host, rest) = name.rsplit_once(':')?;
    let number = rest.split('.').next()?.parse().ok()?;
    let host = host.rsplit('/').next().unwrap_or(host);
    Some((host.to_owned(), number))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_names_are_read_as_x11_writes_them() {
        assert_eq!(parse_x11(":0"), Some((String::new(), 0)));
        assert_eq!(parse_x11(":99.0"), Some((String::new(), 99)));
        assert_eq!(parse_x11("unix:3"), Some(("unix".into(), 3)));
        assert_eq!(parse_x11("far.example:10.1"), Some(("far.example".into(), 10)));
        assert_eq!(parse_x11("nonsense"), None);
        assert_eq!(parse_x11(":x"), None);
    }

    #[test]
    fn a_display_that_nobody_serves_is_an_error() {
        assert!(probe_x11(":65000").is_err());
    }
}
