"""What pages are made of: charts, tables, cards, downloads, choosers."""
