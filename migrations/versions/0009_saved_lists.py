"""saved lists: filtered lists that a person keeps under a name

Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_list",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_saved_list_name_given")),
        sa.CheckConstraint("address LIKE '/%' AND address NOT LIKE '//%'", name=op.f("ck_saved_list_address_is_ours")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_saved_list_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_list")),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_saved_list_person_id_name")),
    )
    op.execute("GRANT SELECT, INSERT, DELETE ON saved_list TO changeportal_app")


def downgrade() -> None:
    op.drop_table("saved_list")
