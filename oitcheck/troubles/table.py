"""All kinds of trouble with their words."""

from __future__ import annotations

from collections.abc import Mapping

from oitcheck.troubles import answering, reaching, securing
from oitcheck.troubles.kinds import Kind, Trouble

TROUBLES: Mapping[Kind, Trouble] = {
    trouble.kind: trouble
    for trouble in (*reaching.TROUBLES, *securing.TROUBLES, *answering.TROUBLES)
}
