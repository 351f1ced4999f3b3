"""The invented world: municipalities full of clients who do not exist, with histories; see docs/world.md."""
