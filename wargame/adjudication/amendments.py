"""Control's amendments: an amount added to a quantity at the end of a tick, within its range. Who and why is in the
ruling."""

from __future__ import annotations

import numpy as np

from wargame.adjudication.draft import Draft
from wargame.adjudication.ledger import GAME
from wargame.world import why as whys
from wargame.world.causes import Cause, Source
from wargame.world.events import Ruling


def apply(draft: Draft) -> None:
    """Every amendment of this tick; one that names nothing the world has changes nothing."""
    for ruling in draft.amendments:
        _amend(draft, ruling)


def _amend(draft: Draft, ruling: Ruling) -> None:
    roster = draft.tables.roster
    tracks = roster.axes["track"]
    if ruling.quantity in tracks:
        row = tracks.index(ruling.quantity)
        cells = draft.edit("tracks")[row]
        low, high = float(draft.tables.track_low[row]), float(draft.tables.track_high[row])
    elif ruling.quantity in draft.state.arrays and ruling.quantity in draft.tables.registry:
        quantity = draft.tables.registry[ruling.quantity]
        where = []
        for axis in quantity.axes:
            name = ruling.ids.get(axis)
            if name is not None and name not in roster.axes[axis]:
                return
            where.append(slice(None) if name is None else slice(roster.row(axis, name), roster.row(axis, name) + 1))
        cells = draft.edit(ruling.quantity)[tuple(where)]
        draft.now.fresh.add(ruling.quantity)
        low, high = quantity.low, quantity.high
    else:
        return
    delta = np.float32(ruling.delta) if cells.dtype.kind == "f" else round(ruling.delta)
    before = float(cells[..., GAME].sum())
    cells[...] = np.clip(cells + delta, low, high)
    changed = float(cells[..., GAME].sum()) - before
    if draft.ledger is not None and ruling.quantity in tracks:
        source = Source("ruling", ruling.reason_code, "", None, ())
        draft.ledger.causes.append(Cause(source, tracks.index(ruling.quantity), changed))
    draft.note(
        "amended", draft.every, numbers={"delta": ruling.delta}, ids={"quantity": ruling.quantity, **ruling.ids},
        why=whys.rule("amended", {"asked": ruling.delta, "delta": changed, "low": low, "high": high}, reads=None),
        cause=f"ruling:{ruling.reason_code}",
    )  # fmt: skip
