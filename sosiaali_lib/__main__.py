"""Lets `python -m sosiaali_lib` run the command line."""

import sys

from sosiaali_lib.cli import main

sys.exit(main())
