"""The commented `pm.toml`: it reads back as the defaults, and so does every option in it."""

import dataclasses
import re
import tomllib

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.config import Config
from pmtool.config.reading import config_from_text
from pmtool.config.writing import default_config_text, toml_value


def uncommented(text: str) -> str:
    return re.sub(r"^#(?=\S)", "", text, flags=re.MULTILINE)


def test_as_written_it_is_the_default():
    assert config_from_text(default_config_text()) == Config()


def test_with_every_option_uncommented_it_is_the_default():
    assert config_from_text(uncommented(default_config_text())) == Config()
    assert config_from_text(uncommented(default_config_text({"directory": ["postmortems"]}))) == Config()


def test_every_option_is_there_with_documentation():
    text = default_config_text()
    data = tomllib.loads(uncommented(text))
    for field in dataclasses.fields(Config):
        if field.metadata.get("internal"):
            continue
        name = field.name.replace("_", "-")
        assert name in data
        default = getattr(Config(), field.name)
        if dataclasses.is_dataclass(default):
            for inner in dataclasses.fields(default):
                assert inner.metadata["doc"]
                assert (
                    inner.name.replace("_", "-") in data[name]
                    or f"[[{name}.{inner.name.replace('_', '-')}]]" in text
                )


def test_every_example_is_valid():
    examples = re.findall(r"^#   for example: (.*)$", default_config_text(), re.MULTILINE)
    assert examples
    for example in examples:
        tomllib.loads(example)


def test_lines_are_not_too_long_to_read():
    assert max(map(len, default_config_text().splitlines())) <= 130


@given(
    st.recursive(
        st.text(st.characters(exclude_categories=["Cs"])) | st.booleans() | st.integers(-(2**63), 2**63 - 1),
        lambda v: (
            st.lists(v, max_size=3)
            | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), v, max_size=3)
        ),
        max_leaves=8,
    )
)
def test_any_value_reads_back(value):
    assert tomllib.loads(f"x = {toml_value(value)}\n") == {"x": value}


@pytest.mark.parametrize("name", ["postmortems", 'a "b" \\ c', "é 💳"])
def test_a_given_directory_is_set(name):
    assert config_from_text(default_config_text({"directory": [name]})).directory == [name]
