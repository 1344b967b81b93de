"""A timer that calls `coursekeep run --due`: systemd's units as text and as files, or a line for cron."""

import hashlib
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path

PROGRAM = (sys.executable, "-c", "from crawler.cli import main; main()")
SYSTEMD = Path("/run/systemd/system")
"""Is there where systemd runs the machine (sd_booted(3))."""
USER_UNITS = Path(".config/systemd/user")
SYSTEM_UNITS = Path("/etc/systemd/system")
EVERY = 5
"""Minutes between two looks at the schedule; a look at which nothing is due asks nobody anything."""
SERVICE = """\
[Unit]
Description=Coursekeep: what the schedule of {config} asks for
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
{user}WorkingDirectory={folder}
ExecStart={command}
# 1: a blog needs a person, which notices tell.
SuccessExitStatus=1
# A crawl that is stopped ends well, and is gone on with.
TimeoutStopSec=10min
Nice=10
"""
TIMER = """\
[Unit]
Description=Coursekeep: look at the schedule of {config}

[Timer]
OnCalendar=*:0/{every}
# A machine that slept catches up when it wakes.
Persistent=true

[Install]
WantedBy=timers.target
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """A service and its timer."""

    name: str
    """`coursekeep-`, the name of the configuration's folder, and a digest of its path."""
    service: str
    timer: str

    def write(self, folder: Path) -> list[Path]:
        """Into the folder of systemd's units; returns the files. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        files = [(folder / f"{self.name}.service", self.service), (folder / f"{self.name}.timer", self.timer)]
        for path, content in files:
            path.write_text(content, "utf-8")
        return [path for path, _ in files]


def command(config: Path, data: Path | None) -> list[str]:
    """What the timer calls: this very installation."""
    own = Path(sys.argv[0])
    program = [str(own.absolute())] if own.name == "coursekeep" and own.is_file() else [sys.executable, "-m", "crawler"]
    return [
        *program,
        "run",
        "--due",
        "--config",
        str(config.absolute()),
        *(["--data", str(data.absolute())] if data else []),
    ]


def units(config: Path, data: Path | None, *, system: bool) -> Units:
    """For a configuration. A system's timer works as the user who installs it."""
    place = config.absolute()
    quoted = " ".join(_quoted(word) for word in command(config, data))
    user = f"User={getuser()}\n" if system else ""
    shown = str(place).replace("%", "%%")
    service = SERVICE.format(config=shown, user=user, folder=_path(place.parent), command=quoted)
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in place.parent.name).strip("-") or "course"
    name = f"coursekeep-{plain}-{hashlib.sha256(str(place).encode()).hexdigest()[:6]}"  # two courses, two timers
    return Units(name=name, service=service, timer=TIMER.format(config=shown, every=EVERY))


def _quoted(word: str) -> str:
    """For ExecStart (systemd.service(5), systemd.syntax(7))."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if escaped != word or any(c.isspace() or c in "';" for c in word) else word


def _path(path: Path) -> str:
    return str(path).replace("%", "%%")


def cron_line(config: Path, data: Path | None) -> str:
    """For `crontab -e`."""
    words = f"cd {shlex.quote(str(config.absolute().parent))} && {shlex.join(command(config, data))}"
    return f"*/{EVERY} * * * * {words.replace('%', chr(92) + '%')}"


def folder_for(*, system: bool) -> Path:
    """Where systemd looks for units."""
    return SYSTEM_UNITS if system else Path.home() / USER_UNITS


def has_systemd() -> bool:
    """Whether systemd runs this machine."""
    return SYSTEMD.is_dir() and shutil.which("systemctl") is not None


def start(name: str, *, system: bool) -> tuple[bool, list[str]]:
    """Tell systemd; returns whether that went well, and the commands, for whoever has to give them."""
    scope = [] if system else ["--user"]
    orders = [["systemctl", *scope, "daemon-reload"], ["systemctl", *scope, "enable", "--now", f"{name}.timer"]]
    ok = all(subprocess.run(order, capture_output=True, check=False).returncode == 0 for order in orders)
    return ok, [shlex.join(order) for order in orders]
