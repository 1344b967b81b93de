"""Signs a package and checks its signature, as WACZ Signing and Verification 0.1.0 has it (anonymous signature).

ECDSA over SHA-256 with a key on the curve P-384, the only one that ReplayWeb.page verifies.
"""

import base64
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP384R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
    load_pem_private_key,
)

from archive.errors import ConfigError

VERSION = "0.1.0"
HALF = 48
"""Bytes of each of a signature's two numbers: Web Crypto wants them bare, one after the other."""
MAKE = "make one: openssl ecparam -name secp384r1 -genkey -noout -out key.pem"


def load_key(path: Path) -> EllipticCurvePrivateKey:
    """The private key in a PEM file. Raises ConfigError."""
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise ConfigError(f"the key cannot be read ({error.strerror}); {MAKE}", str(path)) from error
    except TypeError as error:
        told = "the key is locked with a password; unlock a copy: openssl pkey -in LOCKED.pem -out key.pem"
        raise ConfigError(told, str(path)) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise ConfigError(f"is no private key in PEM; {MAKE}", str(path)) from error
    if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP384R1):
        raise ConfigError(
            f"the key must be of ECDSA on the curve P-384: WACZ signatures are ECDSA, and players verify this curve only; {MAKE}",
            str(path),
        )
    return key


def signed(key: EllipticCurvePrivateKey, digest: str, created: str, software: str) -> dict[str, str]:
    """`signedData` for a `datapackage.json` with that digest (`sha256:...`)."""
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return {
        "hash": digest,
        "created": created,
        "software": software,
        "version": VERSION,
        "signature": base64.b64encode(_signature(key, digest.encode())).decode(),
        "publicKey": base64.b64encode(public).decode(),
    }


def _signature(key: EllipticCurvePrivateKey, message: bytes) -> bytes:
    try:  # the same package each time (RFC 6979), where OpenSSL is new enough
        der = key.sign(message, ECDSA(SHA256(), deterministic_signing=True))
    except UnsupportedAlgorithm:
        der = key.sign(message, ECDSA(SHA256()))
    return b"".join(number.to_bytes(HALF, "big") for number in decode_dss_signature(der))


def is_good(data: object) -> bool:
    """Whether `signedData` holds a signature of its own `hash` by its own `publicKey`; never raises."""
    try:
        if not isinstance(data, dict):
            return False
        raw = base64.b64decode(data["signature"], validate=True)
        key = load_der_public_key(base64.b64decode(data["publicKey"], validate=True))
        if not isinstance(key, EllipticCurvePublicKey) or len(raw) % 2:
            return False
        half = len(raw) // 2
        numbers = int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big")
        key.verify(encode_dss_signature(*numbers), str(data["hash"]).encode(), ECDSA(SHA256()))
    except (InvalidSignature, UnsupportedAlgorithm, KeyError, TypeError, ValueError):
        return False
    return True
