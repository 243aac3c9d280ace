"""`python -m pmtool` and the `pm` entry point."""

from pmtool.cli import main

if __name__ == "__main__":
    main()
