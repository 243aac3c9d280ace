"""Configuration: options as data, and reading them from `pm.toml` or `pyproject.toml`."""

from pmtool.config.options import Config

__all__ = ["Config"]
