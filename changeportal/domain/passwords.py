"""What a password must be: long enough and not among the obvious ones (NCSC and NIST advice: length, no composition rules)."""

LEAST = 12
MOST = 128
OBVIOUS = frozenset({"password1234", "123456789012", "qwertyuiop12", "changeportal", "changeportal1", "letmeinletmein"})


def weakness(password: str) -> str:
    """Why a password can't be taken, with the mend; nothing when it can."""
    if len(password) < LEAST:
        return f"Password must be {LEAST} characters or more. Three random words work well"
    if len(password) > MOST:
        return f"Password must be {MOST} characters or less"
    if password.lower() in OBVIOUS or len(set(password)) < 5:
        return "Choose a password that is harder to guess. Three random words work well"
    return ""
