"""The administrator's area: people and roles, leavers' work, jobs and dead mails, the audit trail."""

ROUTES = ("routes", "hand_on_routes")
