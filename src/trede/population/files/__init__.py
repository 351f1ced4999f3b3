"""Caseloads from files: CSV and Parquet into blocks of people, with a word about every row that could not be read."""
