"""JSON over HTTP with the manners that trackers ask for: retries, rate limits, pages, and a token that
stays home.

Standard library only: four kinds of calls do not pay for a client library at every start of the program.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
import datetime as dt
from email.message import Message
from email.utils import parsedate_to_datetime
import json
import re
import time
from typing import Any
import urllib.error
import urllib.parse
import urllib.request

from pmtool import __version__
from pmtool.errors import PmError

_TIMEOUT = 30.0
_TRIES = 4
# Longer than this nobody waits at a terminal or in a pipeline; the message says when to come back.
_LONGEST_WAIT = 90.0
_LARGEST = 50 * 1024 * 1024
_LOCAL = ("localhost", "127.0.0.1", "::1")


class TrackerError(PmError):
    """The tracker said no, or could not be reached. status: of HTTP, 0 without an answer."""

    def __init__(self, message: str, hint: str | None = None, *, status: int = 0) -> None:
        super().__init__(message, hint)
        self.status = status


class UncertainError(TrackerError):
    """A request that writes got no clear answer: it may have been carried out."""


@dataclass(frozen=True)
class Answer:
    """An answer: status, headers, and the JSON of its body (None for an empty one)."""

    status: int
    headers: Message
    data: Any

    @property
    def next_page(self) -> str | None:
        """The address of the next page, from the `Link` header."""
        found = re.search(r'<([^<>]+)>\s*;[^,]*\brel="?next"?', self.headers.get("Link", ""))
        return found[1] if found else None


class _StayHome(urllib.request.HTTPRedirectHandler):
    """Follows reads within one server only: the token goes with the request."""

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        if req.get_method() != "GET" or _origin(newurl) != _origin(req.full_url):
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urllib.parse.urlsplit(url)
    return (parts.scheme, parts.hostname, parts.port)


class Client:
    """Talks to one server.

    name: of the tracker, for messages. secret: the token, taken out of every message. refused: what to say
    for a status that means something here. sleep, now: time, for tests.
    """

    def __init__(
        self,
        name: str,
        base: str,
        headers: Mapping[str, str],
        *,
        secret: str,
        refused: Mapping[int, tuple[str, str]],
        sleep: Callable[[float], None] | None = None,
        now: Callable[[], float] | None = None,
    ) -> None:
        parts = urllib.parse.urlsplit(base)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise TrackerError(f"'{base}' is no address of a server", "such as https://git.example.org")
        if parts.scheme == "http" and parts.hostname not in _LOCAL:
            raise TrackerError(f"{base}: the token is not sent over plain http", "use https")
        self.name = name
        self.base = base.rstrip("/")
        self.headers = {"Accept": "application/json", "User-Agent": f"pmtool/{__version__}", **headers}
        self._secret = secret
        self._refused = refused
        self._sleep = sleep or time.sleep
        self._now = now or time.time
        self._opener = urllib.request.build_opener(_StayHome)

    # -- requests

    def get(self, path: str, query: Mapping[str, str] | None = None) -> Answer:
        """Read. Tried again after failures of the network and of the server."""
        return self._tried("GET", self._address(path, query), None)

    def pages(self, path: str, query: Mapping[str, str]) -> Iterator[Any]:
        """The items of all pages, by the `Link` header. Raises TrackerError for a page on another server."""
        address: str | None = self._address(path, query)
        seen = set()
        while address is not None and address not in seen:
            seen.add(address)
            answer = self._tried("GET", address, None)
            if not isinstance(answer.data, list):
                raise TrackerError(f"{self.name} sent something else than a list of issues", self._check_url)
            yield from answer.data
            address = answer.next_page
            if address is not None and _origin(address) != _origin(self.base):
                raise TrackerError(f"{self.name} names a next page on another server; it was not followed")

    def post(self, path: str, payload: Mapping[str, Any]) -> Answer:
        """Write. Tried again only where the server says that it did nothing (a rate limit).

        Raises UncertainError where it may have been carried out.
        """
        return self._tried("POST", self._address(path, None), payload)

    def _address(self, path: str, query: Mapping[str, str] | None) -> str:
        return f"{self.base}{path}" + (f"?{urllib.parse.urlencode(query)}" if query else "")

    def _tried(self, method: str, address: str, payload: Mapping[str, Any] | None) -> Answer:
        waited = 0.0
        for attempt in range(1, _TRIES + 1):
            answer = self._once(method, address, payload)
            if answer is not None and answer.status < 300:
                return answer
            wait = self._wait(answer, method, attempt)
            if wait is None or attempt == _TRIES:
                raise self._error(answer, method)
            if waited + wait > _LONGEST_WAIT:
                raise self._limited(wait)
            waited += wait
            self._sleep(wait)
        raise AssertionError("unreachable")

    def _once(self, method: str, address: str, payload: Mapping[str, Any] | None) -> Answer | None:
        """One request; None where there was no answer."""
        body = json.dumps(payload).encode() if payload is not None else None
        headers = {**self.headers, **({"Content-Type": "application/json"} if body is not None else {})}
        request = urllib.request.Request(address, data=body, headers=headers, method=method)  # noqa: S310
        try:
            with self._opener.open(request, timeout=_TIMEOUT) as response:
                return _answer(response.status, response.headers, response.read(_LARGEST))
        except urllib.error.HTTPError as error:
            with error:
                return _answer(error.code, error.headers, error.read(_LARGEST))
        except (
            OSError,
            ValueError,
            EOFError,
        ):  # URLError, timeouts, resets and broken answers are among these
            return None
        except Exception as error:
            if type(error).__module__ == "http.client":
                return None
            raise

    # -- waiting

    def _wait(self, answer: Answer | None, method: str, attempt: int) -> float | None:
        """Seconds until the next try, None where another try is of no use or might write twice."""
        limited = self._limit(answer)
        if limited is not None:
            return max(limited, 1.0)
        if method == "GET" and (answer is None or answer.status in (408, 500, 502, 503, 504)):
            return float(2 ** (attempt - 1))
        return None

    def _limit(self, answer: Answer | None) -> float | None:
        """Seconds that a rate limit asks to wait, None where there is none."""
        if answer is None or answer.status not in (403, 429, 503):
            return None
        asked = _seconds(answer.headers.get("Retry-After"), self._now())
        if asked is not None:
            return asked
        left = answer.headers.get("X-RateLimit-Remaining") or answer.headers.get("RateLimit-Remaining")
        reset = answer.headers.get("X-RateLimit-Reset") or answer.headers.get("RateLimit-Reset")
        if left == "0" and reset and reset.isdecimal():
            return max(0.0, int(reset) - self._now())
        if answer.status == 429 or "secondary rate limit" in _said(answer).casefold():
            # GitHub asks for a minute where it names no time.
            return 60.0
        return None

    def _limited(self, wait: float) -> TrackerError:
        until = dt.datetime.fromtimestamp(self._now() + wait, dt.UTC)
        return TrackerError(
            f"{self.name} allows no more requests before {until:%H:%M:%S} UTC",
            "run the command again then; what was created is found again",
            status=429,
        )

    # -- errors

    def _error(self, answer: Answer | None, method: str) -> TrackerError:
        if answer is None:
            message = f"{self.name} at {urllib.parse.urlsplit(self.base).netloc} did not answer"
            kind = TrackerError if method == "GET" else UncertainError
            return kind(message, "check the network and the address")
        said = self._clean(_said(answer))
        detail = f": {said}" if said else ""
        if answer.status in self._refused:
            message, hint = self._refused[answer.status]
            return TrackerError(f"{message} ({answer.status}){detail}", hint, status=answer.status)
        if 300 <= answer.status < 400:
            return TrackerError(
                f"{self.name} answered with a redirect ({answer.status}) that was not followed",
                "the project may have moved: give its present name",
                status=answer.status,
            )
        kind = UncertainError if method != "GET" and answer.status >= 500 else TrackerError
        return kind(f"{self.name} answered {answer.status}{detail}", self._check_url, status=answer.status)

    @property
    def _check_url(self) -> str:
        return f"is {self.base} the address of its API?"

    def _clean(self, text: str) -> str:
        """One line for a terminal, without the token."""
        text = text.replace(self._secret, "…") if self._secret else text
        return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:300]


def _answer(status: int, headers: Message, body: bytes) -> Answer:
    try:
        data = json.loads(body) if body.strip() else None
    except (ValueError, RecursionError):
        # A proxy or a login page; its text is of no use to anybody.
        data = None
        status = 502 if status < 300 else status
    return Answer(status, headers, data)


def _said(answer: Answer) -> str:
    """What the server gives as the reason."""
    data = answer.data
    if not isinstance(data, dict):
        return ""
    parts = [str(data[key]) for key in ("message", "error", "error_description") if data.get(key)]
    errors = data.get("errors")
    if isinstance(errors, dict):  # Jira
        parts += [f"{key}: {value}" for key, value in errors.items()]
    for item in errors if isinstance(errors, list) else []:
        if isinstance(item, dict):  # GitHub
            parts.append(str(item.get("message") or f"{item.get('field')} is {item.get('code')}"))
    parts += [str(item) for item in data.get("errorMessages") or []]
    return "; ".join(parts)


def _seconds(text: str | None, now: float) -> float | None:
    """`Retry-After`: seconds, or a date."""
    if not text:
        return None
    if text.strip().isdecimal():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (TypeError, ValueError):
        return None
