"""Sets everything up and starts the game, or its tests, with nothing but Python 3.11 to 3.14.

    python3 tools/start.py               opens the game
    python3 tools/start.py play moderate plays that scenario; further arguments go to `wargame play`
    python3 tools/start.py test          runs the tests; further arguments go to pytest

It makes a private environment in `.venv` at the top of the project and installs the locked packages there and nowhere
else: no administrator, no change to the Python of the machine. The second run finds it all done and starts at once.

Exit status: that of what was started; 2 if the set-up could not be done; 130 after Ctrl-C.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 14)
CTRL_C = 130
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"play": ROOT / "requirements" / "lock.txt", "test": ROOT / "requirements" / "lock-dev.txt"}
# Settings that would make pip install somewhere else, or Python look somewhere else, than in this environment.
MISLEADING = ("PYTHONHOME", "PYTHONPATH", "PIP_PREFIX", "PIP_REQUIRE_HASHES", "PIP_TARGET", "PIP_USER")
# What `venv` leaves behind when it is broken off before it writes `pyvenv.cfg`.
HALF_A_VENV = {"bin", "include", "lib", "lib64", "Include", "Lib", "Scripts", ".gitignore"}


class SetUpError(Exception):
    """The set-up can't go on; the text says why and what to do."""


def say(text: str) -> None:
    """Print one line at once, also into a pipe, on any console's character set."""
    print(f"wargame: {text}".encode("ascii", "replace").decode("ascii"), flush=True)


# --- which Python --------------------------------------------------------------------------------------------------


def supported(version: "tuple[int, ...]") -> bool:
    """Whether this version of Python (major, minor, ...) can run the project."""
    return OLDEST <= version[:2] <= NEWEST


