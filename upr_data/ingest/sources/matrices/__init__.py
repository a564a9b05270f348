"""Any table of statuses that people keep: opened, understood as a plan, matched, read as words.

`opening` gives a `Book` of grids; `proposing` a `Plan` of it: table, columns, words, whose word
it is; `reading` the words themselves, each matched with a recommendation of a snapshot. Every step
is a function of values, so that a page can show it, correct it and go on.
"""
