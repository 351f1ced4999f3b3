"""The tables of access: `people` for municipalities and accounts, `logs` for the two logs, `doors` for signing in."""

from __future__ import annotations

from trede.access.doors import GroupRole, KeptForm, RecoveryCode, SecondFactor, SignIn
from trede.access.logs import AuditEntry, AuditHead, BreakGlass, ProcessingEntry
from trede.access.people import Membership, Municipality, User
from trede.access.roles import Role

__all__ = [
    "AuditEntry",
    "AuditHead",
    "BreakGlass",
    "GroupRole",
    "KeptForm",
    "Membership",
    "Municipality",
    "ProcessingEntry",
    "RecoveryCode",
    "Role",
    "SecondFactor",
    "SignIn",
    "User",
]
