"""A sign-in service of our own, for the tests: OpenID Connect on this machine, with everything a real one checks.

It describes itself, hands out codes for whoever `person` is, wants the secret and the PKCE verifier for them, signs its
tokens with a RSA key of the run, and can be told to do any of it wrong.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "trede", "een geheim van de test"


@cache
def fresh_key(name: str = "") -> rsa.RSAPrivateKey:
    """A key of this run; making one takes a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class StandIn:
    """The service: who signs in, and what it does wrong."""

    def __init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.service = self  # type: ignore[attr-defined]
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.key = fresh_key()
        self.signing_key = self.key
        self.person: dict[str, Any] = {"sub": "1", "email": "klaas@voorbeeldstad.example", "name": "Klaas Voorbeeld"}
        self.token: dict[str, Any] = {"amr": ["pwd", "mfa"]}  # put into the token; None takes a claim out
        self.userinfo: dict[str, Any] = {}
        self.refuses = False
        self.codes: dict[str, dict[str, str]] = {}
        self.thread = threading.Thread(target=self.server.serve_forever, args=[0.01], daemon=True)

    def __enter__(self) -> StandIn:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def description(self) -> dict[str, str]:
        """Where everything is."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
        }

    def keys(self) -> dict[str, Any]:
        """The public key."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "een", "alg": "RS256", "use": "sig"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """The address to send the browser back to."""
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        assert asked["code_challenge_method"] == "S256"
        if self.refuses:
            return f"{asked['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': asked['state']})}"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def tokens(self, given: dict[str, str]) -> dict[str, str] | None:
        """Tokens for a code, once."""
        asked = self.codes.pop(given.get("code", ""), None)
        if asked is None or (given["client_id"], given["client_secret"]) != (CLIENT, SECRET):
            return None
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims |= {"sub": self.person["sub"]} | self.token
        claims = {name: value for name, value in claims.items() if value is not None}
        token = jwt.encode(claims, self.signing_key, algorithm="RS256", headers={"kid": "een"})
        return {"access_token": "open sesam", "id_token": token, "token_type": "Bearer"}


class Handler(BaseHTTPRequestHandler):
    """Speaks HTTP for the service."""

    def do_GET(self) -> None:
        """Description, keys, the page to sign in (nobody is asked anything), and who it is."""
        service: StandIn = self.server.service  # type: ignore[attr-defined]
        parts = urlsplit(self.path)
        if parts.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self.send_response(302)
            self.send_header("Location", service.authorize(asked))
            self.end_headers()
        elif parts.path == "/userinfo" and self.headers.get("Authorization") == "Bearer open sesam":
            self.answer(service.person | service.userinfo)
        else:
            pages = {"/.well-known/openid-configuration": service.description, "/jwks": service.keys}
            make = pages.get(parts.path)
            self.answer(make() if make else None, 200 if make else 404)

    def do_POST(self) -> None:
        """The token."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(body).items()}
        tokens = self.server.service.tokens(given)  # type: ignore[attr-defined]
        self.answer(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)

    def answer(self, content: Any, status: int = 200) -> None:
        """JSON."""
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
