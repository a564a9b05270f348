"""Files of every format: opened safely, and read into cells, records or trees of XML."""
