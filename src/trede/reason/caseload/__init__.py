"""The same regime over a table of people: blocks in, blocks out, exact, unknowns kept (docs/caseload.md)."""

from trede.reason.caseload.block import Block, Column
from trede.reason.caseload.caseload import Caseload, prepare
from trede.reason.caseload.change import Change, ChangeErrors, Constant, changeable, changed, touched
from trede.reason.caseload.result import OUTCOMES, BlockResult, Marked, ProvisionResult, Quantity

__all__ = [
    "OUTCOMES", "Block", "BlockResult", "Caseload", "Change", "ChangeErrors", "Column", "Constant", "Marked",
    "ProvisionResult", "Quantity", "changeable", "changed", "prepare", "touched",
]  # fmt: skip
