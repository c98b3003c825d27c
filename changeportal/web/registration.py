"""The list of areas; nothing else imports them."""

from flask import Flask

from changeportal.web.areas.account import routes as account
from changeportal.web.areas.admin import routes as admin
from changeportal.web.areas.boards import pack_routes as boards
from changeportal.web.areas.cases import grid_routes as cases
from changeportal.web.areas.decisions import paper_routes as decisions
from changeportal.web.areas.discussion import routes as discussion
from changeportal.web.areas.gateways import paper_routes as gateways
from changeportal.web.areas.help import routes as help_area
from changeportal.web.areas.ideas import routes as ideas
from changeportal.web.areas.jobs import routes as jobs
from changeportal.web.areas.missions import routes as missions
from changeportal.web.areas.mtfs import register_routes as mtfs
from changeportal.web.areas.operations import routes as operations
from changeportal.web.areas.policies import routes as policies
from changeportal.web.areas.proposals import routes as proposals
from changeportal.web.areas.resourcing import funding_routes as resourcing
from changeportal.web.areas.savings import finance_routes as savings
from changeportal.web.areas.triage import routes as triage
from changeportal.web.areas.work import routes as work

AREAS = (
    account.bp,
    admin.bp,
    boards.bp,
    cases.bp,
    decisions.bp,
    discussion.bp,
    gateways.bp,
    help_area.bp,
    ideas.bp,
    jobs.bp,
    missions.bp,
    mtfs.bp,
    operations.bp,
    policies.bp,
    proposals.bp,
    resourcing.bp,
    savings.bp,
    triage.bp,
    work.bp,
)


def register(app: Flask) -> None:
    """Register every area."""
    for area in AREAS:
        app.register_blueprint(area)
