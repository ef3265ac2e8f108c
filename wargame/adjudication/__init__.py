"""What orders and chance lead to: pure array functions, one file per mechanism. Read `sequence.py` first."""

from wargame.adjudication.credibility import theories
from wargame.adjudication.sequence import adjudicate

__all__ = ["adjudicate", "theories"]
