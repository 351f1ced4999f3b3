"""Trede: a re-integration workbench that executes, explains and counts the regulations of Dutch municipalities.

The floors of the house, from the top; each imports only from floors below it:

- ``cli``, ``api``, ``web``: the doors; no decisions are made here
- ``insight``, ``partners``, ``money``: reports and what-if; providers and employers; subsidies, invoices, payments
- ``casework``, ``access``: dossier, journey, plan, decision, task; sign-in, roles, audit
- ``letters``: an assessment becomes an accessible PDF (from here down no Django)
- ``reason``: explain, ask, caseload, compare
- ``law``: the language of regulations
- ``terms``: the legal calendar
"""

__version__ = "0.1.0"