def refusal(version: "tuple[int, ...]") -> str:
    """Why this Python will not do, and which command would."""
    names = [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    found = next((name for name in names if shutil.which(name) and runs(name, "-c", "pass")), None)
    spoken = ".".join(map(str, version[:2]))
    fact = f"this is Python {spoken}, too {'old' if version[:2] < OLDEST else 'new'}: it takes 3.11 to 3.14."
    if found:
        return f"{fact}\n  This machine has another one:  {found} tools/start.py"
    return f"{fact}\n  Install one from python.org or your system's packages; it may stand beside this one."


# --- the environment -----------------------------------------------------------------------------------------------


def venv_python(venv: Path) -> Path:
    """The Python inside an environment."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def venv_settings(venv: Path) -> "dict[str, str]":
    """What `pyvenv.cfg` says; empty where there is no environment."""
    try:
        text = (venv / "pyvenv.cfg").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    pairs = (line.partition("=") for line in text.splitlines() if "=" in line)
    return {key.strip().lower(): value.strip() for key, _, value in pairs}


def venv_version(venv: Path) -> "tuple[int, ...]":
    """The Python version of an environment; empty if it is none, or if the Python it was made from has gone."""
    settings = venv_settings(venv)
    if not venv_python(venv).exists() or not Path(settings.get("home", "")).is_dir():
        return ()
    # `venv` writes `version`, `virtualenv` and others write `version_info`, sometimes with a suffix such as `final`.
    digits = settings.get("version") or settings.get("version_info") or ""
    return tuple(int(part) for part in digits.split(".")[:3] if part.isdigit())


def make_venv(venv: Path, *, clear: bool) -> None:
    """Make the environment with pip in it, by `venv` or, where the system left half of that out, by `virtualenv`."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        command = [sys.executable, "-m", "venv", *(["--clear"] if clear else []), str(venv)]
    elif importlib.util.find_spec("virtualenv"):
        command = [sys.executable, "-m", "virtualenv", "-q", *(["--clear"] if clear else []), str(venv)]
    else:
        minor = f"python3.{sys.version_info[1]}-venv"
        raise SetUpError(
            "this Python can't make environments: its `venv` or `ensurepip` is not installed.\n"
            f"  Debian, Ubuntu:  sudo apt install python3-venv   (or {minor})\n"
            "  elsewhere:       install Python from python.org, or the package `virtualenv`\n"
            "  Then run the same command again."
        )
    quietly(command, "the environment could not be made")


def has_pip(python: str) -> bool:
    """Whether the environment got as far as having a pip that runs."""
    return runs(python, "-m", "pip", "--version")


def ensure_venv(venv: Path) -> None:
    """Leave a working environment with pip at `venv`, whatever stood there: nothing, half of one, or someone's own."""
    strange = venv.exists() and not venv_settings(venv)
    if strange and not (venv.is_dir() and {item.name for item in venv.iterdir()} <= HALF_A_VENV):
        raise SetUpError(f"{venv} is in the way: it is no Python environment.\n  Move it elsewhere and try again.")
    python = str(venv_python(venv))
    # One that someone made without pip (`uv` does) keeps all it has, and gets a pip.
    if supported(venv_version(venv)) and (has_pip(python) or (runs(python, "-m", "ensurepip") and has_pip(python))):
        return
    say("repairing the environment in .venv" if venv.exists() else "making a private environment in .venv")
    make_venv(venv, clear=venv.exists())


# --- what goes into it ---------------------------------------------------------------------------------------------


def digest(what: str, version: "tuple[int, ...]") -> str:
    """A fingerprint of all that decides what is installed, and of where this folder lies: it may be a copy."""
    files = [LOCKS[what], ROOT / "pyproject.toml"]
    parts = [*(file.read_bytes() for file in files), str(ROOT).encode(), str(version).encode()]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def stamp(what: str) -> Path:
    """The file that says an installation was finished, and of what."""
    return VENV / f"wargame-{what}.stamp"


def is_done(what: str) -> bool:
    """Whether the last installation for this purpose was finished and is still the wanted one."""
    version = venv_version(VENV)
    try:
        return supported(version) and stamp(what).read_text(encoding="ascii") == digest(what, version)
    except (OSError, ValueError):
        return False


def install(what: str) -> None:
    """Install the locked packages and the project. The stamp is written last, so a run that broke off is redone."""
    for purpose in LOCKS:
        stamp(purpose).unlink(missing_ok=True)
    pip = [str(venv_python(VENV)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    lock = LOCKS[what]
    count = sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())
    say(f"installing {count} locked packages (a minute or two, once)")
    trouble = "the packages could not be installed"
    quietly([*pip, "--require-hashes", "-r", str(lock)], trouble)
    quietly([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], trouble)
    version = venv_version(VENV)
    for purpose in ("play", "test") if what == "test" else ("play",):  # the test lock contains the other
        stamp(purpose).write_text(digest(purpose, version), encoding="ascii")


# --- running -------------------------------------------------------------------------------------------------------


def clean_environment() -> "dict[str, str]":
    """The environment without the settings that would lead pip or Python astray."""
    return {key: value for key, value in os.environ.items() if key not in MISLEADING}


def runs(*command: str) -> bool:
    """Whether a command can be started and succeeds; what it says is not shown."""
    null = subprocess.DEVNULL
    try:
        return subprocess.call(command, env=clean_environment(), stdin=null, stdout=null, stderr=null) == 0
    except OSError:
        return False


def quietly(command: "list[str]", trouble: str) -> None:
    """Run a step of the set-up; show its output only if it fails."""
    result = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False,
        env=clean_environment(), cwd=ROOT, text=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    if result.returncode:
        said = [line.rstrip() for line in result.stdout.splitlines() if line.strip() and not line.startswith("WARNING")]
        shown = "\n".join(f"    {line}" for line in said[-8:])
        raise SetUpError(
            f"{trouble}. What the installer said:\n{shown}\n"
            "  Is this machine online, or behind a proxy that pip must be told about (HTTPS_PROXY)? Is the disk full?\n"
            "  Nothing is lost: run the same command again and it goes on."
        )


def hand_over(arguments: "list[str]", cwd: "Path | None") -> int:
    """Run the game or the tests until they end. Ctrl-C reaches them too; they get ten seconds to put things away."""
    process = subprocess.Popen([str(venv_python(VENV)), *arguments], cwd=cwd, env=clean_environment())
    try:
        return process.wait()
    except KeyboardInterrupt:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
        return CTRL_C  # what was running has said so itself


def main(arguments: "list[str]") -> int:
    """Set up what is missing, then start what was asked for."""
    if arguments and arguments[0] in {"-h", "--help"}:
        print(__doc__)
        return 0
    what, rest = (arguments[0], arguments[1:]) if arguments else ("play", [])
    if what not in LOCKS:
        say(f"`{what}` is unknown here: it is `play` or `test` (more with --help)")
        return 2
    try:
        if not is_done(what):
            ensure_venv(VENV)
            install(what)
            say("ready")
    except SetUpError as error:
        say(str(error))
        return 2
    except OSError as error:
        say(f"the set-up failed: {error}\n  Is this folder writable, and is there room on the disk?")
        return 2
    if what == "test":
        # One worker for each core, unless the caller says otherwise.
        jobs = [] if any(word.startswith(("-n", "--numprocesses", "-p")) for word in rest) else ["-n", "auto"]
        return hand_over(["-m", "pytest", *jobs, *rest], ROOT)
    return hand_over(["-m", "wargame", "play", *rest], None)


if __name__ == "__main__":
    if not supported(sys.version_info[:3]):
        say(refusal(sys.version_info[:3]))
        sys.exit(2)
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        print()
        say("stopped")
        sys.exit(CTRL_C)
