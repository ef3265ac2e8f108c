"""A scenario laid over the one that it extends: two trees in, one out, whose every node still knows its file and line.

Mappings merge key by key. Lists whose entries have an `id` merge by it: an entry of the same id is laid over the old
one, a new id comes last. Texts, deal terms and all other lists and values are replaced whole. A scenario never
inherits who it is (`OWN`). `also` appends files to the lists of documents; `without` takes sessions out here, and
what the documents define in `wargame.scenario.book`.
"""

from __future__ import annotations

from wargame.scenario.yamltree import Node

OWN = ("format", "kind", "id", "title", "family", "assumption", "extends", "also")
"""Keys that are never inherited."""
LEFT_OUT = ("orders", "injects", "doctrines", "triggers", "sessions", "options")
"""What `without` may name."""
MAX_CHAIN = 8
"""Documents that one may rest on, one above the other."""
_WHOLE = frozenset({"terms"})


def laid_over(own: Node, below: Node | None) -> Node:
    """What a scenario says together with what it extends; neither tree is changed.

    >>> from wargame.scenario.yamltree import read_tree
    >>> base = read_tree("{id: a, deal: {id: d, status: open}, roles: [{id: x, short: X}], rules: [r.yaml]}", "a").root
    >>> own = read_tree("{id: b, deal: {status: none}, roles: [{id: y, short: Y}], also: {rules: [s.yaml]}}", "b").root
    >>> whole = laid_over(own, base)
    >>> [whole.child(key).plain() for key in ("deal", "roles", "rules")]
    [{'status': 'none', 'id': 'd'}, [{'id': 'x', 'short': 'X'}, {'id': 'y', 'short': 'Y'}], ['r.yaml', 's.yaml']]
    >>> [node.file for node in whole.child("rules").value]
    ['a', 'b']
    """
    if not isinstance(own.value, dict) or not (below is None or isinstance(below.value, dict)):
        return own
    whole = own if below is None else _mapping(own, _inherited(below))
    also, without = own.child("also"), own.child("without")
    if below and without:
        whole = _with(whole, "without", _joined(without, below.child("without")))
    for section, more in _lists(also):
        there = whole.child(section)
        old = there.value if there and isinstance(there.value, list) else []
        whole = _with(whole, section, _like(there or more, [*old, *more.value]))
    gone = {name.value for section, names in _lists(without) if section == "sessions" for name in names.value}
    sessions = whole.child("sessions")
    if gone and sessions and isinstance(sessions.value, list):
        left = [each for each in sessions.value if _id(each) is None or _id(each) not in gone]
        whole = _with(whole, "sessions", _like(sessions, left))
    return whole


def _inherited(below: Node) -> Node:
    return _like(below, {key: node for key, node in below.value.items() if key not in OWN})


def _over(own: Node, below: Node, key: str) -> Node:
    if isinstance(own.value, dict) and isinstance(below.value, dict):
        return own if "en" in own.value or "en" in below.value else _mapping(own, below)
    if isinstance(own.value, list) and isinstance(below.value, list) and key not in _WHOLE:
        return _entries(own, below)
    return own


def _mapping(own: Node, below: Node) -> Node:
    """Own keys first, so that what is said of the mapping as a whole points there."""
    made = Node({}, own.line, own.col, own.length, own.file)
    for key, node in own.value.items():
        old = below.value.get(key)
        made.value[key] = node if old is None else _over(node, old, key)
        made.keys[key] = own.keys[key]
    for key, node in below.value.items():
        if key not in made.value:
            made.value[key] = node
            made.keys[key] = below.keys[key]
    return made


def _entries(own: Node, below: Node) -> Node:
    """Two lists by the ids of their entries; `own` alone if an entry has none."""
    names, old = [_id(node) for node in own.value], [_id(node) for node in below.value]
    if not names or None in names or None in old:
        return own
    made, met = list(below.value), set()
    for name, node in zip(names, own.value, strict=True):
        if name in old and name not in met:
            at = old.index(name)
            made[at] = _mapping(node, made[at])
        else:
            made.append(node)
        met.add(name)
    return _like(own, made)


def _joined(own: Node, below: Node | None) -> Node:
    """`without` of both: nobody brings back what one of them leaves out."""
    if below is None or not isinstance(own.value, dict) or not isinstance(below.value, dict):
        return own
    made = _mapping(own, below)
    for section, names in _lists(own):
        old = below.child(section)
        if old and isinstance(old.value, list):
            made.value[section] = _like(names, [*names.value, *old.value])
    return made


def _lists(owner: Node | None) -> list[tuple[str, Node]]:
    found = owner.value.items() if owner and isinstance(owner.value, dict) else ()
    return [(section, node) for section, node in found if isinstance(node.value, list)]


def _with(owner: Node, key: str, node: Node) -> Node:
    made = _like(owner, {**owner.value, key: node})
    made.keys[key] = owner.keys.get(key, (node.line, node.col, node.length))
    return made


def _like(node: Node, value: object) -> Node:
    """The same place with other contents."""
    made = Node(value, node.line, node.col, node.length, node.file)
    if isinstance(value, dict):
        made.keys = {key: place for key, place in node.keys.items() if key in value}
    return made


def _id(node: Node) -> str | None:
    own = node.child("id") if isinstance(node.value, dict) else None
    return own.value if own and isinstance(own.value, str) else None
