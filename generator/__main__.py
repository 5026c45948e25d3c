"""`python -m generator` is `friday`."""

from generator.cli.main import main

main()
