"""People in numbers: invented ones, drawn from stated assumptions, and whole caseloads from files."""

from trede.population.assumptions import Assumptions, read_assumptions
from trede.population.columns import Block, Column
from trede.population.draw import BLOCK, Drawing, drawing

__all__ = ["BLOCK", "Assumptions", "Block", "Column", "Drawing", "drawing", "read_assumptions"]
