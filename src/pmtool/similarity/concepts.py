"""Different words for the same thing: phrases that stand for a concept."""

from collections.abc import Iterable, Iterator, Sequence

from pmtool.similarity.terms import cut

# Everyday words of operations; a team adds its own, the factor catalogue brings its phrases.
SYNONYMS: tuple[tuple[str, ...], ...] = (
    ("outage", "downtime", "unavailable", "unavailability", "service down", "went down"),
    ("certificate", "cert", "tls", "ssl", "x509"),
    ("expired", "expiry", "expiration", "ran out"),
    ("database", "db", "postgres", "postgresql", "mysql", "rds"),
    ("kubernetes", "k8s", "cluster", "eks", "gke", "aks"),
    ("dns", "name resolution", "resolver", "nameserver"),
    ("out of memory", "oom", "memory exhaustion", "memory leak"),
    ("disk full", "out of disk", "no space left", "disk space"),
    ("deploy", "deployment", "rollout", "release"),
    ("rollback", "roll back", "revert"),
    ("latency", "slow", "slowness", "timeout", "timed out"),
    ("login", "sign in", "authentication", "auth"),
    ("permission", "authorization", "authorisation", "access denied", "forbidden"),
    ("queue", "backlog", "consumer lag"),
    ("credential", "secret", "token", "api key", "password"),
    ("load balancer", "ingress", "reverse proxy"),
    ("misconfiguration", "wrong configuration", "bad config", "config change"),
    ("quota", "rate limit", "throttled", "throttling"),
    ("hallucination", "hallucinated", "made up", "invented", "fabricated"),
    ("assistant", "chatbot", "chat bot", "copilot", "llm"),
    ("retrieval", "rag", "search index", "vector store"),
    ("backup", "snapshot", "restore"),
    ("failover", "fail over", "switchover", "standby"),
    ("migration", "schema change", "backfill"),
    ("data loss", "lost data", "deleted data", "wiped"),
    ("duplicate", "twice", "double"),
)


class Concepts:
    """Phrases by their first term. Built once; looking for them is linear in the text."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, concept in phrases:
            stems = tuple(cut(phrase))
            if stems:
                self._by_first.setdefault(stems[0], []).append((stems, concept))
        for found in self._by_first.values():
            found.sort(key=lambda item: (-len(item[0]), item))

    def find(self, stems: Sequence[str]) -> Iterator[str]:
        """The concepts of the stems of a text, in order; at one place the longest phrase of each concept counts."""
        for place, term in enumerate(stems):
            seen: set[str] = set()
            for phrase, concept in self._by_first.get(term, ()):
                if concept not in seen and tuple(stems[place : place + len(phrase)]) == phrase:
                    seen.add(concept)
                    yield concept


def synonym_phrases(groups: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Phrases with a concept named after the first of each group."""
    for group in groups:
        for phrase in group:
            yield phrase, group[0].casefold()
