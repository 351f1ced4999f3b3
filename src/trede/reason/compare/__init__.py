"""Two versions of a regulation side by side, in words and with proof (docs/compare.md)."""

from trede.reason.compare.versions import Comparison, ProvisionComparison, compare

__all__ = ["Comparison", "ProvisionComparison", "compare"]
