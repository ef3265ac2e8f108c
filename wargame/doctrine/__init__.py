"""AI seats: view -> orders, view -> answer. A doctrine sees `world.view` and `world.orders` only, so it can't peek."""

from wargame.doctrine.choose import choose
from wargame.doctrine.reply import reply

__all__ = ["choose", "reply"]
