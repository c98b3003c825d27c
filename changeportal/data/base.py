"""The declarative base: names of constraints, column types by annotation, keys."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid7s
from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, MetaData, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

from changeportal.data.types import EnumText, UtcDateTime
from changeportal.domain import funding_terms, terms

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

_ENUMS = {
    value: EnumText(value)
    for words in (terms, funding_terms)
    for value in vars(words).values()
    if isinstance(value, type) and issubclass(value, StrEnum)
}
_ENUMS.pop(StrEnum, None)

JsonDict = dict[str, Any]


class Base(DeclarativeBase):
    """Base of every table."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            str: Text(),
            int: BigInteger(),
            date: Date(),
            datetime: UtcDateTime(),
            UUID: Uuid(),
            JsonDict: JSONB(),
            **_ENUMS,
        },
    )


def new_id() -> UUID:
    """A UUIDv7: keys sort by the time they were made."""
    return uuid7s.uuid7()


def key() -> Mapped[UUID]:
    """A primary key column."""
    return mapped_column(primary_key=True, default=new_id)


def points_to(
    target: str, *, index: bool | None = None, unique: bool | None = None, primary_key: bool = False
) -> Mapped[Any]:
    """A foreign key column to ``table.column``; null is allowed where the annotation allows it."""
    return mapped_column(ForeignKey(target, ondelete="RESTRICT"), index=index, unique=unique, primary_key=primary_key)


def one_of(column: str, words: type[StrEnum] | tuple[str, ...]) -> CheckConstraint:
    """A check that a text column holds one of the enum's values (or nothing, where it may be null)."""
    values = words if isinstance(words, tuple) else tuple(word.value for word in words)
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")
