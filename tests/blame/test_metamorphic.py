"""What must not change a verdict, and what must turn it round."""

import pytest

from tests.blame.support import grave, lint

BLAMING = [
    "The on-call engineer failed to notice the alert.",
    "The reviewer ignored the warning in the plan.",
    "The data team broke the nightly export.",
    "The operator forgot to renew the certificate.",
    "The vendor should have told us about the change.",
    "The platform team is to blame.",
]


@pytest.mark.parametrize("sentence", BLAMING)
def test_blaming_sentence_is_found(sentence: str) -> None:
    assert grave(sentence)


@pytest.mark.parametrize(
    ("person", "system"),
    [
        ("The engineer failed to notice the alert.", "The health check failed to notice the alert."),
        ("The reviewer ignored the warning.", "The parser ignored the warning."),
        ("The data team broke the nightly export.", "The schema change broke the nightly export."),
        ("The operator missed the third heartbeat.", "The watchdog missed the third heartbeat."),
        ("The DBA should have stopped the migration.", "The lock timeout should have stopped the migration."),
        ("The outage was caused by the network team.", "The outage was caused by the network switch."),
        ("QA overlooked the regression.", "The test suite overlooked the regression."),
    ],
)
def test_swapping_person_and_system_turns_the_verdict(person: str, system: str) -> None:
    assert grave(person)
    assert grave(system) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The team did not recognise the risk.", "The team did not recognize the risk."),
        ("The team didn't check the backup.", "The team did not check the backup."),
        ("The team didn’t check the backup.", "The team didn't check the backup."),
        ("The DBA should've asked.", "The DBA should have asked."),
        ("The reviewer's negligence let it pass.", "The reviewer’s negligence let it pass."),
        ("The on-call engineer **failed** to notice.", "The on-call engineer failed to notice."),
        ("The *on-call engineer* failed to\nnotice.", "The on-call engineer failed to notice."),
        ("Marco took down the cluster.", "Ngozi took down the cluster."),
        ("Priya forgot the flag.", "Wei forgot the flag."),
        ("The data team triggered the outage.", "The outage was triggered by the data team."),
        ("An engineer forgot the flag.", "Engineers forgot the flag."),
    ],
)
def test_spelling_and_form_leave_the_verdict(one: str, other: str) -> None:
    assert grave(one)
    assert grave(other)


@pytest.mark.parametrize(
    "sentence",
    [
        "We do not use human error as a root cause.",
        "This review does not say that the engineer is to blame.",
        "This review does not assign fault to the vendor.",
        "Nobody was negligent.",
        "The field is called `operator error`, and `the engineer failed to notice` is its value.",
    ],
)
def test_talk_about_blame_is_not_blame(sentence: str) -> None:
    assert grave(sentence) == []


def test_a_quotation_is_information_only() -> None:
    assert grave('A customer wrote: "Your engineers are careless."') == []
    assert lint('A customer wrote: "Your engineers are careless."')


def test_a_block_quotation_is_information_only() -> None:
    assert grave("> The engineer failed to notice the alert.") == []


def test_first_person_is_one_step_lower() -> None:
    (they,) = lint("The engineers forgot to renew the certificate.")
    (we,) = lint("We forgot to renew the certificate.")
    assert they[1].severity == "error"
    assert we[1].severity == "warning"


def test_the_condition_makes_it_information() -> None:
    assert grave("The on-call engineer did not check the replica.")
    assert (
        grave("The on-call engineer did not check the replica, because the dashboard showed it in green.")
        == []
    )


def test_an_answered_why_question_is_a_step_of_the_analysis() -> None:
    assert grave("Why did the operator restart the wrong cluster?")
    assert grave("Why did the operator restart the wrong cluster? Both consoles have the same title.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "It was assumed by the client library that the token is fresh.",  # "It" is no department
        "Users could not log in for 40 minutes.",
        "The on-call engineer deleted the stuck pods to free the address pool.",
        "Kafka operator did not raise the limit; the field is immutable.",
        "The US team joined at 14:00, and the change made by the US region was reverted.",
        "The pods restarted because they failed the probe.",
        "We failed over to the second region.",
        "The alert fired at 10:02 and the pod was terminated.",
        "The PVC claims 40 GiB, and the quota controller admitted it.",
        "A researcher told us about the weakness.",
    ],
)
def test_fine_sentence_stays_silent(sentence: str) -> None:
    assert grave(sentence) == []
