"""UPR Outcomes: recommendations of the Universal Periodic Review and what became of them."""

__version__ = "0.1.0"
