"""What people type in the journeys of the tests, over HTTP and in a browser."""

from typing import Any

IDEA: dict[str, dict[str, Any]] = {
    "problem": {"problem": "Letters go out late every week"},
    "change": {"change": "Send them by email first"},
    "residents": {"residents": ["residents", "staff"]},
    "mission": {"mission": "EP"},
    "money": {"money": ["spend_less"]},
    "needs": {"needs": ["people"]},
    "service": {"service": "repairs"},
    "affected": {"affected": ["no"]},
    "involvement": {"involvement": "help"},
}
TRIAGE = {
    "residents_affected": "40",
    "services_crossed": "2",
    "partners": "0",
    "specialist_skills": "no",
    "staff_affected": "2",
    "whole_life_pence": "20,000",
    "risk": "1",
    "new_technology": "no",
    "statutory_change": "no",
}
TEXTS: dict[str, dict[str, str]] = {
    "need": {"problem": "Late letters", "affected": "2,000 tenants", "residents_said": "They told us"},
    "fit": {"contribution": "It helps residents hear sooner"},
    "measures": {"disbenefits": "Some have no email"},
    "savings": {"confidence": "High"},
    "delivery": {"governance": "The repairs lead", "handover": "The service keeps it"},
    "environment": {"effect": "Less paper"},
    "touches": {
        "posts": "0",
        "personal_data": "no",
        "technology": "no",
        "ai": "no",
        "contract": "0",
        "buildings": "no",
        "statutory": "no",
        "carbon": "no",
    },
}
SAVING = {
    "title": "Postage",
    "kind": "saving",
    "saving_class": "cash_releasing",
    "category": "efficiency",
    "fund_code": "GF",
    "cost_centre": "41207",
    "recurrence": "ongoing",
    "confidence": "high",
}
