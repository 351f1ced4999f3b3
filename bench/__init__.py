"""What Trede costs and how well its regimes are tested: `make bench` and `make mutate`. No part of the package."""
