"""What radios, checkboxes and select boxes offer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose.

    ``reveals`` names sibling fields shown only when it is chosen; declare them after this field and give them ``When``.
    ``divider`` is a word shown before it ("or"). ``exclusive`` unticks the others (checkboxes only).
    """

    value: str
    text: str
    hint: str = ""
    reveals: tuple[str, ...] = ()
    divider: str = ""
    exclusive: bool = False
