"""Any table of statuses, brought in five steps; everything correctable, nothing published early."""

from upr_data.ui.desk.matrices.steps import show_matrix

__all__ = ["show_matrix"]
