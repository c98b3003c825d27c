"""The few ways in which a use case can say no. They carry words and fields; web/errors renders them."""

from collections.abc import Mapping


class DomainError(Exception):
    """Base of every refusal. ``code`` is stable for tests; ``message`` is plain English for a person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Refused(DomainError):
    """The actor may see the thing but not do this to it: 403 with the reason."""


class NotFound(DomainError):
    """There is no such thing, or the actor may not know that there is: 404, always the same words."""

    def __init__(self) -> None:
        super().__init__("not_found", "Page not found")


class Stale(DomainError):
    """Somebody changed the thing since it was opened: 409 with both versions."""

    def __init__(self, message: str, *, changed_by: str = "", current: Mapping[str, str] | None = None) -> None:
        super().__init__("stale", message)
        self.changed_by = changed_by
        self.current = dict(current or {})


class Closed(DomainError):
    """The thing is frozen or closed for changes: 423 with who opens it again and when."""


class Invalid(DomainError):
    """What was typed can't be taken. ``fields`` maps a field name to the message that says how to mend it."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("invalid", next(iter(fields.values()), "Check what you entered"))
        self.fields = dict(fields)
