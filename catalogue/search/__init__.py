"""One search over everything a visitor may see: parts of things in one table, found by the database's own full text.

`words` says what a word is, `engines` asks the database, `index` keeps the table true, `kinds` says which parts a thing has,
`results` puts the answer together, `spelling` helps with typing errors.
"""
