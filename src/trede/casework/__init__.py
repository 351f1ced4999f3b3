"""The dossier: people, facts with their history, intake, journey, plan, applications, decisions, terms and tasks.

Services are the only writers (docs/casework.md); models hold what is stored and the constraints of the database.
"""
