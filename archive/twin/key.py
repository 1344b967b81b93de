"""The key that pseudonyms are made with: read from the environment, never printed, never stored."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

from archive.errors import ConfigError

SHORTEST = 16
"""Characters of a key: who can guess the key can find out who is who by trying names."""
LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"
"""No vowels, so that no word comes of them; nothing that is mistaken for something else."""
ADVICE = "set it to 16 characters or more, such as those of `openssl rand -hex 16`, and keep it: the same key gives the same names again"


@dataclass(frozen=True, slots=True)
class Key:
    """Keyed hashes (HMAC-SHA256) of natural keys, told apart by `kind`."""

    secret: bytes = field(repr=False)

    def number(self, kind: str, value: object) -> int:
        """53 bits, exact in JavaScript and JSON; never 0."""
        return (int.from_bytes(self._digest(kind, value)[:8]) >> 11) or 1

    def token(self, kind: str, value: object, length: int = 6) -> str:
        """So many of LETTERS: 6 are 28 bits, 10 are 47."""
        number = int.from_bytes(self._digest(kind, value))
        letters = []
        for _ in range(length):
            number, place = divmod(number, len(LETTERS))
            letters.append(LETTERS[place])
        return "".join(letters)

    def _digest(self, kind: str, value: object) -> bytes:
        told = f"{kind}\x1f{value}".encode("utf-8", "surrogatepass")
        return hmac.new(self.secret, told, hashlib.sha256).digest()


def key_of(name: str, environment: Mapping[str, str]) -> Key:
    """The key that an environment variable holds. Raises ConfigError where there is none, or too short a one."""
    value = environment.get(name, "")
    if not value.strip():
        raise ConfigError(f"this environment variable has no key in it: {ADVICE}", name)
    if len(value) < SHORTEST or len(set(value)) < 6:
        raise ConfigError(f"the key in this environment variable is too short or too plain: {ADVICE}", name)
    return Key(value.encode("utf-8", "surrogatepass"))
