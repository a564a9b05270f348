"""What those who run the app need: structured logs, and how it is."""

from upr_data.operating.connections import send_at_once
from upr_data.operating.engine import settle
from upr_data.operating.health import Health, State, health, memory_mb, page_key
from upr_data.operating.logs import event, recent_errors, start
from upr_data.operating.turns import turn

__all__ = [
    "Health",
    "State",
    "event",
    "health",
    "memory_mb",
    "page_key",
    "recent_errors",
    "send_at_once",
    "settle",
    "start",
    "turn",
]
